from accord.foundation.kernel.roles import LEADERS, READERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("initiatives.view", READERS)
ADD = Rule("initiatives.add", LEADERS)
CHANGE = Rule("initiatives.change", LEADERS)
