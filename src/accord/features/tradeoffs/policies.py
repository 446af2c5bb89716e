from accord.foundation.kernel.roles import LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("tradeoffs.view", READERS)
WEIGH = Rule("tradeoffs.weigh", WRITERS)
TELL = Rule("tradeoffs.tell", WRITERS)
DECIDE = Rule("tradeoffs.decide", LEADERS)
