"""Work by the clock. A moment of it is a slot; a slot is filled once, however many ask."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accord.foundation.kernel.registry import Registry

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Every:
    """Every so often, counted from midnight UTC."""

    period: timedelta

    def slot(self, at: datetime, zone: ZoneInfo) -> str:
        del zone
        started = _EPOCH + (at - _EPOCH) // self.period * self.period
        return started.isoformat(timespec="minutes")


@dataclass(frozen=True)
class Daily:
    """Once a day at an hour of the house's clock, also on days when that hour comes twice or not.

    Where the clock skips the hour, its work is due as many minutes later as were skipped.
    """

    hour: int
    minute: int = 0

    def slot(self, at: datetime, zone: ZoneInfo) -> str:
        day = at.astimezone(zone).date()
        due = datetime.combine(day, time(self.hour, self.minute), tzinfo=zone).astimezone(UTC)
        if at < due:
            day -= timedelta(days=1)
        return day.isoformat()


@dataclass(frozen=True)
class Cron:
    """Enqueue a job of ``kind`` in each slot of ``when``; of slots that were missed, the last."""

    name: str
    kind: str
    when: Every | Daily
    args: dict[str, Any] = field(default_factory=dict)


crons: Registry[Cron] = Registry("jobs by the clock")
