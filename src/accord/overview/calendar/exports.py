"""One's calendar as other calendars read it (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.strategies.models import Strategy
from accord.foundation.accounts.models import User
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats
from accord.foundation.ui.calendar import Happening, found_between
from accord.overview.calendar.queries import people_of, plan_between
from accord.overview.calendar.states import Whose

BEHIND, AHEAD = timedelta(days=31), timedelta(days=366)
ASK_AGAIN = timedelta(hours=1)


def calendar_file(user: User, whose: Whose, at: datetime) -> bytes:
    """Write what stands on it from a month ago to a year ahead, as far as ``user`` may see it."""
    people = people_of(user, whose)
    found = found_between(user, people, at - BEHIND, at + AHEAD)
    return _file(str(whose.label), found, at)


def plan_file(user: User, plan: Strategy, at: datetime) -> bytes:
    """Write what one strategy plans, whoever does it, as far as ``user`` may see it."""
    found = plan_between(user, plan, at - BEHIND, at + AHEAD)
    return _file(visible(plan.name), [("touches", one) for one in found], at)


def _file(title: str, found: Iterable[tuple[str, Happening]], at: datetime) -> bytes:
    """Write happenings for a calendar of others, which reads them without signing in.

    Of what is for named people only it learns when something is, and where one reads what.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Accord//Calendar//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    name = f"{settings.ORGANISATION}: {title}"
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for kind, happening in found:
        made.add_component(_event(kind, happening, at))
    written: bytes = made.to_ical()
    return written


def _event(kind: str, happening: Happening, at: datetime) -> Any:
    from icalendar import Event

    event = Event()
    host = urlsplit(settings.BASE_URL).hostname or "accord.invalid"
    event.add("uid", f"{kind}-{happening.key}@{host}")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("summary", _summary(happening))
    event.add("dtstart", _start(happening.when))
    event.add("url", f"{settings.BASE_URL}{happening.url}")
    if happening.whom and not happening.is_restricted:
        event.add("description", visible(happening.whom))
    if happening.until is not None:
        event.add("dtend", happening.until.astimezone(UTC))
    else:
        event.add("transp", "TRANSPARENT")  # something due takes no time of its own
    return event


def _summary(happening: Happening) -> str:
    title = _("Restricted") if happening.is_restricted else visible(happening.title)
    return _("Done: %(words)s") % {"words": title} if happening.is_done else title


def _start(when: date | datetime) -> date | datetime:
    return when.astimezone(UTC) if isinstance(when, datetime) else formats.local(when)
