"""Who may see and stop work: one's own, or all of it as an administrator."""

from typing import Any

from accord.foundation.kernel.roles import ADMINISTRATORS, EVERYBODY
from accord.foundation.kernel.rules import Rule


def _own_or_all(by: Any, job: Any) -> bool:
    return by.pk is None or job.by_id == by.pk or bool(by.holds(ADMINISTRATORS))


VIEW = Rule("jobs.view", ADMINISTRATORS)
CANCEL = Rule("jobs.cancel", EVERYBODY, also=_own_or_all)
RETRY = Rule("jobs.retry", EVERYBODY, also=_own_or_all)
