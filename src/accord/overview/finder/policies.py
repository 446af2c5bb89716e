from accord.foundation.kernel.roles import EVERYBODY
from accord.foundation.kernel.rules import Rule

FIND = Rule("finder.find", EVERYBODY)
