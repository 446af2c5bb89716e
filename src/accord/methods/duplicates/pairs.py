"""Which records are of the same party, after Fellegi and Sunter.

Of each thing that two records can agree in it is known how often two of the same do and how often
two others do; the binary logarithms of those ratios are summed, so that each can be told.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

WORD = re.compile(r"\w+")
MOST_ALIKE = 60  # records of one key, above which the key tells nothing and costs the square
LIKELY = 0.9
POSSIBLE = 0.5
MOST_WEIGHT = 20.0
LEAST_WEIGHT = -12.0


@dataclass(frozen=True)
class Described:
    """What is known of one record, folded; what is not known is empty."""

    key: int
    name: str = ""
    given: str = ""
    family: str = ""
    mails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    street: str = ""
    house: str = ""
    town: str = ""
    postcode: str = ""
    day: str = ""

    @property
    def is_person(self) -> bool:
        return bool(self.given or self.family)

    @property
    def words(self) -> list[str]:
        return WORD.findall(self.name)

    @property
    def in_order(self) -> str:
        return " ".join(sorted(self.words))


Grade = Callable[[Described, Described], str]


def _like(one: str, other: str, *thresholds: float) -> str:
    """Grade two words by how they begin and what letters they share."""
    if one == other:
        return "same"
    found = JaroWinkler.similarity(one, other)
    return next((f"like{n}" for n, least in enumerate(thresholds) if found >= least), "other")


def _near(one: str, other: str, most: int) -> str:
    """Grade two numbers by how many slips of the keys lie between them."""
    if one == other:
        return "same"
    slips = DamerauLevenshtein.distance(one, other, score_cutoff=most)
    return f"near{slips - 1}" if slips <= most else "other"


def _shares(one: Sequence[str], other: Sequence[str]) -> float:
    return len(set(one) & set(other)) / min(len(one), len(other))


def _name(one: Described, other: Described) -> str:
    mine, theirs = one.in_order, other.in_order
    if mine == theirs:
        return "same"
    plain = JaroWinkler.similarity(one.name, other.name)
    if max(plain, JaroWinkler.similarity(mine, theirs)) >= 0.93:  # noqa: PLR2004
        return "like0"
    shared = _shares(one.words, other.words)
    if shared >= 0.99:  # noqa: PLR2004
        return "within"
    return "like1" if plain >= 0.85 or shared >= 0.5 else "other"  # noqa: PLR2004


def _mail(one: Described, other: Described) -> str:
    if set(one.mails) & set(other.mails):
        return "same"
    return _near(one.mails[0], other.mails[0], 2)


def _number(one: Described, other: Described) -> str:
    if set(one.numbers) & set(other.numbers):
        return "same"
    return _near(one.numbers[0], other.numbers[0], 2)


@dataclass(frozen=True)
class Comparison:
    """One thing that two records can agree in; ``levels`` are its grades with their usual weights.

    The first is the closest, the last says that they differ.
    """

    name: str
    column: str
    grade: Grade
    levels: Mapping[str, float] = field(default_factory=dict)


COMPARISONS = {
    each.name: each
    for each in (
        Comparison("given", "given", lambda a, b: _like(a.given, b.given, 0.92, 0.8),
                   {"same": 6.0, "like0": 5.0, "like1": 2.0, "other": -3.0}),
        Comparison("family", "family", lambda a, b: _like(a.family, b.family, 0.92, 0.8),
                   {"same": 8.0, "like0": 6.0, "like1": 2.0, "other": -3.0}),
        Comparison("name", "words", _name, {"same": 12.0, "like0": 9.0, "within": 6.0,
                                           "like1": 2.0, "other": -10.0}),
        Comparison("mail", "mails", _mail,
                   {"same": 12.0, "near0": 6.0, "near1": 2.0, "other": -1.0}),
        Comparison("phone", "phones",
                   lambda a, b: "same" if set(a.phones) & set(b.phones) else "other",
                   {"same": 9.0, "other": -1.0}),
        Comparison("number", "numbers", _number,
                   {"same": 13.0, "near0": 8.0, "near1": 3.0, "other": -3.0}),
        Comparison("street", "street", lambda a, b: _like(a.street, b.street, 0.93, 0.8),
                   {"same": 7.0, "like0": 5.0, "like1": 2.0, "other": -2.0}),
        Comparison("house", "house", lambda a, b: _near(a.house, b.house, 1),
                   {"same": 4.0, "near0": -2.0, "other": -2.0}),
        Comparison("town", "town", lambda a, b: _like(a.town, b.town, 0.9),
                   {"same": 3.0, "like0": 2.0, "other": -2.0}),
        Comparison("postcode", "postcode", lambda a, b: _near(a.postcode, b.postcode, 1),
                   {"same": 6.0, "near0": 2.0, "other": -2.0}),
        Comparison("day", "day", lambda a, b: _near(a.day, b.day, 2),
                   {"same": 9.0, "near0": 6.0, "near1": 3.0, "other": -4.0}),
    )
}  # fmt: skip
ALIKE = ("mail", "phone", "number", "street", "house", "town", "postcode", "day")
OF_PERSONS = ("given", "family", *ALIKE)
OF_OTHERS = ("name", *ALIKE)


@dataclass(frozen=True)
class Weights:
    """What was learned: the weight of each grade, and of two records being the same at all."""

    prior: float
    grades: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def of(self, name: str, level: str) -> float:
        usual = COMPARISONS[name].levels[level]
        weight = self.grades.get(name, {}).get(level, usual)
        return min(max(weight, LEAST_WEIGHT), MOST_WEIGHT)


def usual_weights(count: int) -> Weights:
    """Give weights for where there is too little to learn from: one in ``count`` is the same."""
    return Weights(prior=-math.log2(max(count, 2)))


@dataclass(frozen=True)
class Pair:
    """Two records, how likely they are the same, and what tells for and against it."""

    first: int
    second: int
    probability: float
    evidence: tuple[tuple[str, str, float], ...]


Rarity = Mapping[str, Mapping[str, float]]
OF_VALUES = {"given": "given", "family": "family", "name": "in_order", "town": "town"}
MOST_RARE, LEAST_RARE = 3.0, -5.0


def rarity_of(records: Sequence[Described]) -> Rarity:
    """Give how much more, or less, it tells to share each name and town than one of its sort."""
    found: dict[str, dict[str, float]] = {}
    for name, column in OF_VALUES.items():
        counts = Counter(value for record in records if (value := getattr(record, column)))
        usual = sum(n * n for n in counts.values()) / (counts.total() or 1)
        found[name] = {
            value: round(min(max(math.log2(usual / n), LEAST_RARE), MOST_RARE), 2)
            for value, n in counts.items()
        }
    return found


def judge(one: Described, other: Described, weights: Weights, rarity: Rarity | None = None) -> Pair:
    """Weigh two records; what only one of them has tells nothing."""
    total, evidence = weights.prior, []
    for name in OF_PERSONS if one.is_person and other.is_person else OF_OTHERS:
        comparison = COMPARISONS[name]
        if getattr(one, comparison.column) and getattr(other, comparison.column):
            level = comparison.grade(one, other)
            weight = weights.of(name, level)
            if rarity and level == "same" and name in rarity:
                weight += rarity[name].get(getattr(one, OF_VALUES[name]), 0.0)
            total += weight
            evidence.append((name, level, round(weight, 2)))
    first, second = sorted((one.key, other.key))
    probability = 1 / (1 + 2.0 ** -max(min(total, 60.0), -60.0))
    return Pair(first, second, round(probability, 6), tuple(evidence))


def keys_of(one: Described) -> list[str]:
    """Give what records that may be the same share at least one of."""
    found = [*(f"m:{mail}" for mail in one.mails), *(f"p:{phone}" for phone in one.phones)]
    found += [f"n:{number}" for number in one.numbers]
    found += [f"{sign}:{value}" for sign, value in (("d", one.day), ("s", one.street)) if value]
    found += _keys_of_person(one) if one.is_person else _keys_of_other(one)
    return list(dict.fromkeys(found))


def _keys_of_person(one: Described) -> Iterator[str]:
    if one.given and one.family:
        yield f"gf:{one.given} {one.family}"
    for sign, name in (("g", one.given), ("f", one.family)):
        if name:
            yield f"{sign}:{name}"
            if one.town:
                yield f"{sign}t:{name}|{one.town}"
    if one.town:
        yield f"t:{one.town}"


def _keys_of_other(one: Described) -> Iterator[str]:
    words = one.words
    yield f"w:{one.in_order}"
    yield from (f"w:{word}" for word in words)
    yield f"b:{''.join(sorted(words))[:4]}"
    if one.house:
        yield f"h:{one.house}"
        if one.street:
            yield f"hs:{one.house}|{one.street[:4]}"


Told = Callable[[int, int], None]


def candidates(keys: Mapping[int, Sequence[str]]) -> Iterator[tuple[int, list[int]]]:
    """Give for each record those behind it that share a key few others have, each pair once."""
    of_key: dict[str, list[int]] = {}
    for record in sorted(keys):
        for key in keys[record]:
            of_key.setdefault(key, []).append(record)
    for record in sorted(keys):
        near = {
            other
            for key in keys[record]
            if len(of_key[key]) <= MOST_ALIKE
            for other in of_key[key]
            if other > record
        }
        yield record, sorted(near)


def find_pairs(
    records: Iterable[Described],
    weights: Weights,
    *,
    least: float = POSSIBLE,
    told: Told = lambda _done, _all: None,
    only: frozenset[int] | None = None,
) -> Iterator[Pair]:
    """Give the pairs that are likelier than ``least``; of ``only`` some records where said."""
    there = {record.key: record for record in records}
    keys = {key: keys_of(record) for key, record in there.items()}
    rarity = rarity_of(list(there.values()))
    for done, (key, near) in enumerate(candidates(keys)):
        told(done, len(there))
        for other in near:
            if only is None or key in only or other in only:
                pair = judge(there[key], there[other], weights, rarity)
                if pair.probability >= least:
                    yield pair


def strength(weight: float) -> str:
    """Say in a word how much one thing tells: ``strong``, ``clear`` or ``little``, or ``none``."""
    size = abs(weight)
    return next(
        (word for least, word in ((6, "strong"), (2.5, "clear"), (0.5, "little")) if size >= least),
        "none",
    )
