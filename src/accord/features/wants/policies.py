from accord.foundation.kernel.roles import LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("wants.view", READERS)
FOCUS = Rule("wants.focus", LEADERS)
STATE = Rule("wants.state", WRITERS)
CONFIRM = Rule("wants.confirm", WRITERS)
WITHDRAW = Rule("wants.withdraw", WRITERS)
ASK = Rule("wants.ask", WRITERS)
