"""What the calendar shows, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accord.foundation.accounts.models import Token, User
from accord.foundation.accounts.queries import branches, colleagues, tokens_of
from accord.foundation.ui import formats
from accord.foundation.ui.calendar import Happening, found_between
from accord.overview.calendar.states import SCOPES, Whose

WEEKS = 5


@dataclass(frozen=True)
class Day:
    """One day with what stands on it, each with its kind; what has no time of day first."""

    day: date
    happenings: list[tuple[str, Happening]]


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
    """Give the days from ``start`` to before ``end`` that something stands on."""
    people = people_of(user, whose)
    found = found_between(user, people, _midnight(start), _midnight(end), kinds)
    return [Day(day, list(those)) for day, those in groupby(found, lambda pair: _day(pair[1].when))]


def _day(when: date | datetime) -> date:
    return formats.local(when)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())


def feeds_of(user: Any) -> QuerySet[Token]:
    """Give the addresses at which calendars of others ask for one's own, ended ones too."""
    wanted = [key for token in tokens_of(user) if set(token.scopes) & set(SCOPES.values())
              for key in [token.pk]]  # fmt: skip
    return tokens_of(user).filter(pk__in=wanted)


def next_weeks(start: date) -> tuple[date, date, date]:
    """Give the Monday of ``start``, where the span from it ends, where the one before begins."""
    monday = start - timedelta(days=start.weekday())
    return monday, monday + timedelta(weeks=WEEKS), monday - timedelta(weeks=WEEKS)
