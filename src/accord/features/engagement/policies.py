from accord.foundation.kernel.roles import READERS, WRITERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("engagement.view", READERS)
LOG = Rule("engagement.log", WRITERS)
CORRECT = Rule("engagement.correct", WRITERS)
POINT = Rule("engagement.point", WRITERS)
MARK = Rule("engagement.mark", WRITERS)
HEED = Rule("engagement.heed", WRITERS)
ATTACH = Rule("engagement.attach", WRITERS)
