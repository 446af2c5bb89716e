"""Days without a time: such a due day is kept as its last second, where the organisation is."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_LAST = time(23, 59, 59)
_FIRST_YEAR, _LAST_YEAR = 1000, 2999


def is_meant(day: date) -> bool:
    """Tell whether people may mean a day: clocks of other places know it and those beside it."""
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


def stretch(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """Give the first moment of ``first`` there, and the one after the last of ``last``."""
    there = ZoneInfo(zone)
    after = last + timedelta(days=1)
    return datetime.combine(first, time(), there), datetime.combine(after, time(), there)


def last_second(day: date, zone: str) -> datetime:
    """Give the moment until which something promised for ``day`` is in time."""
    return datetime.combine(day, _LAST, tzinfo=ZoneInfo(zone))


def as_said(moment: datetime | None, zone: str) -> date | datetime | None:
    """Give the day alone where only a day was said, else the moment."""
    if moment is None:
        return None
    there = moment.astimezone(ZoneInfo(zone))
    return there.date() if there.time() == _LAST else moment


def day_of(moment: datetime, zone: str) -> date:
    """Give the day that ``moment`` falls on there."""
    return moment.astimezone(ZoneInfo(zone)).date()


def moment_on(day: date, zone: str, now: datetime) -> datetime:
    """Give the moment of a day that was said alone: now if it is today, else its noon."""
    there = ZoneInfo(zone)
    if now.astimezone(there).date() == day:
        return now
    return datetime.combine(day, time(12), tzinfo=there)
