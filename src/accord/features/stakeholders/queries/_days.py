"""On which days the house works: its week, the holidays of its country, the days it set itself."""

from datetime import date, datetime
from typing import NamedTuple, cast

from django.conf import settings

from accord.foundation.accounts.hours import days_set, house_calendar
from accord.foundation.accounts.models import DayOff
from accord.foundation.kernel.days import day_of
from accord.methods.calendar import (
    Calendar,
    CalendarTold,
    calendar_of,
    named_holidays,
    working_day_after,
)


class Off(NamedTuple):
    """A day with a name on which nobody works; ``row`` where administrators set it.

    Where they set it open, the house works on it, and ``is_open`` says so.
    """

    day: date
    name: str
    row: DayOff | None = None
    is_open: bool = False


def working_calendar() -> Calendar:
    """Give the calendar of the house, as it stands; one query."""
    return calendar_of(cast("CalendarTold", house_calendar()))


def working_day_from(day: date, calendar: Calendar) -> date:
    """Give the day itself, or the first one after it on which the house works."""
    return day if calendar.is_working_day(day) else working_day_after(calendar, day)


def named_days(first: date, last: date) -> list[Off]:
    """Give holidays and the days that were set, from ``first`` to ``last``, in order; one query."""
    country, _dash, region = settings.HOUSE_COUNTRY.partition("-")
    found: dict[date, Off] = {}
    for year in range(first.year, last.year + 1) if country else ():
        named = named_holidays(country, region, year)
        found.update((day, Off(day, name)) for day, name in named.items())
    for row in days_set(first):
        found[row.day] = Off(row.day, row.name, row, row.is_open)
    return [found[day] for day in sorted(found) if first <= day <= last]


def day_off(moment: date | datetime) -> str:
    """Name the day off on which something falls; empty on any other day."""
    day = day_of(moment, settings.HOUSE_TIME_ZONE) if isinstance(moment, datetime) else moment
    return days_off(day, day).get(day, "")


def days_off(first: date, last: date) -> dict[date, str]:
    """Name the days on which the house is closed though the week says otherwise."""
    return {off.day: off.name for off in named_days(first, last) if not off.is_open}
