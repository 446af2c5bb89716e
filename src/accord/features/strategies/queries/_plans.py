"""Strategies, their objectives, activities and deliverables: everybody here may see them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from accord.features.stakeholders.queries import party_visible
from accord.features.strategies.models import (
    Activity,
    Deliverable,
    Objective,
    Pick,
    Strategy,
)
from accord.features.strategies.policies import VIEW
from accord.features.strategies.states import DeliverableState, State
from accord.foundation.accounts.reach import reach_of


def visible_to(user: Any) -> QuerySet[Strategy]:
    """Give every strategy to whoever reads here at all."""
    found = Strategy.objects.all() if VIEW.allows(user) else Strategy.objects.none()
    return found.select_related("initiative", "department", "owner", "approved_by")


def in_order(user: Any, *, mine: bool = False) -> QuerySet[Strategy]:
    """Give those that run by their last day, then drafts, then those that ended."""
    found = visible_to(user)
    found = found.filter(Q(owner=user.pk) | Q(activities__owner=user.pk)) if mine else found
    return found.order_by("ended_at", "until_date", "pk").distinct()


def objectives_visible_to(user: Any) -> QuerySet[Objective]:
    found = Objective.objects.filter(strategy__in=visible_to(user))
    return found.select_related("strategy", "serves")


def objectives_of(strategy: Strategy) -> QuerySet[Objective]:
    found = Objective.objects.filter(strategy=strategy).select_related("serves", "strategy")
    return found.order_by("position", "pk")


def activities_visible_to(user: Any) -> QuerySet[Activity]:
    found = Activity.objects.filter(strategy__in=visible_to(user))
    return found.select_related("strategy__initiative", "objective", "owner", "segment")


def activities_of(strategy: Strategy) -> QuerySet[Activity]:
    found = Activity.objects.filter(strategy=strategy)
    return found.select_related("strategy", "objective", "owner", "segment").order_by(
        "objective__position", "from_date", "pk"
    )


def picks_visible_to(user: Any) -> QuerySet[Pick]:
    """Give who was picked for activities, of those whom one may see."""
    found = Pick.objects.filter(party_visible(reach_of(user), "party"))
    return found.filter(activity__strategy__in=visible_to(user)).select_related(
        "party", "activity__strategy"
    )


def deliverables_visible_to(user: Any) -> QuerySet[Deliverable]:
    found = Deliverable.objects.filter(activity__strategy__in=visible_to(user))
    return found.select_related("activity__strategy", "activity__owner")


def deliverables_between(
    user: Any, people: Sequence[int], start: date, end: date
) -> QuerySet[Deliverable]:
    """Give what ``people`` hand over between two days, delivered already or not."""
    whose = Q(activity__owner__in=people) | Q(
        activity__owner=None, activity__strategy__owner__in=people
    )
    found = deliverables_visible_to(user).filter(whose, due_on__gte=start, due_on__lt=end)
    return (
        found.exclude(state=DeliverableState.DROPPED)
        .exclude(activity__strategy__state=State.DRAFT)
        .order_by("due_on", "pk")
    )
