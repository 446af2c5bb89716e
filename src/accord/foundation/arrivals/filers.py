"""Who files what came in: features say what becomes of a message."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accord.foundation.arrivals.models import Arrival, Reason, State
from accord.foundation.kernel.registry import Registry
from accord.foundation.mail.reading.shapes import Incoming


@dataclass(frozen=True)
class Ending:
    """What became of a message, and why."""

    state: State
    reason: Reason


@dataclass(frozen=True)
class Filer:
    """``file`` gives None for what is not its business; the one of the least ``order`` is first.

    It runs in one transaction with what it says.
    """

    file: Callable[[Arrival, Incoming, datetime], Ending | None]
    order: int = 50


filers: Registry[Filer] = Registry("who files mail")
