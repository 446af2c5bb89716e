"""What talks tell of who is near to whom, kept in a way that time need not touch.

The weight of a talk halves in 90 days. All weights fade alike, so each is kept as it was at one
fixed moment, where sums stay sums; ``now`` says what it has become.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import isclose
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from accord.features.engagement.models import Participation
from accord.features.networks.models import Acquaintance, Bond
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_visible
from accord.features.stakeholders.states import Visibility
from accord.features.ties.models import Tie
from accord.foundation.accounts.reach import Reach, reach_of
from accord.foundation.journal.prepared import Prepared
from accord.methods.decay import HALF_LIFE_DAYS, remaining

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
CROWD = 25  # a talk of more says nothing of who of them knows whom
CHUNK = 500

Pair = tuple[int, int]


def kept(at: datetime) -> float:
    """Give what a talk at a moment weighs as of the fixed one."""
    return remaining((EPOCH - at) / DAY, HALF_LIFE_DAYS)


def now(weight: float, at: datetime) -> float:
    """Give what a kept weight is worth at a moment: 1 for one talk just now."""
    return weight * remaining((at - EPOCH) / DAY, HALF_LIFE_DAYS)


class Sum(NamedTuple):
    """What some talks come to."""

    weight: float
    talks: int
    last_at: datetime

    def plus(self, other: "Sum") -> "Sum":
        return Sum(
            self.weight + other.weight,
            self.talks + other.talks,
            max(self.last_at, other.last_at),
        )

    def is_near(self, other: "Sum | None") -> bool:
        """Tell whether two are the same but for the order in which they were added up."""
        return (
            other is not None
            and self[1:] == other[1:]
            and isclose(self.weight, other.weight, rel_tol=1e-6)
        )


class Talk(NamedTuple):
    """One talk that counts: when, logged by whom, with whom."""

    at: datetime
    by_id: int | None
    party_ids: Collection[int]


@dataclass(frozen=True)
class Sums:
    """What talks come to, by two parties and by one of us with a party."""

    bonds: dict[Pair, Sum]
    acquaintances: dict[Pair, Sum]


def sums(talks: Iterable[Talk]) -> Sums:
    bonds: dict[Pair, Sum] = {}
    acquaintances: dict[Pair, Sum] = {}
    for talk in talks:
        one = Sum(kept(talk.at), 1, talk.at)
        parties = sorted(talk.party_ids)
        if talk.by_id is not None:
            for party in parties:
                _add(acquaintances, (talk.by_id, party), one)
        if len(parties) <= CROWD:
            for place, first in enumerate(parties):
                for second in parties[place + 1 :]:
                    _add(bonds, (first, second), one)
    return Sums(bonds, acquaintances)


def _add(to: dict[Pair, Sum], pair: Pair, one: Sum) -> None:
    to[pair] = to[pair].plus(one) if pair in to else one


def talks_of(keys: Collection[int]) -> list[Talk]:
    """Give the talks for everybody's eyes that some parties took part in, each once and whole."""
    with_them = Participation.objects.filter(
        party__in=list(keys), interaction__visibility=Visibility.EVERYONE
    )
    found = (
        Participation.objects.filter(interaction__in=with_them.values("interaction"))
        .order_by("interaction_id")
        .values_list("interaction_id", "interaction__at", "interaction__logged_by_id", "party_id")
    )
    talks: dict[int, Talk] = {}
    for key, at, by_id, party in found.iterator(chunk_size=2000):
        talks.setdefault(key, Talk(at, by_id, set())).party_ids.add(party)  # type: ignore[attr-defined]
    return list(talks.values())


def true_sums(keys: Collection[int]) -> Sums:
    """Add up, from the talks themselves, all that touches some parties."""
    found, wanted = sums(talks_of(keys)), set(keys)
    return Sums(
        {pair: one for pair, one in found.bonds.items() if wanted.intersection(pair)},
        {pair: one for pair, one in found.acquaintances.items() if pair[1] in wanted},
    )


def kept_sums(keys: Collection[int]) -> Sums:
    """Give what is kept of the same."""
    wanted = list(keys)
    bonds = Bond.objects.filter(Q(one__in=wanted) | Q(other__in=wanted))
    acquaintances = Acquaintance.objects.filter(party__in=wanted)
    columns = ("weight", "talks_count", "last_at")
    return Sums(
        {row[:2]: Sum(*row[2:]) for row in bonds.values_list("one_id", "other_id", *columns)},
        {
            row[:2]: Sum(*row[2:])
            for row in acquaintances.values_list("person_id", "party_id", *columns)
        },
    )


