from accord.foundation.kernel.roles import EVERYBODY, READERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("home.view", EVERYBODY)
BRIEF = Rule("home.brief", READERS)
