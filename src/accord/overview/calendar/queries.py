"""What the calendar shows, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accord.features.strategies.models import Activity, Strategy
from accord.features.strategies.queries import (
    deliverables_visible_to,
    touches_visible_to,
)
from accord.features.strategies.queries import visible_to as strategies_visible_to
from accord.features.strategies.states import DeliverableState, TouchState
from accord.features.strategies.states import State as Running
from accord.features.stakeholders.queries import days_off
from accord.foundation.accounts.models import Token, User
from accord.foundation.accounts.queries import branches, colleagues, tokens_of
from accord.foundation.accounts.scopes import kind_of
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.calendar import Happening, found_between
from accord.overview.calendar.states import PLAN, SCOPES, Whose

WEEKS = 5


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
