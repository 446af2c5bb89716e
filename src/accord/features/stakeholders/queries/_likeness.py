"""Which records may be of the same party: what is compared, what was found, for whom."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accord.features.stakeholders.models import (
    ContactPoint,
    Erasure,
    Identifier,
    LikelyPair,
    Likeness,
    Party,
    ToldApart,
)
from accord.features.stakeholders.queries._party import visible_to
from accord.features.stakeholders.states import Channel, Kind
from accord.foundation.kernel.text import fold
from accord.methods.duplicates import Described, Weights, usual_weights

CHUNK = 2000
EARLIER = "earlier"  # the scheme of references that records had which were merged
PAGE = 20
_WORDS = re.compile(r"\w+")
_HOUSE = re.compile(r"\d+\w?")
_POSTCODE = re.compile(r"\b(?:\d{2}-\d{3}|\d{4,6})\b")


def describe(parties: QuerySet[Party]) -> Iterator[Described]:
    """Give what is compared of each party, folded, chunk by chunk."""
    known = parties.exclude(pk__in=Erasure.objects.values("party_id")).order_by("pk")
    last = 0
    while chunk := list(
        known.filter(pk__gt=last).values_list(
            "pk", "kind", "name", "given_name", "family_name", "locality"
        )[:CHUNK]
    ):
        last = chunk[-1][0]
        keys = [line[0] for line in chunk]
        points = _points(keys)
        numbers: dict[int, list[str]] = defaultdict(list)
        given = Identifier.objects.filter(party__in=keys).exclude(scheme=EARLIER)
        for key, scheme, value in given.values_list("party_id", "scheme", "value"):
            numbers[key].append(f"{scheme} {fold(value)}")
        for line in chunk:
            yield _described(line, points[line[0]], numbers[line[0]])


def _points(keys: list[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = ContactPoint.objects.filter(party__in=keys).order_by("-is_primary", "pk")
    for key, channel, folded, value in rows.values_list("party_id", "channel", "folded", "value"):
        found[key].append((channel, folded or value))
    return found


def _described(
    line: tuple[Any, ...], points: list[tuple[str, str]], numbers: list[str]
) -> Described:
    key, kind, name, given, family, locality = line
    words = _WORDS.findall(fold(name))
    if kind == Kind.PERSON:
        given = fold(given) or " ".join(words[:-1])
        family = fold(family) or "".join(words[-1:])
    street, house, postcode = _address(points)
    return Described(
        key=key, name=" ".join(words), given=given, family=family,
        mails=tuple(value for channel, value in points if channel == Channel.MAIL),
        phones=tuple(value for channel, value in points if channel == Channel.PHONE),
        numbers=tuple(numbers), street=street, house=house, town=fold(locality),
        postcode=postcode,
    )  # fmt: skip


def _address(points: list[tuple[str, str]]) -> tuple[str, str, str]:
    """Read street, house and postcode from the first postal address."""
    whole = next((fold(value) for channel, value in points if channel == Channel.POSTAL), "")
    first, _comma, rest = whole.partition(",")
    house = _HOUSE.search(first)
    postcode = _POSTCODE.search(rest)
    street = " ".join(word for word in _WORDS.findall(first) if not word[0].isdigit())
    return street, house[0] if house else "", postcode[0] if postcode else ""


def of_sort(*, persons: bool) -> QuerySet[Party]:
    found = Party.objects.all()
    return found.filter(kind=Kind.PERSON) if persons else found.exclude(kind=Kind.PERSON)


def weights_of(*, persons: bool) -> Weights:
    """Give what was learned last, or the usual weights."""
    learned = Likeness.objects.filter(is_of_persons=persons).first()
    if learned is None:
        return usual_weights(of_sort(persons=persons).count())
    return Weights(learned.prior, learned.grades)


def alike_by_key(party: Party) -> QuerySet[Party]:
    """Give those that share an address, a number or the name with a party: cheap to find."""
    folded = ContactPoint.objects.filter(party=party).exclude(folded="").values("folded")
    numbers = Identifier.objects.filter(party=party).values("value")
    same = (
        Q(pk__in=ContactPoint.objects.filter(folded__in=folded).values("party_id"))
        | Q(pk__in=Identifier.objects.filter(value__in=numbers).values("party_id"))
        | Q(sort_key=party.sort_key)
    )
    persons = party.kind == Kind.PERSON
    return of_sort(persons=persons).filter(same).exclude(pk=party.pk)


@dataclass(frozen=True)
class Likely:
    """A pair as it is shown: both parties, which the reader may see, and the evidence."""

    key: int
    first: Party
    second: Party
    probability: float
    evidence: list[tuple[str, str, float]]


def likely_pairs(user: Any, *, after: int = 0, limit: int = PAGE) -> list[Likely]:
    """Give the likeliest pairs of which ``user`` may see both and that nobody told apart."""
    found = _open_pairs(user).order_by("-probability", "pk")
    return _shown(user, found[after : after + limit])


def likely_with(user: Any, party: Party) -> list[Likely]:
    """Give the pairs that a party is one of."""
    found = _open_pairs(user).filter(Q(first_id=party.pk) | Q(second_id=party.pk))
    return _shown(user, found.order_by("-probability", "pk")[:PAGE])


def likely_pair(user: Any, key: int) -> Likely | None:
    return next(iter(_shown(user, _open_pairs(user).filter(pk=key))), None)


def _open_pairs(user: Any) -> QuerySet[LikelyPair]:
    seen = visible_to(user).order_by()
    apart = ToldApart.objects.filter(
        Q(first=OuterRef("first_id"), second=OuterRef("second_id"))
        | Q(first=OuterRef("second_id"), second=OuterRef("first_id"))
    )
    return LikelyPair.objects.filter(
        ~Exists(apart),
        Exists(seen.filter(pk=OuterRef("first_id"))),
        Exists(seen.filter(pk=OuterRef("second_id"))),
    )


def _shown(user: Any, pairs: Iterable[LikelyPair]) -> list[Likely]:
    found = list(pairs)
    keys = {key for pair in found for key in (pair.first_id, pair.second_id)}
    there = visible_to(user).in_bulk(list(keys)) if keys else {}
    return [
        Likely(pair.pk, there[pair.first_id], there[pair.second_id], pair.probability,
               [(str(name), str(level), float(weight)) for name, level, weight in pair.evidence])
        for pair in found
    ]  # fmt: skip
