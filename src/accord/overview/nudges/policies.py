from accord.foundation.kernel.roles import WRITERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("nudges.view", WRITERS)
REPLY = Rule("nudges.reply", WRITERS)
