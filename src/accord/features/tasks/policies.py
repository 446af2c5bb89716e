from accord.foundation.kernel.roles import READERS, WRITERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("tasks.view", READERS)
ADD = Rule("tasks.add", WRITERS)
FINISH = Rule("tasks.finish", WRITERS)
CHANGE = Rule("tasks.change", WRITERS)
HAND_OVER = Rule("tasks.hand-over", WRITERS)
SNOOZE = Rule("tasks.snooze", WRITERS)
