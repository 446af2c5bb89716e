"""Who of us can open the door to a party: over whom, and what that rests on."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet

from accord.features.networks.models import Acquaintance, Bond
from accord.features.networks.queries._gathering import BELONGS, LEAST
from accord.features.networks.queries._nearness import (
    Pair,
    acquaintances_visible,
    bonds_visible,
    now,
    worth,
)
from accord.features.stakeholders.models import Affiliation, Party
from accord.features.stakeholders.queries import party_visible
from accord.features.ties.models import Tie
from accord.features.ties.queries import visible_to as ties_visible_to
from accord.foundation.accounts.models import User
from accord.foundation.accounts.reach import reach_of
from accord.foundation.kernel.days import day_of
from accord.methods.stakeholders.routes import warm_routes

HOPS = 2  # from the party on; one more step leads to one of us
MOST_AROUND = 400  # of the strongest bonds, ties and posts, at each hop
MOST_OURS = 4_000

Ground = Bond | Tie | Affiliation | Acquaintance


class Step(NamedTuple):
    """One step of a route: to whom it leads, and what tells that the two are near."""

    to: Party
    grounds: list[Ground]


@dataclass(frozen=True)
class Route:
    """A way from one of us to a party, the first step being to somebody they talked with."""

    person: User
    steps: list[Step]
    length: float


class _Around:
    """What lies within reach of a party, as far as one may see it."""

    def __init__(self, user: Any, party: Party, at: datetime) -> None:
        self.user, self.reach, self.at = user, reach_of(user), at
        self.parties = {party.pk: party}
        self.weights: dict[Pair, float] = {}
        self.grounds: dict[Pair, list[Ground]] = {}
        frontier: Collection[int] = [party.pk]
        for _hop in range(HOPS):
            frontier = self._look(frontier)

    def _look(self, keys: Collection[int]) -> Collection[int]:
        """Take in what touches some parties; gives those that are new."""
        known = set(self.parties)
        for one, other, weight, ground in self._touching(keys):
            self.parties |= {one.pk: one, other.pk: other}
            pair = (min(one.pk, other.pk), max(one.pk, other.pk))
            there = self.grounds.setdefault(pair, [])
            if weight >= LEAST and ground not in there:  # a second hop leads back, too
                there.append(ground)
                self.weights[pair] = self.weights.get(pair, 0.0) + weight
        return [key for key in self.parties if key not in known]

    def _touching(self, keys: Collection[int]) -> Iterator[tuple[Party, Party, float, Ground]]:
        of_two = Q(one__in=keys) | Q(other__in=keys)
        bonds = bonds_visible(self.reach).filter(of_two).select_related("one", "other")
        for bond in bonds.order_by("-weight", "pk")[:MOST_AROUND]:
            yield bond.one, bond.other, now(bond.weight, self.at), bond
        on = Q(until_date=None) | Q(until_date__gte=day_of(self.at, settings.HOUSE_TIME_ZONE))
        ties = ties_visible_to(self.user).filter(of_two, on).select_related("one", "other", "type")
        for tie in ties.order_by("-strength", "pk")[:MOST_AROUND]:
            yield tie.one, tie.other, worth(tie.strength), tie
        for post in self._posts(keys).filter(on)[:MOST_AROUND]:
            yield post.person, post.organisation, BELONGS, post

    def _posts(self, keys: Collection[int]) -> QuerySet[Affiliation]:
        found = Affiliation.objects.filter(
            party_visible(self.reach, "person"), party_visible(self.reach, "organisation"),
            Q(person__in=keys) | Q(organisation__in=keys),
        )  # fmt: skip
        return found.select_related("person", "organisation").order_by("pk")

    def ours(self) -> dict[Pair, Acquaintance]:
        found = acquaintances_visible(self.reach).filter(party__in=list(self.parties))
        rows = found.select_related("person").order_by("-weight", "pk")[:MOST_OURS]
        return {(row.person_id, row.party_id): row for row in rows}


def routes_to(user: Any, party: Party, at: datetime) -> list[Route]:
    """Give the warmest ways to a party, one for each of us who has one, the warmest first."""
    around = _Around(user, party, at)
    ours = around.ours()
    edges = [[*pair, weight] for pair, weight in around.weights.items()]
    starts = [
        [f"we-{who}", key, weight]
        for (who, key), row in ours.items()
        if (weight := now(row.weight, at)) >= LEAST
    ]
    return [
        _route(around, ours, [int(str(way.nodes[0])[3:]), *map(int, way.nodes[1:])], way.length)
        for way in warm_routes(edges, starts, party.pk).value or ()
    ]


def _route(around: _Around, ours: dict[Pair, Acquaintance], way: list[int], length: float) -> Route:
    who, *keys = way
    first = ours[who, keys[0]]
    steps = [Step(around.parties[keys[0]], [first])]
    for one, other in pairwise(keys):
        grounds = around.grounds[min(one, other), max(one, other)]
        steps.append(Step(around.parties[other], grounds))
    return Route(first.person, steps, length)
