"""Networks as they were measured, each party in them only for those who may see it."""

from collections.abc import Collection
from typing import Any

import msgspec
from django.db.models import Count, Exists, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber

from accord.features.initiatives.models import Initiative, Stake
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.networks.models import Acquaintance, Network, Position
from accord.features.stakeholders.queries import party_visible
from accord.features.stakeholders.states import Kind
from accord.foundation.accounts.reach import reach_of
from accord.foundation.kernel.rules import SYSTEM

SHOWN = 10  # rows of each list
GROUPS, MEMBERS = 12, 3


def initiative_of(key: int) -> Initiative | None:
    return Initiative.objects.filter(pk=key).first()


def measured_nightly() -> list[Initiative | None]:
    """Give the initiatives that go on and in which somebody has a stake, and all together."""
    held = Stake.objects.filter(initiative=OuterRef("pk"), ended_at=None)
    found = initiatives_visible_to(SYSTEM).filter(Exists(held), is_active=True)
    return [None, *found.order_by("pk")]


def network_of(initiative: Initiative | None) -> Network | None:
    """Give what was measured, without the ties that are drawn."""
    return Network.objects.filter(initiative=initiative).defer("drawn_ties").first()


def positions(user: Any, initiative: Initiative | None) -> QuerySet[Position]:
    """Give the places of those whom one may see, the best connected first."""
    found = Position.objects.filter(party_visible(reach_of(user), "party"), initiative=initiative)
    return found.select_related("party").order_by("-weight", "place")


Drawn = tuple[int, str, str, str, float, float, float, int | None]


def picture_rows(user: Any, initiative: Initiative | None) -> list[Drawn]:
    """Give place, reference, name, kind, both ways, weight and group of whom one may see."""
    found = positions(user, initiative).select_related(None).order_by("place")
    return list(
        found.values_list(
            "place", "party__ref", "party__name", "party__kind", "x", "y", "weight", "community"
        )
    )


def listed(user: Any, initiative: Initiative | None, *, with_persons: bool) -> QuerySet[Position]:
    """Give those who may stand in lists: where persons may not, organisations and groups."""
    found = positions(user, initiative)
    return found if with_persons else found.exclude(party__kind=Kind.PERSON)


def brokers(found: QuerySet[Position]) -> list[Position]:
    """Give who brings others together: few of their contacts know each other, many ways lead by."""
    return list(found.filter(broker_rank__isnull=False).order_by("broker_rank")[:SHOWN])


def hanging(found: QuerySet[Position]) -> list[Position]:
    """Give the relations that hang on one of us, the most lopsided of the strongest first."""
    held = found.filter(holder__isnull=False).select_related("party", "holder")
    return list(held.order_by("-held_share", "-weight", "place")[:SHOWN])


def unheard(found: QuerySet[Position]) -> list[Position]:
    return list(found.filter(is_unheard=True)[:SHOWN])


def groups(
    found: QuerySet[Position], initiative: Initiative | None
) -> list[tuple[int, int, list[Position]]]:
    """Give the largest communities: number, size, and the best connected who may be named."""
    every = Position.objects.filter(initiative=initiative, community__lt=GROUPS)
    sizes = dict(every.order_by("community").values_list("community").annotate(n=Count("pk")))
    named: dict[int, list[Position]] = {number: [] for number in sizes}
    nth = Window(RowNumber(), partition_by="community", order_by=["-weight", "place"])
    for row in found.filter(community__lt=GROUPS).annotate(nth=nth).filter(nth__lte=MEMBERS):
        named.setdefault(row.community or 0, []).append(row)
    return [(number, sizes[number], named[number]) for number in sorted(sizes)]


def talks_by_party(keys: Collection[int]) -> dict[int, int]:
    """Count the talks that we logged with each of some parties, known to be seen."""
    found = Acquaintance.objects.filter(party__in=keys).values_list("party_id", "talks_count")
    counts: dict[int, int] = {}
    for key, talks in found:
        counts[key] = counts.get(key, 0) + talks
    return counts


def drawn_ties(initiative: Initiative | None) -> list[tuple[int, int, float]]:
    text = Network.objects.filter(initiative=initiative).values_list("drawn_ties", flat=True)
    return [
        (one, other, weight) for one, other, weight in msgspec.json.decode(text.first() or "[]")
    ]
