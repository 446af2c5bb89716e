"""Touches come from running activities, are closed by talks, moved and dropped with a reason."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.engagement.models import Interaction
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import working_calendar
from accord.features.strategies import policies, queries
from accord.features.strategies.models import Activity, Touch
from accord.features.strategies.states import TouchState
from accord.foundation.journal.change import Record, change, change_many
from accord.foundation.journal.undo import KEPT_FOR
from accord.foundation.journal.words import because, said
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor


def plan_touches(*, by: Actor, activity: Activity, at: datetime) -> int:
    """Bring the touches of a running activity up to its audience; give how many changed."""
    with change_many(policies.KEEP, by=by, at=at, kind=Touch) as record:
        fill(record, activity, at)
        return len(record.touches)


def close_touches(*, by: Actor, talk: Interaction, parties: Sequence[int], at: datetime) -> int:
    """Close the open touches that a talk fulfils, and plan the next of those with a rhythm."""
    found = [touch for touch in queries.open_with(parties) if queries.fulfils(talk, touch)]
    if not found:
        return 0
    day = day_of(talk.at, settings.HOUSE_TIME_ZONE)
    with change_many(policies.KEEP, by=by, at=at, kind=Touch) as record:
        _close(record, found, day, at, talk_ref=talk.ref)
    return len(found)


def reopen_touches(*, by: Actor, at: datetime) -> int:
    """Open touches again whose talk was taken back; drop what was planned to follow them."""
    today = day_of(at, settings.HOUSE_TIME_ZONE)
    lost = queries.without_talk(today - KEPT_FOR)
    if not lost:
        return 0
    beside = queries.open_beside(lost)
    following: list[Touch] = []
    again: list[Touch] = []
    for touch in lost:
        key = (touch.activity_id, touch.party_id)
        after = beside.get(key)
        if after is not None and after.after_on != touch.closed_on:
            continue  # a later talk goes on from another day
        if after is not None:
            following.append(after)
            again = [one for one in again if one is not after]
        again.append(touch)
        beside[key] = touch
    why = _("The talk before it was taken back.")
    dropped = {"state": TouchState.DROPPED, "closed_on": today, "reason": why}
    opened = {"state": TouchState.OPEN, "closed_on": None, "talk_ref": ""}
    with change_many(policies.KEEP, by=by, at=at, kind=Touch) as record:
        record.set_many([(touch, dict(dropped)) for touch in following])
        record.set_many([(touch, dict(opened)) for touch in again])
    return len(again)


def close_touch(*, by: Actor, touch: Touch, on: date, words: str, at: datetime) -> Touch:
    """Say by hand that a touch took place, and how one knows. Raises Stale, Invalid."""
    words = said(words, "words", 300, why=_("Say how it took place."))
    if on > day_of(at, settings.HOUSE_TIME_ZONE):
        raise Invalid(_("This day lies ahead."), field="on")
    with change(policies.TOUCH, by=by, at=at, subject=touch) as record:
        _check_open(touch)
        _close(record, [touch], on, at, reason=words)
    return touch


def move_touch(*, by: Actor, touch: Touch, due_on: date, reason: str, at: datetime) -> Touch:
    """Put a touch on another day and say why; the day planned first stays on record."""
    reason = because(reason)
    if due_on < day_of(at, settings.HOUSE_TIME_ZONE):
        raise Invalid(_("Choose a day that lies ahead."), field="due_on")
    with change(policies.TOUCH, by=by, at=at, subject=touch) as record:
        _check_open(touch)
        if not record.set(touch, due_on=due_on, reason=reason):
            raise Stale(_("It is so already."))
    return touch


def drop_touch(*, by: Actor, touch: Touch, reason: str, at: datetime) -> Touch:
    """Leave a touch out and say why; the next of its rhythm is planned."""
    reason = because(reason)
    with change(policies.TOUCH, by=by, at=at, subject=touch) as record:
        _check_open(touch)
        today = day_of(at, settings.HOUSE_TIME_ZONE)
        record.set(touch, state=TouchState.DROPPED, closed_on=today, reason=reason)
        _plan_next(record, [touch], max(touch.due_on, today), at)
    return touch


def drop_all(
    record: Record, activities: Iterable[Activity], reason: str, at: datetime
) -> None:  # fmt: skip
    """Drop what is open in ``activities`` within the caller's change."""
    today = day_of(at, settings.HOUSE_TIME_ZONE)
    still = Touch.objects.filter(activity__in=list(activities), state=TouchState.OPEN)
    dropped = {"state": TouchState.DROPPED, "closed_on": today, "reason": reason[:300]}
    record.set_many([(touch, dict(dropped)) for touch in still])


def fill(
    record: Record, activity: Activity, at: datetime, audience: Sequence[Party] | None = None,
) -> None:  # fmt: skip
    """Give whoever is in the audience of a running activity a touch; drop those of who left.

    ``audience`` is given by an activity that starts.
    """
    if not queries.is_running(activity):
        return
    today = day_of(at, settings.HOUSE_TIME_ZONE)
    wanted = {p.pk: p for p in (queries.audience(activity, at) if audience is None else audience)}
    known = queries.latest_of(activity)
    gone: list[tuple[Any, dict[str, Any]]] = []
    for key, touch in known.items():
        if touch.state != TouchState.OPEN:
            continue
        if key not in wanted:
            why = _("No longer among those it is for.")
            gone.append((touch, {"state": TouchState.DROPPED, "closed_on": today, "reason": why}))
        elif touch.owner_id != (owner := _owner_of(activity, wanted[key])):
            gone.append((touch, {"owner_id": owner}))
    record.set_many(gone)
    new, calendar = [], working_calendar()
    for key, party in wanted.items():
        due = queries.due_next(
            activity, party, known.get(key), today, calendar, afresh=audience is not None
        )
        if due is not None:
            new.append(_touch(activity, party, due, at))
    record.add_many(new)


def _owner_of(activity: Activity, party: Party) -> int:
    """Give who does a touch: the activity's own person, the party's contact, the strategy's."""
    return activity.owner_id or party.owner_id or activity.strategy.owner_id


def _touch(
    activity: Activity, party: Party, due: date, at: datetime, after_on: date | None = None
) -> Touch:
    return Touch(
        activity=activity, party=party, owner_id=_owner_of(activity, party), planned_on=due,
        due_on=due, made_at=at, after_on=after_on,
    )  # fmt: skip


def _close(
    record: Record, found: Sequence[Touch], day: date, at: datetime, **fields: str
) -> None:  # fmt: skip
    done = {"state": TouchState.DONE, "closed_on": day, **fields}
    record.set_many([(touch, dict(done)) for touch in found])
    _plan_next(record, found, day, at)


def _plan_next(record: Record, closed: Iterable[Touch], day: date, at: datetime) -> None:
    """Plan the next touch of each that has a rhythm, counted from ``day``."""
    following: list[Touch] = []
    calendar = None
    for touch in closed:
        activity = touch.activity
        if activity.rhythm_days is None or not queries.is_running(activity):
            continue
        calendar = calendar or working_calendar()
        due = queries.worked(activity, day + timedelta(days=activity.rhythm_days), calendar)
        if due is not None:
            following.append(_touch(activity, touch.party, due, at, after_on=day))
    record.add_many(following)


def _check_open(touch: Touch) -> None:
    if touch.state != TouchState.OPEN:
        raise Stale(_("This touch is closed already."))
