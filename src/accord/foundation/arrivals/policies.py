from typing import Any

from accord.foundation.kernel.roles import ADMINISTRATORS, EVERYBODY, WRITERS
from accord.foundation.kernel.rules import Rule


def _own(by: Any, arrival: Any) -> bool:
    if by.pk is None or arrival.owner_id == by.pk:
        return True
    department = arrival.department_id
    return department is not None and department == getattr(by, "department_id", None)


def _arranges(by: Any, mailbox: Any) -> bool:
    """Let people arrange their own, administrators what departments have together."""
    if by.pk is None or mailbox.owner_id == by.pk:
        return True
    return mailbox.kind == "shared" and bool(by.holds(ADMINISTRATORS))


VIEW = Rule("arrivals.view", ADMINISTRATORS)
RETRY = Rule("arrivals.retry", ADMINISTRATORS)
TAKE = Rule("arrivals.take", WRITERS)
# Whoever owns a message says what becomes of it; what they may write is asked where it is written.
SETTLE = Rule("arrivals.settle", EVERYBODY, also=_own)
ARRANGE = Rule("arrivals.arrange", WRITERS | ADMINISTRATORS, also=_arranges)
SHARE = Rule("arrivals.share", ADMINISTRATORS)
FORGET = Rule("arrivals.forget", ADMINISTRATORS)
