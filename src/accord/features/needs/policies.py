from accord.foundation.kernel.roles import READERS, WRITERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("needs.view", READERS)
HEAR = Rule("needs.hear", WRITERS)
JUDGE = Rule("needs.judge", WRITERS)
CONFIRM = Rule("needs.confirm", WRITERS)
CHANGE = Rule("needs.change", WRITERS)
