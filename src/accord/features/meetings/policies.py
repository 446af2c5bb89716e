from accord.foundation.kernel.roles import READERS, WRITERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("meetings.view", READERS)
PLAN = Rule("meetings.plan", WRITERS)
INVITE = Rule("meetings.invite", WRITERS)
RUN = Rule("meetings.run", WRITERS)
FINISH = Rule("meetings.finish", WRITERS)
SEND = Rule("meetings.send", WRITERS)
CLOSE = Rule("meetings.close", WRITERS)
ANSWER = Rule("meetings.answer", frozenset())  # by the link: the system keeps what is said
