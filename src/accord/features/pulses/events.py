from dataclasses import dataclass
from typing import ClassVar

from accord.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PulseAnswered(Event):
    name: ClassVar[str] = "pulses.answered"
    pulse_id: int
    by_id: int | None
