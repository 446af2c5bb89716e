"""Quarters and weeks of the organisation's own calendar."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.conf import settings

from accord.foundation.kernel.days import day_of

QUARTERS = 8
WEEKS = 52
WEEK = timedelta(days=7)


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of time: from its first moment to the first one after it."""

    start: datetime
    end: datetime

    @property
    def key(self) -> str:
        return self.first_day.isoformat()

    @property
    def first_day(self) -> date:
        return day_of(self.start, settings.HOUSE_TIME_ZONE)

    @property
    def quarter(self) -> tuple[int, int]:
        return self.first_day.year, (self.first_day.month + 2) // 3


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=ZoneInfo(settings.HOUSE_TIME_ZONE))


def quarters(at: datetime, count: int = QUARTERS, since: date | None = None) -> list[Span]:
    """Give the last quarters, the running one included, oldest first; none that ended before."""
    today = day_of(at, settings.HOUSE_TIME_ZONE)
    start = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    found: list[Span] = []
    after = _next(start)
    while len(found) < count and (since is None or after > since):
        found.append(Span(_midnight(start), _midnight(after)))
        start, after = _before(start), start
    return found[::-1]


def _next(first: date) -> date:
    return date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)


def _before(first: date) -> date:
    return date(first.year - (first.month == 1), (first.month - 4) % 12 + 1, 1)


def weeks(at: datetime) -> list[Span]:
    """Give the last 52 weeks from Monday to Monday, the running one included, oldest first."""
    today = day_of(at, settings.HOUSE_TIME_ZONE)
    monday = today - timedelta(days=today.weekday())
    first = monday - (WEEKS - 1) * WEEK
    starts = [_midnight(first + WEEK * place) for place in range(WEEKS + 1)]
    return [Span(start, end) for start, end in pairwise(starts)]
