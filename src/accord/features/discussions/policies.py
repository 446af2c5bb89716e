from datetime import timedelta

from accord.foundation.accounts.brakes import Limit
from accord.foundation.kernel.roles import READERS, WRITERS
from accord.foundation.kernel.rules import Rule

VIEW = Rule("discussions.view", READERS)
RUN = Rule("discussions.run", WRITERS)
MODERATE = Rule("discussions.moderate", WRITERS)
TAKE_PART = Rule("discussions.take-part", WRITERS)

MINUTE = timedelta(minutes=1)
# Contributions and reports by one link: a lively evening may pass, a flood may not.
FLOOD = Limit("discussions", 12, MINUTE, 15 * MINUTE, timedelta(hours=1))
