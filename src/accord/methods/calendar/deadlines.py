"""When something is due, by working days or by calendar days."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypedDict

from accord.methods import inputs
from accord.methods.calendar.hours import (
    DAY_MINUTES,
    Calendar,
    CalendarTold,
    calendar_of,
    clock_minutes,
)
from accord.methods.calendar.walk import instant, working_day_after
from accord.methods.result import Basis, Method, Result, basis

DAY_ZERO: Final = ("deemed", "received")
END_OF_DAY: Final = time(23, 59, 59)

WORKING_DAY_DEADLINE: Final = Method("working_day_deadline")
CALENDAR_DAY_DEADLINE: Final = Method("calendar_day_deadline")


class Deadline(TypedDict):
    """Days as `YYYY-MM-DD`, the instant as ISO text with the calendar's offset."""

    deemed_receipt: str
    due_date: str
    due_instant: str


def working_day_deadline(
    calendar: CalendarTold | Calendar,
    received: datetime | str,
    working_days: int,
    cutoff: str | None = None,
) -> Result[Deadline]:
    """Find the closing time of the n-th working day after the day of deemed receipt (day 0).

    What arrives on a working day not after `cutoff` (a time like `17:00`; without one, that day's
    closing time) counts as received that day, all else on the next working day. Flags and
    refusals as in `business_time_add`.
    """
    known = calendar_of(calendar)
    at = known.wall(instant(received, known))
    deemed = _deemed(known, at, cutoff)
    due = working_day_after(known, deemed, inputs.count("working_days", working_days))
    due_at = known.instant_of(due, known.hours_of(due)[-1][1])
    rests_on = _basis(known, at, working_days=working_days, cutoff=cutoff)
    found = _deadline(deemed, due, known.wall(due_at))
    return WORKING_DAY_DEADLINE.answer(found, rests_on, *known.unknown_holidays(at.date(), due))


def calendar_day_deadline(
    calendar: CalendarTold | Calendar,
    received: datetime | str,
    days: int,
    day_zero: str = "deemed",
    *,
    roll: bool = False,
) -> Result[Deadline]:
    """Find the last second of the n-th calendar day after day 0.

    Day 0 is the day of deemed receipt (see `working_day_deadline`) or, by
    `day_zero="received"`, the day itself. With `roll` a due day that is no working day gives way
    to the next one. Flags and refusals as in `business_time_add`.
    """
    known = calendar_of(calendar)
    at = known.wall(instant(received, known))
    inputs.word("day_zero", day_zero, DAY_ZERO)
    first = _deemed(known, at, None) if day_zero == "deemed" else at.date()
    due = first + timedelta(days=inputs.count("days", days))
    if roll and not known.is_working_day(due):
        due = working_day_after(known, due)
    due_at = known.instant(datetime.combine(due, END_OF_DAY))
    rests_on = _basis(known, at, days=days, day_zero=day_zero, roll=roll)
    found = _deadline(first, due, known.wall(due_at))
    return CALENDAR_DAY_DEADLINE.answer(found, rests_on, *known.unknown_holidays(at.date(), due))


def _deemed(calendar: Calendar, at: datetime, cutoff: str | None) -> date:
    day = at.date()
    hours = calendar.hours_of(day)
    if not hours:
        return working_day_after(calendar, day)
    last = hours[-1][1] if cutoff is None else clock_minutes(cutoff)
    in_time = last == DAY_MINUTES or at.time() <= time(last // 60, last % 60)
    return day if in_time else working_day_after(calendar, day)


def _deadline(deemed: date, due: date, due_at: datetime) -> Deadline:
    return {
        "deemed_receipt": deemed.isoformat(),
        "due_date": due.isoformat(),
        "due_instant": due_at.isoformat(),
    }


def _basis(calendar: Calendar, received: datetime, **params: Any) -> Basis:
    told = {"calendar": calendar, "received": received}
    return basis(told, calendar_version=calendar.version, **params)
