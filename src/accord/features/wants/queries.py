"""What strategic segments want: said of them as a whole, and rolled up from their members."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any

from django.conf import settings
from django.db.models import Count, F, IntegerField, Max, Q, QuerySet, Value

from accord.features.needs.models import Need
from accord.features.needs.queries import known_parties
from accord.features.needs.states import State
from accord.features.stakeholders.models import Party, Segment
from accord.features.stakeholders.queries import open_segments, parties_of, parties_of_each
from accord.features.tasks.states import State as TaskState
from accord.features.wants.models import Asking, Focus, Want
from accord.foundation.accounts.reach import reach_of
from accord.foundation.kernel.days import day_of

FEWEST = 5  # needs below which a share says nothing
REST = timedelta(days=30)  # between two tasks to ask the same party
SHOWN = 20
MONTH = 30.44

Members = dict[int, QuerySet[Party]]


@dataclass
class Rollup:
    """What the members of one segment want, as far as one may see it: counts, shares, ages."""

    members: int = 0
    known: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    confidences: Counter[str] = field(default_factory=Counter)
    met: int = 0
    days: Counter[date] = field(default_factory=Counter)

    @property
    def needs(self) -> int:
        return self.kinds.total()

    @property
    def share_met(self) -> float | None:
        """The part that is met; None of too few."""
        return self.met / self.needs if self.needs >= FEWEST else None

    @property
    def oldest(self) -> date | None:
        return min(self.days, default=None)

    @property
    def newest(self) -> date | None:
        return max(self.days, default=None)

    @property
    def median(self) -> date | None:
        """The day by which half of it was last confirmed; the earlier one of an even number."""
        days = sorted(self.days)
        counted = accumulate(self.days[day] for day in days)
        half = (self.needs + 1) // 2
        return next((day for day, n in zip(days, counted, strict=True) if n >= half), None)

    def stale(self, edge: date) -> int:
        """Count what was last confirmed before ``edge``."""
        return sum(n for day, n in self.days.items() if day < edge)


@dataclass(frozen=True)
class Askable:
    """A member to be asked again: last confirmed when, if ever, and the task it has already."""

    party: Party
    confirmed_on: date | None
    asked: Asking | None


def edge_of(focus: Focus, at: datetime) -> date:
    """Give the first day of knowledge that holds still."""
    return day_of(at, settings.HOUSE_TIME_ZONE) - timedelta(days=round(focus.fresh_months * MONTH))


def visible_to(user: Any) -> QuerySet[Focus]:
    """Give the strategic segments; whoever may read anything may read what they want as a whole."""
    found = Focus.objects.filter(ended_at=None, segment__is_active=True)
    found = found.select_related("segment", "owner").order_by("segment__name", "pk")
    return found if reach_of(user).grants else found.none()


def not_in_focus() -> QuerySet[Segment]:
    return open_segments().exclude(pk__in=Focus.objects.filter(ended_at=None).values("segment"))


def wants_visible_to(user: Any) -> QuerySet[Want]:
    """Give what holds of what they want as a whole, oldest first."""
    found = Want.objects.filter(focus__in=visible_to(user).order_by(), ended_at=None)
    return found.select_related("focus__segment", "by").order_by("kind", "pk")


def wants_before(focus: Focus) -> QuerySet[Want]:
    """Give what was said of a segment once and holds no longer, newest first."""
    ended = Want.objects.filter(focus=focus, ended_at__isnull=False)
    return ended.select_related("by").order_by("-ended_at", "-pk")


def replaced_by(wants: Iterable[Want]) -> dict[int, Want]:
    """Give for each want that another took the place of, that other."""
    return {one.replaces_id or 0: one for one in Want.objects.filter(replaces__in=list(wants))}


# The roll-up


def rollups(user: Any, focuses: Sequence[Focus], at: datetime) -> dict[int, Rollup]:
    """Roll up what members want, counted by the database: in four questions for any number.

    What the rule of a segment must look up comes on top.
    """
    found = {focus.pk: Rollup() for focus in focuses}
    each = parties_of_each([focus.segment for focus in focuses], user=user, at=at)
    members = {focus.pk: each[focus.segment_id].order_by() for focus in focuses}
    needs = known_parties(user)
    for key, n in _of_each(members, lambda rows: rows, n=Count("pk")):
        found[key].members = n
    for key, n in _of_each(members, needs_of(needs), n=Count("party", distinct=True)):
        found[key].known = n
    for key, kind, state, confidence, n in _of_each(
        members, needs_of(needs), "kind", "state", "confidence", n=Count("pk")
    ):
        found[key].kinds[kind] += n
        found[key].confidences[confidence] += n
        found[key].met += n if state == State.MET else 0
    for key, day, n in _of_each(members, needs_of(needs), "confirmed_on", n=Count("pk")):
        found[key].days[day] += n
    return found


def needs_of(needs: QuerySet[Need]) -> Callable[[QuerySet[Party]], QuerySet[Need]]:
    return lambda members: needs.filter(party__in=members.values("pk")).order_by()


def _of_each(
    members: Members, rows: Callable[[QuerySet[Party]], QuerySet[Any]], *columns: str, n: Any
) -> Iterable[tuple[Any, ...]]:
    """Count the rows of each segment by ``columns``, all segments in one question."""
    asked = [
        rows(of)
        .annotate(focus=Value(key, output_field=IntegerField()))
        .values_list("focus", *columns)
        .annotate(n=n)
        for key, of in members.items()
    ]
    return asked[0].union(*asked[1:], all=True) if asked else ()


# Whom to ask again


def askable(user: Any, focus: Focus, at: datetime) -> list[Askable]:
    """Give a page of the members to ask: first those whose knowledge is oldest, then unknown."""
    members = parties_of(focus.segment, user=user, at=at).order_by()
    needs = known_parties(user)
    newest = (
        needs_of(needs)(members)
        .values("party")
        .annotate(newest=Max("confirmed_on"))
        .filter(newest__lt=edge_of(focus, at))
        .order_by("newest", "party")
    )
    days = dict(newest.values_list("party", "newest")[:SHOWN])
    silent = members.exclude(pk__in=needs.values("party")).order_by("sort_key", "pk")
    parties = list(members.filter(pk__in=list(days)).select_related("owner"))
    parties.sort(key=lambda party: (days[party.pk], party.pk))
    parties += silent.select_related("owner")[: SHOWN - len(parties)]
    asked = asked_lately(parties, at)
    return [Askable(party, days.get(party.pk), asked.get(party.pk)) for party in parties]


def asked_lately(parties: Iterable[Party], at: datetime) -> dict[int, Asking]:
    """Give for each party the newest task to ask it that is open still, or not a month old."""
    lately = Q(task__state=TaskState.OPEN) | Q(at__gt=at - REST)
    found = Asking.objects.filter(lately, task__party__in=list(parties)).select_related("task")
    return {
        asking.task.party_id or 0: asking
        for asking in found.order_by("at", "pk").annotate(party=F("task__party"))
    }
