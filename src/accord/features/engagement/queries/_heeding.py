"""What people need to take part, and whether it was heeded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from accord.features.engagement.models import Heeding, Interaction
from accord.features.engagement.queries._talks import visible_to
from accord.features.stakeholders.models import Party

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Asked:
    """What one party needs to take part, and what was said of it; None where nobody said."""

    party: Party
    words: str
    said: Heeding | None


@dataclass(frozen=True)
class Heeded:
    """In how many talks of a year it was heeded, and in how many it was not."""

    yes: int = 0
    no: int = 0


def asked_in(talk: Interaction, parties: Sequence[Party]) -> list[Asked]:
    """Give what those of ``parties`` need who need something, or of whom something was said."""
    said = {row.party_id: row for row in Heeding.objects.filter(interaction=talk)}
    return [
        Asked(party, row.asked if row else party.accessibility, row)
        for party in parties
        if (row := said.get(party.pk)) or party.accessibility
    ]


def needs_to_take_part(parties: Iterable[Party]) -> list[tuple[Party, str]]:
    """Give who of some parties needs what, for whoever prepares something for them."""
    return [(party, party.accessibility) for party in parties if party.accessibility]


def heeded_by_party(user: Any, keys: Sequence[int], at: datetime) -> dict[int, Heeded]:
    """Count what was said of talks of the last twelve months that one may see."""
    talks = visible_to(user).filter(at__gt=at - YEAR, at__lte=at)
    rows = Heeding.objects.filter(party__in=keys, interaction__in=talks.values("pk")).order_by()
    counted = rows.values_list("party_id").annotate(
        yes=Count("pk", filter=Q(was_heeded=True)), no=Count("pk", filter=Q(was_heeded=False))
    )
    return {key: Heeded(yes, no) for key, yes, no in counted}
