"""What the record holds about somebody's own work in twelve months, as far as they may see it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from accord.features.engagement.models import Outcome
from accord.features.growth.queries._records import SORTS, Known, known
from accord.features.initiatives.models import Assessment
from accord.features.keyplans.models import Review
from accord.features.keyplans.states import GoalState
from accord.features.promises.states import Side
from accord.features.promises.states import State as Kept
from accord.features.tasks.states import State as Task
from accord.methods.intervals import wilson_bounds
from accord.methods.workflow.promises import promise_kept_rate

FEWEST = 5
"""From so many on a share is said; below it stand the bare counts."""

Rows = Callable[[QuerySet[Any], Any, datetime, datetime], QuerySet[Any]]


@dataclass(frozen=True)
class _Fact:
    """Rows of one sort about one's work; ``parts`` counts some of them, the first in full."""

    sort: str
    rows: Rows
    parts: dict[str, Q] | None = None


@dataclass(frozen=True)
class Fact:
    """A counted fact; ``hits`` of ``n`` where it is a share, with bounds where ``n`` suffices."""

    key: str
    n: int
    hits: int | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_share(self) -> bool:
        return self.hits is not None

    @property
    def is_thin(self) -> bool:
        """Tell whether there is too little to say a share."""
        return self.is_share and self.n < FEWEST


def year_before(at: datetime) -> datetime:
    try:
        return at.replace(year=at.year - 1)
    except ValueError:  # 29 February
        return at.replace(year=at.year - 1, day=28)


def _tasks(rows: QuerySet[Any], user: Any, since: datetime, at: datetime) -> QuerySet[Any]:
    found = rows.filter(owner=user.pk, due_at__gte=since, due_at__lte=at)
    return found.exclude(state=Task.DROPPED)


def _promises(rows: QuerySet[Any], user: Any, since: datetime, at: datetime) -> QuerySet[Any]:
    found = rows.filter(owner=user.pk, side=Side.WE, due_at__gte=since, due_at__lte=at)
    return found.exclude(state=Kept.RELEASED)


def _talks(rows: QuerySet[Any], user: Any, since: datetime, at: datetime) -> QuerySet[Any]:
    return rows.filter(logged_by=user.pk, at__gte=since, at__lte=at)


def _needs(rows: QuerySet[Any], user: Any, since: datetime, at: datetime) -> QuerySet[Any]:
    heard = Outcome.objects.filter(interaction__logged_by=user.pk, need__isnull=False)
    found = rows.filter(pk__in=heard.values("need_id"), heard_at__gte=since, heard_at__lte=at)
    return found.exclude(quotation="")


def _assessed(rows: QuerySet[Any], user: Any, since: datetime, at: datetime) -> QuerySet[Any]:
    said = Assessment.objects.filter(assessor=user.pk, at__gte=since, at__lte=at)
    return rows.filter(pk__in=said.values("stake_id"))


def _looked_after(rows: QuerySet[Any], user: Any, since: datetime, at: datetime) -> QuerySet[Any]:
    found = rows.filter(owner=user.pk, ended_at=None, assessed_at__gte=since, assessed_at__lte=at)
    return found.exclude(wanted="").exclude(engagement="")


def _workshops(rows: QuerySet[Any], user: Any, since: datetime, at: datetime) -> QuerySet[Any]:
    return rows.filter(opened_by=user.pk, shown_at__gte=since, shown_at__lte=at)


def _tradeoffs(rows: QuerySet[Any], user: Any, since: datetime, at: datetime) -> QuerySet[Any]:
    return rows.filter(decided_by=user.pk, decided_at__gte=since, decided_at__lte=at)


def _reviewed(rows: QuerySet[Any], user: Any, since: datetime, at: datetime) -> QuerySet[Any]:
    mine = Review.objects.filter(by=user.pk, at__gte=since, at__lte=at)
    return rows.filter(pk__in=mine.values("plan_id"))


def _goals(rows: QuerySet[Any], user: Any, since: datetime, at: datetime) -> QuerySet[Any]:
    mine = Q(plan__owner=user.pk) | Q(plan__sponsor=user.pk)
    settled = rows.filter(mine, settled_at__gte=since, settled_at__lte=at)
    return settled.exclude(state=GoalState.DROPPED)


