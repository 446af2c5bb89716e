from accord.foundation.kernel.roles import READERS, WRITERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("promises.view", READERS)
MAKE = Rule("promises.make", WRITERS)
KEEP = Rule("promises.keep", WRITERS)
CHANGE = Rule("promises.change", WRITERS)
HAND_OVER = Rule("promises.hand-over", WRITERS)
SNOOZE = Rule("promises.snooze", WRITERS)
