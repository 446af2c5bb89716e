"""Business calendars: open hours, working days, deadlines, clocks that pause."""

from accord.methods.calendar.clock import sla_clock
from accord.methods.calendar.deadlines import calendar_day_deadline, working_day_deadline
from accord.methods.calendar.hours import Calendar, CalendarTold, calendar_of, named_holidays
from accord.methods.calendar.walk import (
    add,
    between,
    business_time_add,
    business_time_between,
    working_day_after,
)

__all__ = [
    "Calendar",
    "CalendarTold",
    "add",
    "between",
    "business_time_add",
    "business_time_between",
    "calendar_day_deadline",
    "calendar_of",
    "named_holidays",
    "sla_clock",
    "working_day_after",
    "working_day_deadline",
]