def differences() -> Iterator[str]:
    """Add everything up anew and say where something else is kept."""
    for keys in party_chunks():
        right, there = true_sums(keys), kept_sums(keys)
        for name, wanted, found in (
            ("bond", right.bonds, there.bonds),
            ("acquaintance", right.acquaintances, there.acquaintances),
        ):
            for pair in sorted(wanted.keys() | found.keys()):
                if _is_wrong(wanted.get(pair), found.get(pair)):
                    yield f"{name} of {pair[0]} and {pair[1]}: not what their talks come to"


def _is_wrong(wanted: Sum | None, found: Sum | None) -> bool:
    return not wanted.is_near(found) if wanted is not None else found is not None


def wrong_parties(keys: Collection[int]) -> list[int]:
    """Give those of some parties of whom something else is kept than their talks come to."""
    right, there = true_sums(keys), kept_sums(keys)
    wrong: set[int] = set()
    for pair in right.bonds.keys() | there.bonds.keys():
        if _is_wrong(right.bonds.get(pair), there.bonds.get(pair)):
            wrong.update(pair)
    for pair in right.acquaintances.keys() | there.acquaintances.keys():
        if _is_wrong(right.acquaintances.get(pair), there.acquaintances.get(pair)):
            wrong.add(pair[1])
    return sorted(wrong.intersection(keys))


def party_chunks() -> Iterator[list[int]]:
    """Go through all parties that talks are kept of, some at a time."""
    last = 0
    while True:
        keys = list(
            Participation.objects.filter(party__gt=last)
            .order_by("party")
            .values_list("party", flat=True)
            .distinct()[:CHUNK]
        )
        stale = list(_bonded(last, keys[-1] if len(keys) == CHUNK else None))
        found = sorted({*keys, *stale})
        if found:
            yield found
        if len(keys) < CHUNK:
            return
        last = keys[-1]


def _bonded(after: int, until: int | None) -> set[int]:
    """Give the parties in a stretch of numbers that something is kept of."""
    found: set[int] = set()
    for model, column in ((Bond, "one"), (Bond, "other"), (Acquaintance, "party")):
        rows = model._base_manager.filter(**{f"{column}__gt": after})  # noqa: SLF001
        if until is not None:
            rows = rows.filter(**{f"{column}__lte": until})
        found.update(rows.values_list(column, flat=True).distinct())
    return found


# --- what a reader may see ------------------------------------------------------------------------


def bonds_visible(reach: Reach) -> QuerySet[Bond]:
    """Give the bonds of which one may see both ends."""
    return Bond.objects.filter(party_visible(reach, "one"), party_visible(reach, "other"))


def acquaintances_visible(reach: Reach) -> QuerySet[Acquaintance]:
    return Acquaintance.objects.filter(party_visible(reach, "party"), person__is_active=True)


AROUND = 12  # neighbours drawn around one

_nearest = Prepared(
    lambda reach, party: (
        bonds_visible(reach)
        .filter(Q(one=party) | Q(other=party))
        .select_related("one", "other")
        .order_by("-weight", "pk")[:AROUND]
    )
)


def ask_nearest(user: Any, party: Party) -> Callable[[], list[Bond]]:
    """Ask for the strongest bonds of a party, to be had later."""
    return _nearest.objects_later(party.pk, variant=reach_of(user))


def bonds_of(user: Any, party: Party, limit: int) -> list[Bond]:
    found = bonds_visible(reach_of(user)).filter(Q(one=party) | Q(other=party))
    return list(found.select_related("one", "other").order_by("-weight", "pk")[:limit])


def acquaintances_of(user: Any, keys: Collection[int]) -> dict[int, list[Acquaintance]]:
    """Give who of us talked with each of some parties, the nearest first."""
    found = acquaintances_visible(reach_of(user)).filter(party__in=list(keys))
    by_party: dict[int, list[Acquaintance]] = defaultdict(list)
    for row in found.select_related("person").order_by("-weight", "pk"):
        by_party[row.party_id].append(row)
    return by_party


# --- ties that were told, beside what talks tell --------------------------------------------------


def goes_on(tie: Tie, today: date) -> bool:
    return tie.until_date is None or tie.until_date >= today


def worth(strength: int | None) -> float:
    """Say how many talks just now a tie is worth: its strength, 1 where that is not known."""
    return float(strength or 1)