def _sponsored(rows: QuerySet[Any], user: Any, since: datetime, at: datetime) -> QuerySet[Any]:
    del at
    goes_on = Q(ended_at=None) | Q(ended_at__gte=since)
    return rows.filter(goes_on, sponsor=user.pk)


def _visions(rows: QuerySet[Any], user: Any, since: datetime, at: datetime) -> QuerySet[Any]:
    return rows.filter(by=user.pk, at__gte=since, at__lte=at)


_FACTS: dict[str, _Fact] = {
    "tasks_in_time": _Fact("T", _tasks, {"hits": Q(state=Task.DONE, done_at__lte=F("due_at"))}),
    "promises_kept": _Fact(
        "P", _promises,
        {"hits": Q(state=Kept.KEPT), "late": Q(state=Kept.KEPT_LATE),
         "broken": Q(state=Kept.BROKEN), "overdue": Q(state=Kept.AGREED)},
    ),
    "talks_recorded": _Fact("K", _talks),
    "needs_quoted": _Fact("N", _needs),
    "stakes_assessed": _Fact("stake", _assessed),
    "stakes_at_level": _Fact("stake", _looked_after, {"hits": Q(engagement=F("wanted"))}),
    "workshops_led": _Fact("workshop", _workshops),
    "tradeoffs_decided": _Fact("B", _tradeoffs),
    "plans_reviewed": _Fact("R", _reviewed),
    "goals_reached": _Fact("goal", _goals, {"hits": Q(state=GoalState.REACHED)}),
    "plans_sponsored": _Fact("R", _sponsored),
    "visions_set": _Fact("vision", _visions),
}  # fmt: skip


def fact_rows(user: Any, key: str, at: datetime) -> QuerySet[Any]:
    """Give the rows behind a fact; its count is the count of these."""
    fact = _FACTS[key]
    return fact.rows(SORTS[fact.sort].seen(user), user, year_before(at), at)


def facts_about(user: Any, keys: Iterable[str], at: datetime) -> dict[str, Fact]:
    """Count what the record holds of one's own work, in one query for each fact."""
    return {key: _counted(user, key, at) for key in dict.fromkeys(keys)}


def _counted(user: Any, key: str, at: datetime) -> Fact:
    parts = _FACTS[key].parts
    rows = fact_rows(user, key, at).order_by()
    if parts is None:
        return Fact(key, rows.count())
    counts = {name: Count("pk", filter=part) for name, part in parts.items()}
    found: dict[str, int] = rows.aggregate(n=Count("pk"), **counts)
    n = found.pop("n")
    low, high = _bounds(n, **found)
    return Fact(key, n, found["hits"], low, high)


def _bounds(n: int, *, hits: int, **others: int) -> tuple[float | None, float | None]:
    if n < FEWEST:
        return None, None
    if others:
        rate = promise_kept_rate(hits, **others)
        return rate.interval or (None, None)
    return wilson_bounds(hits, n)


@dataclass(frozen=True)
class Behind:
    """A row behind a fact, and whether it counts as done (None where the fact is no share)."""

    record: Known
    is_hit: bool | None


def rows_behind(user: Any, key: str, at: datetime, most: int = 500) -> list[Behind]:
    """Give the newest rows behind a fact in words."""
    fact = _FACTS[key]
    sort, rows = SORTS[fact.sort], fact_rows(user, key, at).order_by("-pk")
    hits: set[int] | None = None
    if fact.parts is not None:
        hits = set(rows.filter(fact.parts["hits"]).order_by().values_list("pk", flat=True))
    return [
        Behind(known(sort, row), None if hits is None else row.pk in hits) for row in rows[:most]
    ]


def suggested(user: Any, keys: Iterable[str], at: datetime, each: int = 8) -> list[Known]:
    """Give some records that an item for these facts may rest on, what went well before others."""
    found: dict[str, Known] = {}
    for key in keys:
        fact = _FACTS[key]
        rows = fact_rows(user, key, at)
        if fact.parts is not None:
            rows = rows.filter(fact.parts["hits"])
        for row in rows.order_by("-pk")[:each]:
            one = known(SORTS[fact.sort], row)
            found[one.ref] = one
    return list(found.values())
