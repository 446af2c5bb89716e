from typing import Any

from accord.foundation.kernel.roles import ADMINISTRATORS, EVERYBODY, WRITERS
from accord.foundation.kernel.rules import Rule


def _own(by: Any, arrival: Any) -> bool:
    return by.pk is None or arrival.owner_id == by.pk


VIEW = Rule("arrivals.view", ADMINISTRATORS)
RETRY = Rule("arrivals.retry", ADMINISTRATORS)
TAKE = Rule("arrivals.take", WRITERS)
# Whoever owns a message says what becomes of it; what they may write is asked where it is written.
SETTLE = Rule("arrivals.settle", EVERYBODY, also=_own)
