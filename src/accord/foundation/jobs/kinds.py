"""What kinds of work there are; rooms and features add theirs in ``apps.py``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from accord.foundation.kernel.registry import Registry

SOON = 10
USUAL = 0
LATE = -10
LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True)
class Kind:
    """A kind of job: ``run(ctx, **args)`` may return a dict that is kept as its result.

    It runs at least once: after a failure, a killed worker or a lapsed lease it runs again, so it
    must be safe to repeat. With ``is_atomic`` the work and its end are one transaction, written
    exactly once; such work must be short. Long kinds never keep short ones waiting.
    """

    name: str
    run: Callable[..., Any]
    max_tries: int = 5
    retry_after: timedelta = timedelta(seconds=10)
    priority: int = USUAL
    is_long: bool = False
    is_atomic: bool = False

    def wait(self, tries: int) -> timedelta:
        """How long to wait after try number ``tries`` failed: doubling, at most six hours."""
        doubled: timedelta = self.retry_after * 2 ** min(max(tries, 1) - 1, 16)
        return min(doubled, LONGEST_WAIT)


kinds: Registry[Kind] = Registry("kinds of jobs")
