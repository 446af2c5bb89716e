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


# Gives None for what is not its business. Runs in one transaction with what it says.
Filer = Callable[[Arrival, Incoming, datetime], Ending | None]
filers: Registry[Filer] = Registry("who files mail")
