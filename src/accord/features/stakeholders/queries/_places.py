"""Where parties are: places, who is what at them, and the tree of groups."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from accord.features.stakeholders.models import GroupMember, Party, PartyPlace, Place
from accord.features.stakeholders.queries._list import active
from accord.features.stakeholders.queries._party import places, visible_to
from accord.features.stakeholders.states import Kind
from accord.foundation.accounts.reach import points_at
from accord.foundation.ui.charts import Box

MOST_PLACES = 3000  # drawn on one map
MOST_GROUPS = 2000  # shown in one tree


def places_within(box: Box | None) -> QuerySet[Place]:
    """Give the places with coordinates, all or those in a part of the earth."""
    found = places().filter(latitude__isnull=False)
    if box is None:
        return found
    return found.filter(
        latitude__range=(box.south, box.north), longitude__range=(box.west, box.east)
    )


def place_named(words: str) -> Place | None:
    """Find a place by its reference or by its exact name."""
    found = places()
    return (
        found.filter(ref=words.strip().upper()).first() or found.filter(name=words.strip()).first()
    )


def counts_at(user: Any, keys: Sequence[int]) -> dict[int, int]:
    """Count the active parties at each place that ``user`` may see."""
    seen = visible_to(user).filter(active())
    found = PartyPlace.objects.filter(points_at(seen, "party"), place_id__in=keys)
    counted = found.order_by().values_list("place_id").annotate(n=Count("party_id", distinct=True))
    return dict(counted)


def parties_at(user: Any, place: Place) -> QuerySet[PartyPlace]:
    """Give who is what at a place, of those whom ``user`` may see."""
    seen = visible_to(user).filter(active())
    found = PartyPlace.objects.filter(points_at(seen, "party"), place=place).select_related("party")
    return found.order_by("party__sort_key", "pk")


@dataclass
class Branch:
    """A group with the groups in it; ``members`` are those whom one may see."""

    group: Party
    members: int = 0
    below: "list[Branch]" = field(default_factory=list)


def group_tree(user: Any) -> list[Branch]:
    """Give the groups that ``user`` may see; one in a group that they may not see stands alone."""
    seen = visible_to(user)
    found = seen.filter(active(), kind=Kind.GROUP).order_by("sort_key", "pk")[:MOST_GROUPS]
    branches = {group.pk: Branch(group) for group in found}
    members = GroupMember.objects.filter(
        points_at(seen.filter(active()), "party"), group_id__in=list(branches)
    )
    counted = members.order_by().values_list("group_id").annotate(n=Count("pk"))
    for key, count in counted:
        branches[key].members = count
    roots: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.group.parent_id or 0)
        (roots if above is None or _turns(branch, branches) else above.below).append(branch)
    return roots


def _turns(branch: Branch, branches: dict[int, Branch]) -> bool:
    """Tell whether a group lies, over others, in itself: then it stands alone."""
    met = {branch.group.pk}
    above = branches.get(branch.group.parent_id or 0)
    while above is not None:
        if above.group.pk in met:
            return above.group.pk == branch.group.pk
        met.add(above.group.pk)
        above = branches.get(above.group.parent_id or 0)
    return False
