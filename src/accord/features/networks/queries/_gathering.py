"""What a network is made of: parties that everybody may see, and the ties between them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet

from accord.features.initiatives.models import Initiative, Stake
from accord.features.initiatives.queries import Standing, salience_of
from accord.features.initiatives.states import SCALES
from accord.features.networks.models import Acquaintance, Bond
from accord.features.networks.queries._nearness import CHUNK, Pair, now, worth
from accord.features.stakeholders.models import Affiliation, GroupMember, Party
from accord.features.stakeholders.states import Visibility
from accord.features.ties.models import Tie
from accord.foundation.kernel.days import day_of

MOST = 10_000  # parties in one network
MOST_READ = 500_000  # strongest bonds looked at for the network of all
LEAST = 0.02  # what a tie is worth at least; a single talk is less after a year and a half
FEWEST_TALKS = 3  # below which nobody can be said to hold a relation alone
BELONGS = 1.0  # what a post or a membership is worth


class Gathered(NamedTuple):
    """The parties of a network, how many more there were, and its ties by pair."""

    parties: list[int]
    left_out: int
    ties: dict[Pair, float]


def gather(initiative: Initiative | None, at: datetime) -> Gathered:
    found = _all_near(at) if initiative is None else list(_with_a_stake(initiative))
    parties = sorted(found if len(found) <= MOST else _best_connected(found, at))
    ties = ties_among(parties, at)
    if initiative is None:
        tied = {key for pair in ties for key in pair}
        parties = [key for key in parties if key in tied]
    return Gathered(parties, len(found) - len(parties) if initiative else _more(parties), ties)


def _open_parties() -> QuerySet[Party]:
    return Party.objects.filter(visibility=Visibility.EVERYONE, is_active=True)


def _with_a_stake(initiative: Initiative) -> QuerySet[Stake, int]:
    stakes = Stake.objects.filter(initiative=initiative, ended_at=None)
    return stakes.filter(party__in=_open_parties()).values_list("party_id", flat=True)


def _all_near(at: datetime) -> list[int]:
    """Give the parties of the strongest bonds, then those of ties that go on."""
    found: dict[int, None] = {}
    bonds = Bond.objects.filter(one__in=_open_parties(), other__in=_open_parties())
    strongest = bonds.order_by("-weight").values_list("one_id", "other_id")[:MOST_READ]
    ties = _going_on(day_of(at, settings.HOUSE_TIME_ZONE)).filter(
        one__in=_open_parties(), other__in=_open_parties()
    )
    for pairs in (strongest.iterator(chunk_size=2000), ties.values_list("one_id", "other_id")):
        for pair in pairs:
            if len(found) >= MOST:
                return list(found)
            found.update(dict.fromkeys(pair))
    return list(found)[:MOST]


def _more(parties: Collection[int]) -> int:
    """Count the parties that have a bond and did not fit into the network of all."""
    if len(parties) < MOST:
        return 0
    ends = Bond.objects.values("one").union(Bond.objects.values("other"))
    return max(ends.count() - len(parties), 0)


def _best_connected(parties: Sequence[int], at: datetime) -> list[int]:
    weights = dict.fromkeys(parties, 0.0)
    for pair, weight in ties_among(sorted(parties), at).items():
        for key in pair:
            weights[key] += weight
    return sorted(weights, key=lambda key: (-weights[key], key))[:MOST]


def _going_on(day: date) -> QuerySet[Tie]:
    return Tie.objects.filter(Q(until_date=None) | Q(until_date__gte=day))


def ties_among(parties: Sequence[int], at: datetime) -> dict[Pair, float]:
    """Give what joins any two of some parties: a talk counts 1 and fades, a tie its strength."""
    wanted, day = set(parties), day_of(at, settings.HOUSE_TIME_ZONE)
    found: dict[Pair, float] = {}
    for keys in _chunks(parties):
        for one, other, weight in _joining(keys, day, at):
            if other in wanted and one != other:
                pair = (min(one, other), max(one, other))
                found[pair] = found.get(pair, 0.0) + weight
    return {pair: weight for pair, weight in found.items() if weight >= LEAST}


def _joining(keys: Collection[int], day: date, at: datetime) -> Iterator[tuple[int, int, float]]:
    bonds = Bond.objects.filter(one__in=keys).values_list("one_id", "other_id", "weight")
    ties = _going_on(day).filter(one__in=keys).values_list("one_id", "other_id", "strength")
    there = Q(until_date=None) | Q(until_date__gte=day)
    posts = Affiliation.objects.filter(there, person__in=keys)
    groups = GroupMember.objects.filter(there, party__in=keys)
    yield from ((one, other, now(weight, at)) for one, other, weight in bonds)
    yield from ((one, other, worth(strength)) for one, other, strength in ties)
    for one, other in set(posts.values_list("person_id", "organisation_id")):
        yield one, other, BELONGS
    for one, other in set(groups.values_list("party_id", "group_id")):
        yield one, other, BELONGS


def _chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    left = iter(keys)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def salience_by_party(initiative: Initiative) -> dict[int, int]:
    """Give how much each stake counts, where that is known."""
    found = {}
    for stake in Stake.objects.filter(initiative=initiative, ended_at=None):
        scores = {name: tenths for name in SCALES if (tenths := getattr(stake, name)) is not None}
        salience = salience_of(Standing(scores))
        if salience is not None:
            found[stake.party_id] = salience["salience"]
    return found


class Shared(NamedTuple):
    """How the talks with a party, and with the people in it, are shared among us."""

    ties: list[tuple[int, int, float]]
    talks: int


def shared_among_us(parties: Sequence[int], at: datetime) -> Iterator[tuple[int, Shared]]:
    """Give, for each party that enough talks were had with, who of us had them with whom."""
    for keys in _chunks(parties):
        inside = _people_in(keys, day_of(at, settings.HOUSE_TIME_ZONE))
        people = {person for found in inside.values() for person in found}
        ours: dict[int, list[tuple[int, float, int]]] = {}
        rows = Acquaintance.objects.filter(party__in={*keys, *people})
        for person, party, weight, talks in rows.values_list(
            "person_id", "party_id", "weight", "talks_count"
        ):
            ours.setdefault(party, []).append((person, now(weight, at), talks))
        for key in keys:
            held = [(one, ours.get(one, ())) for one in (key, *inside.get(key, ()))]
            ties = [(who, one, weight) for one, rows_ in held for who, weight, _talks in rows_]
            talks = sum(talks for _one, rows_ in held for _who, _weight, talks in rows_)
            if talks >= FEWEST_TALKS:
                yield key, Shared(ties, talks)


def _people_in(keys: Collection[int], day: date) -> dict[int, list[int]]:
    """Give the people in organisations whom everybody may see."""
    there = Q(until_date=None) | Q(until_date__gte=day)
    posts = Affiliation.objects.filter(
        there, organisation__in=keys, person__in=_open_parties()
    ).order_by("person_id")
    found: dict[int, list[int]] = {}
    for organisation, person in posts.values_list("organisation_id", "person_id").distinct():
        found.setdefault(organisation, []).append(person)
    return found
