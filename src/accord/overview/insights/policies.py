from accord.foundation.kernel.roles import LEADERS, READERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("insights.view", READERS)
OVERSEE = Rule("insights.oversee", LEADERS)
