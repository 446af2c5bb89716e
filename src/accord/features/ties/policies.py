from accord.foundation.kernel.roles import ADMINISTRATORS, LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("ties.view", READERS)
TIE = Rule("ties.tie", WRITERS)
CONFIGURE = Rule("ties.configure", LEADERS | ADMINISTRATORS)
