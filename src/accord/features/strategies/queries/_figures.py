"""Planned against actual: of activities, and of strategies as a portfolio."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum

from accord.features.engagement.models import Participation
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.strategies.models import Activity, Deliverable, Objective, Strategy, Touch
from accord.features.strategies.queries._touches import touches_visible_to
from accord.features.strategies.states import (
    ActivityState,
    DeliverableState,
    ObjectiveState,
    TouchState,
)

DONE = Q(state=TouchState.DONE)
OPEN = Q(state=TouchState.OPEN)


@dataclass(frozen=True)
class Figures:
    """Touches that were due by a day (``due``), and what became of them; ``ahead`` come later."""

    due: int = 0
    in_time: int = 0
    late: int = 0
    overdue: int = 0
    dropped: int = 0
    moved: int = 0
    ahead: int = 0
    parties: int = 0
    last_on: date | None = None

    @property
    def done(self) -> int:
        return self.in_time + self.late


@dataclass
class Standing:
    """How one strategy stands."""

    objectives: int = 0
    reached: int = 0
    idle: int = 0
    activities: int = 0
    running: int = 0
    deliverables: int = 0
    delivered: int = 0
    deliverables_late: int = 0
    cost: Decimal | None = None
    spent: Decimal | None = None
    touches: Figures = field(default_factory=Figures)


def _counts(today: date) -> dict[str, Any]:
    due = Q(due_on__lte=today) | DONE
    return {
        "due": Count("pk", filter=due & ~Q(state=TouchState.DROPPED)),
        "in_time": Count("pk", filter=DONE & Q(closed_on__lte=F("due_on"))),
        "late": Count("pk", filter=DONE & Q(closed_on__gt=F("due_on"))),
        "overdue": Count("pk", filter=OPEN & Q(due_on__lt=today)),
        "dropped": Count("pk", filter=Q(state=TouchState.DROPPED)),
        "moved": Count("pk", filter=~Q(due_on=F("planned_on"))),
        "ahead": Count("pk", filter=OPEN & Q(due_on__gt=today)),
        "parties": Count("party", distinct=True),
        "last_on": Max("closed_on", filter=DONE),
    }


def figures_of(user: Any, activities: Iterable[Activity], today: date) -> dict[int, Figures]:
    """Give planned against actual of each activity, of the parties that one may see."""
    found = touches_visible_to(user).filter(activity__in=list(activities))
    return _figures(found, "activity_id", today)


def _figures(found: QuerySet[Touch], by: str, today: date) -> dict[int, Figures]:
    rows = found.order_by().values(by).annotate(**_counts(today))
    return {row.pop(by): Figures(**row) for row in rows}


def standings(user: Any, strategies: Sequence[Strategy], today: date) -> dict[int, Standing]:
    """Give how each strategy stands, in as many queries for many as for one."""
    keys = [strategy.pk for strategy in strategies]
    found = {key: Standing() for key in keys}
    counted = Objective.objects.filter(strategy__in=keys).exclude(state=ObjectiveState.DROPPED)
    for key, n, reached in (
        counted.order_by()
        .values_list("strategy_id")
        .annotate(n=Count("pk"), reached=Count("pk", filter=Q(state=ObjectiveState.REACHED)))
    ):
        found[key].objectives, found[key].reached = n, reached
    going = Activity.objects.filter(objective=OuterRef("pk")).exclude(state=ActivityState.STOPPED)
    idle = Objective.objects.filter(
        ~Exists(going), strategy__in=keys, state=ObjectiveState.OPEN
    )  # fmt: skip
    for key, n in idle.order_by().values_list("strategy_id").annotate(n=Count("pk")):
        found[key].idle = n
    activities = Activity.objects.filter(strategy__in=keys).order_by().values_list("strategy_id")
    for key, n, running, cost, spent in activities.annotate(
        n=Count("pk"), running=Count("pk", filter=Q(state="running")), cost=Sum("cost"),
        paid=Sum("spent"),
    ):  # fmt: skip
        found[key].activities, found[key].running = n, running
        found[key].cost, found[key].spent = cost, spent
    delivered = Deliverable.objects.filter(activity__strategy__in=keys).exclude(
        state=DeliverableState.DROPPED
    )
    for key, n, done, late in delivered.order_by().values_list("activity__strategy_id").annotate(
        n=Count("pk"), done=Count("pk", filter=Q(state=DeliverableState.DELIVERED)),
        late=Count("pk", filter=Q(state=DeliverableState.OPEN, due_on__lt=today)),
    ):  # fmt: skip
        found[key].deliverables, found[key].delivered = n, done
        found[key].deliverables_late = late
    touches = touches_visible_to(user).filter(activity__strategy__in=keys)
    for key, figures in _figures(touches, "activity__strategy_id", today).items():
        found[key].touches = figures
    return found


def unplanned(user: Any, strategy: Strategy, until: datetime) -> int:
    """Count the talks with those whom a strategy is for that no plan had asked for."""
    touches = touches_visible_to(user).filter(activity__strategy=strategy)
    start = datetime.combine(strategy.from_date, time(), tzinfo=ZoneInfo(settings.HOUSE_TIME_ZONE))
    met = Participation.objects.filter(party__in=touches.values("party"))
    talks = talks_visible_to(user).filter(
        at__gte=start, at__lte=until, pk__in=met.values("interaction")
    )
    if strategy.initiative_id is not None:
        talks = talks.filter(Q(initiative=None) | Q(initiative=strategy.initiative_id))
    return talks.exclude(ref__in=touches.exclude(talk_ref="").values("talk_ref")).count()
