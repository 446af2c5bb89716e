"""Business time: adding it, measuring it, counting working days.

Plain functions on instants and one method for each; an instant is an aware moment or an ISO text,
and a text without an offset is wall time of the calendar.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from accord.methods import inputs
from accord.methods.calendar.hours import Calendar, CalendarTold, calendar_of
from accord.methods.errors import BadInput, OutOfRange
from accord.methods.result import Method, Result, basis

LONGEST_CLOSED_DAYS: Final = 800
"""After so many days without an opening the search is given up: the calendar is wrong."""

DAY: Final = timedelta(days=1)

BUSINESS_TIME_ADD: Final = Method("business_time_add")
BUSINESS_TIME_BETWEEN: Final = Method("business_time_between")


def business_time_add(
    calendar: CalendarTold | Calendar, start: datetime | str, minutes: int
) -> Result[str]:
    """Find the instant at which `minutes` of open time after `start` are used up, as ISO text.

    The end of an interval can be the answer; 0 minutes give the first open instant from `start`
    on, so that closing time rolls to the next opening. Elapsed minutes count: on the day on which
    the clocks change, open time is longer or shorter than the wall says. Flags
    `holidays_unknown` and `holidays_extended` say that years are touched which the list of
    holidays does not reach. Refuses other than whole minutes from 0 up (`OutOfRange`), moments
    without zone, and calendars that stay closed (`BadInput`).
    Source: rule of our own.
    """
    known = calendar_of(calendar)
    begin = instant(start, known)
    end = add(known, begin, timedelta(minutes=inputs.count("minutes", minutes)))
    flags = known.unknown_holidays(known.wall(begin).date(), known.wall(end).date())
    rests_on = basis(
        {"calendar": known, "start": begin, "minutes": minutes}, calendar_version=known.version
    )
    return BUSINESS_TIME_ADD.answer(known.wall(end).isoformat(), rests_on, *flags)


def business_time_between(
    calendar: CalendarTold | Calendar, start: datetime | str, end: datetime | str
) -> Result[float]:
    """Measure the open minutes from `start` to `end`; negative when `end` is the earlier one.

    Flags and refusals as in `business_time_add`.
    """
    known = calendar_of(calendar)
    begin, finish = instant(start, known), instant(end, known)
    flags = known.unknown_holidays(*sorted(known.wall(at).date() for at in (begin, finish)))
    rests_on = basis(
        {"calendar": known, "start": begin, "end": finish}, calendar_version=known.version
    )
    found = in_minutes(between(known, begin, finish))
    return BUSINESS_TIME_BETWEEN.answer(found, rests_on, *flags)


def instant(told: datetime | str, calendar: Calendar) -> datetime:
    """Read a moment, to UTC. Refuses one without zone that is no text (`BadInput`)."""
    if isinstance(told, str):
        try:
            told = datetime.fromisoformat(told)
        except ValueError as error:
            raise OutOfRange(f"no moment: {told!r}") from error
        return calendar.instant(told) if told.tzinfo is None else told.astimezone(UTC)
    if told.tzinfo is None:
        raise BadInput(f"a moment needs a zone: {told!r}")
    return told.astimezone(UTC)


def add(calendar: Calendar, start: datetime, amount: timedelta) -> datetime:
    """Find the instant (UTC) that ends `amount` (from 0 up) of open time from `start` on."""
    for opens, closes in _spans_from(calendar, start):
        if amount <= closes - opens:
            return opens + amount
        amount -= closes - opens
    raise BadInput(f"the calendar does not open again after {start}")


def between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """Measure the open time between two instants; negative when `end` is the earlier one."""
    if end < start:
        return -between(calendar, end, start)
    whole = timedelta()
    day, last = calendar.wall(start).date(), calendar.wall(end).date()
    while day <= last:
        for opens, closes in calendar.open_spans(day):
            whole += max(min(closes, end) - max(opens, start), timedelta())
        day += DAY
    return whole


def working_day_after(calendar: Calendar, day: date, steps: int = 1) -> date:
    """Step to the n-th working day after `day`, before it if negative; `day` itself at 0."""
    step, closed = (DAY if steps >= 0 else -DAY), 0
    left = abs(steps)
    while left:
        day += step
        if calendar.is_working_day(day):
            left, closed = left - 1, 0
        elif (closed := closed + 1) > LONGEST_CLOSED_DAYS:
            raise BadInput(f"the calendar has no working day near {day}")
    return day


def working_days_within(calendar: Calendar, first: date, last: date) -> int:
    """Count working days after `first` up to and with `last`."""
    days = (last - first).days
    return sum(calendar.is_working_day(first + step * DAY) for step in range(1, days + 1))


def in_minutes(length: timedelta) -> float:
    return length / timedelta(minutes=1)


def _spans_from(calendar: Calendar, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Walk what is left of the open time from `start` on, without empty rests."""
    day, closed = calendar.wall(start).date(), 0
    while closed <= LONGEST_CLOSED_DAYS:
        spans = calendar.open_spans(day)
        closed = 0 if spans else closed + 1
        for opens, closes in spans:
            if closes > start:
                yield max(opens, start), closes
        day += DAY
