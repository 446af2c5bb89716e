from datetime import timedelta

from accord.foundation.accounts.brakes import Limit
from accord.foundation.kernel.roles import LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("consultations.view", READERS)
RUN = Rule("consultations.run", WRITERS)
ANSWER = Rule("consultations.answer", WRITERS)
TELL = Rule("consultations.tell", WRITERS)
DECIDE = Rule("consultations.decide", LEADERS)

MINUTE = timedelta(minutes=1)
# Answers from one network: a household or an office may answer, a flood may not.
FLOOD = Limit("consultations", 10, MINUTE, 15 * MINUTE, timedelta(hours=1))
