"""Touches: who gets one, when, which talk fulfils it, and who may see it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from accord.features.engagement.models import Interaction
from accord.features.engagement.queries import visible_to
from accord.features.engagement.states import Channel, Direction
from accord.features.initiatives.states import Participation
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import parties_of, party_visible, working_day_from
from accord.features.strategies.models import Activity, Pick, Strategy, Touch
from accord.features.strategies.states import (
    AHEAD,
    MOST_AUDIENCE,
    ActivityState,
    State,
    TouchState,
)
from accord.foundation.accounts.reach import reach_of
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.rules import SYSTEM
from accord.methods.calendar import Calendar

ONE_WAY = {Channel.MAIL, Channel.LETTER, Channel.MESSAGE}


def audience(activity: Activity, at: datetime) -> list[Party]:
    """Give whom an activity is for: its segment and the picked ones, active and to be contacted."""
    picked = Pick.objects.filter(activity=activity).values("party")
    found = Party.objects.filter(pk__in=picked)
    if activity.segment is not None:
        members = parties_of(activity.segment, user=SYSTEM, at=at).order_by().values("pk")
        found = Party.objects.filter(Q(pk__in=picked) | Q(pk__in=members))
    reachable = found.filter(is_active=True, is_contact_permitted=True)
    return list(reachable.order_by("pk")[: MOST_AUDIENCE + 1])


def is_running(activity: Activity) -> bool:
    return activity.state == ActivityState.RUNNING and activity.strategy.state == State.RUNNING


def latest_of(activity: Activity) -> dict[int, Touch]:
    """Give the newest touch of each party in an activity."""
    rows = Touch.objects.filter(activity=activity).order_by("pk")
    return {touch.party_id: touch for touch in rows}


def due_next(
    activity: Activity, party: Party, last: Touch | None, today: date, calendar: Calendar, *,
    afresh: bool = False,
) -> date | None:  # fmt: skip
    """Tell when a party is to be touched next; None while that is planned, done or over.

    The first touch of a rhythm counts from the last contact that there was anyway. ``afresh`` is
    for an activity that starts again: what was dropped when it stopped is planned anew.
    """
    if last is not None and last.state == TouchState.OPEN:
        return None
    if activity.rhythm_days is None:
        settled = last is not None and not (afresh and last.state == TouchState.DROPPED)
        return None if settled else max(activity.until_date, today)
    rhythm = timedelta(days=activity.rhythm_days)
    if last is not None and last.closed_on is not None:
        due = last.closed_on + rhythm
    elif party.last_contact_at is not None:
        due = day_of(party.last_contact_at, settings.HOUSE_TIME_ZONE) + rhythm
    else:
        due = activity.from_date
    return worked(activity, max(due, activity.from_date, today), calendar)


def worked(activity: Activity, due: date, calendar: Calendar) -> date | None:
    """Give the working day on which a touch falls due; None where the activity is over by then.

    What would fall behind its last day only because of days off stays where it is.
    """
    if due > activity.until_date:
        return None
    moved = working_day_from(due, calendar)
    return moved if moved <= activity.until_date else due


def open_with(parties: Sequence[int]) -> list[Touch]:
    """Give the open touches with ``parties`` of whatever runs."""
    found = Touch.objects.filter(
        party__in=list(parties), state=TouchState.OPEN, activity__state=ActivityState.RUNNING
    )
    return list(found.select_related("activity__strategy", "party"))


def fulfils(talk: Interaction, touch: Touch) -> bool:
    """Tell whether a talk is the touch that was planned.

    It belongs to the same initiative or to none, and comes after the touch before. For a rhythm any
    talk counts in which both sides had a say, or one on the channel planned, or any at all where
    informing is what was agreed. A single touch wants its own channel, near its day.
    """
    activity = touch.activity
    ours = activity.strategy.initiative_id
    if talk.initiative_id is not None and ours is not None and talk.initiative_id != ours:
        return False
    day = day_of(talk.at, settings.HOUSE_TIME_ZONE)
    made = day_of(touch.made_at, settings.HOUSE_TIME_ZONE)
    if day < activity.from_date or (day <= touch.after_on if touch.after_on else day < made):
        return False
    if activity.rhythm_days is None:
        near = day >= touch.due_on - timedelta(days=AHEAD)
        return near and talk.channel == activity.channel
    told_only = talk.direction == Direction.OUT and talk.channel in ONE_WAY
    informs = activity.participation == Participation.INFORM
    return not told_only or informs or talk.channel == activity.channel


def without_talk(since: date) -> list[Touch]:
    """Give the touches closed by a talk since then that is there no more: it was taken back."""
    there = visible_to(SYSTEM).filter(ref=OuterRef("talk_ref"))
    closed = Touch.objects.filter(state=TouchState.DONE, closed_on__gte=since).exclude(talk_ref="")
    return list(closed.filter(~Exists(there)).order_by("-closed_on", "-pk"))


def open_beside(touches: Sequence[Touch]) -> dict[tuple[int, int], Touch]:
    """Give the open touch of the same activity with the same party, by both, where there is one."""
    found = Touch.objects.filter(
        state=TouchState.OPEN, activity__in={touch.activity_id for touch in touches},
        party__in={touch.party_id for touch in touches},
    )  # fmt: skip
    return {(touch.activity_id, touch.party_id): touch for touch in found}


def touches_visible_to(user: Any) -> QuerySet[Touch]:
    """Give the touches with parties that one may see."""
    found = Touch.objects.filter(party_visible(reach_of(user), "party"))
    return found.select_related("party", "owner", "activity__strategy__initiative")


def touches_of(user: Any, activity: Activity) -> QuerySet[Touch]:
    """Give an activity's touches: the open ones by their day, then what was, newest first."""
    return touches_visible_to(user).filter(activity=activity).order_by("closed_on", "due_on", "pk")


def owed_by(user: Any, people: Sequence[int], until: date) -> QuerySet[Touch]:
    """Give the open touches of ``people`` that are due by a day, soonest first."""
    found = touches_visible_to(user).filter(owner__in=people, state=TouchState.OPEN)
    return found.filter(due_on__lte=until).order_by("due_on", "pk")


def settled_by(user: Any, people: Sequence[int], since: date) -> QuerySet[Touch]:
    found = touches_visible_to(user).filter(owner__in=people, state=TouchState.DONE)
    return found.filter(due_on__gte=since)


def due_between(user: Any, people: Sequence[int], start: date, end: date) -> QuerySet[Touch]:
    found = touches_visible_to(user).filter(owner__in=people, due_on__gte=start, due_on__lt=end)
    return found.exclude(state=TouchState.DROPPED).order_by("due_on", "pk")


def strategy_of_talk(ref: str, party: Party) -> Strategy | None:
    """Give the strategy whose planned contact with a party a talk was."""
    found = Touch.objects.filter(talk_ref=ref, party=party).select_related("activity__strategy")
    touch = found.order_by("pk").first()
    return touch.activity.strategy if touch else None
