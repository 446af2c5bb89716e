from accord.foundation.kernel.roles import READERS, WRITERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("engagement.view", READERS)
LOG = Rule("engagement.log", WRITERS)
