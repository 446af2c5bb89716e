"""Every write on strategic segments and what they want as a whole."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.needs.states import Confidence, Kind
from accord.features.stakeholders.models import Party, Segment
from accord.features.tasks.actions import TaskDetails, add_task
from accord.features.wants import policies
from accord.features.wants.models import Asking, Focus, Want
from accord.features.wants.queries import asked_lately
from accord.foundation.journal.change import change
from accord.foundation.journal.words import said
from accord.foundation.kernel.days import day_of, last_second
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

MONTHS = range(1, 61)
KINDS = (Kind.GOAL, Kind.REQUIREMENT)
TIME_TO_ASK = timedelta(days=14)


@dataclass(frozen=True)
class FocusDetails:
    """Who answers for a segment, why it matters, and for how many months knowledge holds."""

    owner_id: int
    reason: str
    fresh_months: int = 12


@dataclass(frozen=True)
class WantDetails:
    """What a segment wants as a whole, where that was said or seen, and how sure it is."""

    words: str
    source: str
    kind: str = Kind.GOAL
    confidence: str = Confidence.THEMSELVES
    confirmed_on: date | None = None


def focus_on(*, by: Actor, segment: Segment, details: FocusDetails, at: datetime) -> Focus:
    """Mark a segment as strategic; what was said of it once counts again."""
    fields = _focus(details)
    with change(policies.FOCUS, by=by, at=at, subject=segment) as record:
        found = Focus.objects.filter(segment=segment).first()
        if found is None:
            found = Focus(segment=segment, **fields)
            record.add(found)
        elif found.ended_at is None:
            raise Stale(_("This segment is strategic already."))
        else:
            record.set(found, ended_at=None, **fields)
    return found


def change_focus(
    *, by: Actor, focus: Focus, details: FocusDetails, at: datetime, seen: int | None = None
) -> Focus:
    fields = _focus(details)
    with change(policies.FOCUS, by=by, at=at, subject=focus, seen=seen) as record:
        record.set(focus, **fields)
    return focus


def end_focus(*, by: Actor, focus: Focus, at: datetime) -> Focus:
    """Mark a segment as strategic no longer; what was said of it stays written."""
    with change(policies.FOCUS, by=by, at=at, subject=focus) as record:
        record.set(focus, ended_at=at)
    return focus


def state_want(
    *, by: Actor, focus: Focus, details: WantDetails, at: datetime, replaces: Want | None = None
) -> Want:
    """Say what a segment wants as a whole, in the place of ``replaces`` where that is given."""
    want = Want(focus=focus, by_id=by.pk, at=at, replaces=replaces, **_want(details, at))
    with change(policies.STATE, by=by, at=at, subject=replaces or focus) as record:
        if replaces is not None:
            _demand_holds(replaces)
            record.set(replaces, ended_at=at)
        record.add(want)
    return want


def confirm_want(*, by: Actor, want: Want, at: datetime) -> Want:
    """Say that it holds still. Raises Stale when a newer one took its place."""
    with change(policies.CONFIRM, by=by, at=at, subject=want) as record:
        _demand_holds(want)
        record.set(want, confirmed_on=day_of(at, settings.HOUSE_TIME_ZONE))
    return want


def withdraw_want(*, by: Actor, want: Want, why: str, at: datetime) -> Want:
    """Say that they want this no longer, or never did; it stays to be read."""
    why = said(why, "why", 300)
    with change(policies.WITHDRAW, by=by, at=at, subject=want) as record:
        _demand_holds(want)
        record.set(want, ended_at=at, ended_why=why)
    return want


def ask_again(*, by: Actor, party: Party, at: datetime) -> Asking:
    """Give who looks after a party the task to ask what it wants.

    Raises Stale while there is such a task, or one less than a month ago.
    """
    with change(policies.ASK, by=by, at=at, subject=party) as record:
        owner = party.owner_id or by.pk
        if owner is None:
            raise Invalid(_("Nobody looks after them who could ask."))
        if asked_lately([party], at):
            raise Stale(_("There is a task to ask them, or there was one in the last 30 days."))
        day = day_of(at + TIME_TO_ASK, settings.HOUSE_TIME_ZONE)
        title = _("Ask again what they want: %(name)s") % {"name": party.name}
        details = TaskDetails(
            title[:300], owner, party=party, due_at=last_second(day, settings.HOUSE_TIME_ZONE)
        )  # fmt: skip
        asking = Asking(task=add_task(by=by, details=details, at=at), at=at)
        record.add(asking)
    return asking


def _demand_holds(want: Want) -> None:
    if want.ended_at is not None:
        raise Stale(_("This holds no longer; somebody said something newer."))


def _focus(details: FocusDetails) -> dict[str, Any]:
    if details.fresh_months not in MONTHS:
        raise Invalid(_("This goes from 1 to 60 months."), field="fresh_months")
    return {
        "owner_id": details.owner_id, "reason": said(details.reason, "reason", 300),
        "fresh_months": details.fresh_months,
    }  # fmt: skip


def _want(details: WantDetails, at: datetime) -> dict[str, Any]:
    if details.kind not in KINDS:
        raise Invalid(_("Of a whole segment, say a goal or a requirement."), field="kind")
    today = day_of(at, settings.HOUSE_TIME_ZONE)
    day = details.confirmed_on or today
    if day > today:
        raise Invalid(_("This day is still to come."), field="confirmed_on")
    return {
        "words": said(details.words, "words", 300),
        "source": said(details.source, "source", 300),
        "kind": Kind(details.kind), "confidence": Confidence(details.confidence),
        "confirmed_on": day,
    }  # fmt: skip
