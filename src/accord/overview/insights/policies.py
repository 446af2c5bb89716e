from accord.foundation.kernel.roles import READERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("insights.view", READERS)
