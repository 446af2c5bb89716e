"""Where a strategy has gaps: objectives nobody works on, parties nobody has planned for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Q, QuerySet

from accord.features.initiatives.queries import stakes_visible_to
from accord.features.initiatives.states import LEAST, MOST
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import parties_of_each
from accord.features.stakeholders.states import Tier
from accord.features.strategies.models import Activity, Objective, Pick, Strategy
from accord.features.strategies.queries._plans import activities_of, objectives_of
from accord.features.strategies.states import ActivityState, ObjectiveState
from accord.foundation.kernel.rules import SYSTEM

HIGH = (LEAST + MOST) // 2
SHOWN = 50


@dataclass(frozen=True)
class Coverage:
    """The gaps: empty where the strategy covers what it should."""

    idle: list[Objective]
    unserved: list[Any]
    unplanned: list[Party]
    empty: list[Activity]

    @property
    def is_whole(self) -> bool:
        return not (self.idle or self.unserved or self.unplanned or self.empty)


def coverage(user: Any, strategy: Strategy, at: datetime) -> Coverage:
    """Find objectives without activity, and priority parties whom no activity is for.

    Priority are the stakes with power and interest above the middle, and key relationships. It
    asks as often for many activities as for one.
    """
    objectives = list(objectives_of(strategy).filter(state=ObjectiveState.OPEN))
    going = [one for one in activities_of(strategy) if one.state != ActivityState.STOPPED]
    busy = {one.objective_id for one in going}
    segments = {one.segment_id: one.segment for one in going if one.segment is not None}
    found = parties_of_each(segments.values(), user=SYSTEM, at=at)
    members = {key: parties.order_by().values("pk") for key, parties in found.items()}
    picked = Pick.objects.filter(activity__in=going)
    return Coverage(
        idle=[one for one in objectives if one.pk not in busy],
        unserved=_unserved(strategy, objectives),
        unplanned=_unplanned(user, strategy, picked, list(members.values())),
        empty=_empty(strategy, going, picked, members),
    )


def _empty(
    strategy: Strategy, going: list[Activity], picked: QuerySet[Pick], members: dict[Any, Any]
) -> list[Activity]:
    """Give the activities that are for nobody: none picked, and none in their segment."""
    some = set(picked.values_list("activity_id", flat=True))
    exists = {f"segment_{key}": Exists(found) for key, found in members.items()}
    told = Strategy.objects.filter(pk=strategy.pk).values(**exists).get() if exists else {}
    return [
        one for one in going if one.pk not in some and not told.get(f"segment_{one.segment_id}")
    ]


def _unserved(strategy: Strategy, objectives: list[Objective]) -> list[Any]:
    """Give the objectives of the initiative that none of the strategy's helps."""
    if strategy.initiative is None:
        return []
    served = {one.serves_id for one in objectives}
    return [
        one for one in strategy.initiative.objectives.order_by("position", "pk")
        if one.pk not in served
    ]  # fmt: skip


def _unplanned(
    user: Any, strategy: Strategy, picked: QuerySet[Pick], members: list[Any]
) -> list[Party]:
    """Give the priority parties that are neither picked nor in a segment."""
    if strategy.initiative is None:
        return []
    stakes = stakes_visible_to(user).filter(
        initiative=strategy.initiative, ended_at=None, party__is_active=True
    )
    matters = Q(power__gt=HIGH, interest__gt=HIGH) | Q(party__tier=Tier.KEY)
    found = stakes.filter(matters).exclude(party__in=picked.values("party"))
    for keys in members:
        found = found.exclude(party__in=keys)
    found = found.select_related("party").order_by("party__sort_key", "pk")
    return [stake.party for stake in found[:SHOWN]]
