"""What the calendar shows, day by day."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.features.correspondence.models import Message
from accord.features.correspondence.queries import calendars_of
from accord.features.meetings.models import Meeting
from accord.features.meetings.queries import WEEKS_APART
from accord.features.meetings.queries import visible_to as meetings_visible_to
from accord.features.meetings.states import State as MeetingState
from accord.features.stakeholders.queries import days_off
from accord.features.strategies.models import Activity, Strategy
from accord.features.strategies.queries import (
    deliverables_visible_to,
    touches_visible_to,
)
from accord.features.strategies.queries import visible_to as strategies_visible_to
from accord.features.strategies.states import DeliverableState, TouchState
from accord.features.strategies.states import State as Running
from accord.foundation.accounts.models import Token, User
from accord.foundation.accounts.queries import branches, colleagues, tokens_of
from accord.foundation.accounts.scopes import kind_of
from accord.foundation.kernel.days import is_meant
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.calendar import Happening, found_between
from accord.overview.calendar.states import PLAN, SCOPES, Whose

WEEKS = 5
UNREAD = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError)
MOST_INVITATIONS = 5  # of one mail
LARGEST = 200_000  # characters of an invitation
ASKING = {"REQUEST", "PUBLISH", "CANCEL", ""}
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
USUAL = timedelta(hours=1)  # of an invitation that says no end


@dataclass(frozen=True)
class Day:
    """One day with what stands on it, each with its kind; what has no time of day first.

    ``off`` is what day it is where nobody works.
    """

    day: date
    happenings: list[tuple[str, Happening]]
    off: str = ""


def people_of(user: User, whose: str) -> list[int]:
    """Give whose things are shown: one's own, or those of one's department and those below it."""
    if whose != Whose.TEAM or user.department_id is None:
        return [user.pk]
    below = _below(user.department_id)
    return list(colleagues().filter(department_id__in=below).values_list("pk", flat=True))


def _below(root: int) -> list[int]:
    found, depth = [], -1
    for branch in branches(closed=True):
        if branch.department.pk == root:
            depth = branch.depth
        elif depth >= 0 and branch.depth <= depth:
            break
        if depth >= 0:
            found.append(branch.department.pk)
    return found


def days_of(user: User, whose: str, start: date, end: date, kinds: Sequence[str] = ()) -> list[Day]:
    """Give the days from ``start`` to before ``end`` that something stands on, and days off."""
    people = people_of(user, whose)
    found = found_between(user, people, _midnight(start), _midnight(end), kinds)
    by_day = {day: list(those) for day, those in groupby(found, lambda pair: _day(pair[1].when))}
    off = days_off(start, end - timedelta(days=1))
    shown = sorted(by_day if kinds else by_day.keys() | off.keys())
    return [Day(day, by_day.get(day, []), off.get(day, "")) for day in shown]


def _day(when: date | datetime) -> date:
    return formats.local(when)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())


def plans_for(user: Any) -> QuerySet[Strategy]:
    """Give the strategies whose planned contacts may be asked for: those that run."""
    found = strategies_visible_to(user).filter(state=Running.RUNNING)
    return found.order_by("name", "pk")


def plans_seen(user: Any) -> QuerySet[Strategy]:
    """Give all that one may see: an address goes on once its strategy has ended."""
    return strategies_visible_to(user)


def plan_between(user: Any, plan: Strategy, start: datetime, end: datetime) -> list[Happening]:
    """Give the contacts and deliverables of one strategy between two moments."""
    days = {"due_on__gte": _day(start), "due_on__lt": _day(end)}
    touches = touches_visible_to(user).filter(activity__strategy=plan, **days)
    handed = deliverables_visible_to(user).filter(activity__strategy=plan, **days)
    return [
        *(
            Happening(
                key=f"touch-{one.pk}", title=one.activity.title, url=_of_activity(one.activity),
                when=one.due_on, whom=one.party.name, is_done=one.state == TouchState.DONE,
                is_restricted=one.party.visibility == "named",
            )
            for one in touches.exclude(state=TouchState.DROPPED).order_by("due_on", "pk")
        ),
        *(
            Happening(
                key=f"deliverable-{one.pk}", title=one.words, url=_of_activity(one.activity),
                when=one.due_on, is_done=one.state == DeliverableState.DELIVERED,
                is_restricted=False,
            )
            for one in handed.exclude(state=DeliverableState.DROPPED).order_by("due_on", "pk")
        ),
    ]  # fmt: skip


def _of_activity(activity: Activity) -> str:
    where = {"ref": activity.strategy.ref, "pk": activity.pk}
    return addresses.to("strategies:activity", kwargs=where)


def feeds_of(user: Any) -> QuerySet[Token]:
    """Give the addresses at which calendars of others ask for one's own, ended ones too."""
    kinds = {*SCOPES.values(), PLAN}
    wanted = [
        token.pk for token in tokens_of(user) if kinds & {kind_of(one) for one in token.scopes}
    ]
    return tokens_of(user).filter(pk__in=wanted)


