"""The strip of ten days: what fell due, what falls due, what is late."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from accord.foundation.ui import charts, formats
from accord.overview.home.queries import DAYS, Desk

SATURDAY = 5


@dataclass(frozen=True)
class Day:
    day: date
    weekday: str
    number: int
    cls: str
    is_today: bool
    href: str
    pips: Markup


def week(desk: Desk) -> list[Day]:
    """Draw the days from Monday on; those gone by show what was settled as well."""
    return [_day(desk, desk.monday + timedelta(days=place)) for place in range(DAYS)]


def _day(desk: Desk, day: date) -> Day:
    due = [thing for thing in desk.things if desk.due_day(thing) == day]
    late = sum(desk.is_late(thing) for thing in due)
    settled = sum(formats.local(moment) == day for moment in desk.settled)
    n = len(due) + settled
    return Day(
        day=day,
        weekday=formats.weekday(day, short=True),
        number=day.day,
        cls=_cls(desk, day, n, late),
        is_today=day == desk.today,
        href="#late" if late else f"#d{day.isoformat()}" if due else "#owed",
        pips=charts.pips(n, late, label=_told(n, late)),
    )


def _cls(desk: Desk, day: date, n: int, late: int) -> str:
    if day == desk.today:
        return "now"
    if day < desk.today:
        return "past late" if late else "past"
    return "off" if (day.weekday() >= SATURDAY or day in desk.off) and not n else ""


def _told(n: int, late: int) -> str:
    if not n:
        return _("nothing")
    things = ngettext("%(n)s thing", "%(n)s things", n) % {"n": n}
    if not late:
        return things
    return _("%(things)s, late: %(late)s") % {"things": things, "late": late}