def next_weeks(start: date) -> tuple[date, date, date]:
    """Give the Monday of ``start``, where the span from it ends, where the one before begins."""
    monday = start - timedelta(days=start.weekday())
    return monday, monday + timedelta(weeks=WEEKS), monday - timedelta(weeks=WEEKS)


@dataclass(frozen=True)
class Invitation:
    """A meeting of others to which a mail invites; ``is_off`` where the mail calls it off.

    ``addresses`` are of who invites and who is invited. ``meeting`` is the one that stands here for
    it already. ``comes_again`` in ``rhythm``, where that is one that meetings have here.
    """

    number: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    words: str = ""
    addresses: tuple[str, ...] = ()
    is_off: bool = False
    meeting: Meeting | None = None
    comes_again: bool = False
    rhythm: str = ""


def invitations_in(user: User, message: Message) -> list[Invitation]:
    """Read what a mail invites to, and find what stands here for it already."""
    found = [one for text in calendars_of(message) for one in _invitations(text)]
    return [
        replace(one, number=number, meeting=_standing(user, one))
        for number, one in enumerate(found[:MOST_INVITATIONS])
    ]


def _standing(user: User, one: Invitation) -> Meeting | None:
    found = meetings_visible_to(user).filter(title=one.title[:200], starts_at=one.starts_at)
    return found.exclude(state=MeetingState.CANCELLED).order_by("pk").first()


def _invitations(text: str) -> list[Invitation]:
    """Read a calendar file; what can't be read invites to nothing."""
    from icalendar import Calendar

    try:
        read = Calendar.from_ical(text[:LARGEST])
        method = str(read.get("METHOD", "")).upper()
        events = read.walk("VEVENT") if method in ASKING else []
    except UNREAD:
        return []
    found = []
    for event in events[:MOST_INVITATIONS]:
        with suppress(*UNREAD):
            found.append(_invitation(event, method))
    return found


def _invitation(event: Any, method: str) -> Invitation:
    told = event.decoded("DTSTART")
    starts = _moment(told)
    if "DTEND" in event:
        ends = _moment(event.decoded("DTEND"))
    else:
        usual = USUAL if isinstance(told, datetime) else DAY
        ends = starts + (event.decoded("DURATION") if "DURATION" in event else usual)
    named = [event.get(name) or [] for name in ("ORGANIZER", "ATTENDEE")]
    people = [one for each in named for one in (each if isinstance(each, list) else [each])]
    is_off = method == "CANCEL" or _words(event, "STATUS").upper() == "CANCELLED"
    title = _words(event, "SUMMARY") or _("Meeting")
    return Invitation(
        0, title, starts, max(ends, starts + MINUTE),
        _words(event, "LOCATION"), _words(event, "DESCRIPTION"),
        tuple(dict.fromkeys(str(one).lower().removeprefix("mailto:").strip() for one in people)),
        is_off, comes_again="RRULE" in event or "RDATE" in event, rhythm=_rhythm(event),
    )  # fmt: skip


def _rhythm(event: Any) -> str:
    """Give the rhythm of ours in which an event comes again for good, or nothing."""
    rule = event.get("RRULE")
    if not isinstance(rule, dict) or {"RDATE", "EXDATE"} & set(event):
        return ""
    said = {name: [str(one).upper() for one in rule[name]] for name in rule}
    days = said.pop("BYDAY", [])
    said.pop("WKST", None)
    weeks = said.pop("INTERVAL", ["1"])
    if said != {"FREQ": ["WEEKLY"]} or len(days) > 1:
        return ""
    return next((name for name, count in WEEKS_APART.items() if weeks == [str(count)]), "")


def _words(event: Any, name: str) -> str:
    """Give what an event says under a name, once where it says so twice."""
    found = event.get(name, "")
    return str(found[0] if isinstance(found, list) else found).strip()


def _moment(told: date | datetime) -> datetime:
    """Give a moment as it was said; a day alone begins with its midnight here.

    Raises ValueError for years in which nobody meets, and past whose ends no clock goes.
    """
    if not is_meant(told):
        raise ValueError(told.year)
    if not isinstance(told, datetime):
        return _midnight(told)
    return told if told.tzinfo else told.replace(tzinfo=timezone.get_current_timezone())
