"""Duplicates: what tells for and against, which pairs are weighed, what is learned unaided."""

import csv
import gzip
import os
import re
import subprocess
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from accord.methods.duplicates import (
    COMPARISONS,
    LIKELY,
    Described,
    Weights,
    find_pairs,
    judge,
    rarity_of,
    strength,
    usual_weights,
)
from accord.methods.duplicates.learning import GRADES, learn

USUAL = usual_weights(1000)


def person(key, given="anna", family="kowalska", **more):
    return Described(key, name=f"{given} {family}", given=given, family=family, **more)


def house(key, name, **more):
    return Described(key, name=name, **more)


def test_each_thing_that_agrees_or_not_is_told_with_its_weight():
    one = person(1, mails=("anna@example.org",), town="tartu", phones=("5550001",))
    other = person(2, "ana", mails=("anna@example.org",), town="narva")

    pair = judge(other, one, USUAL)

    assert (pair.first, pair.second) == (1, 2)
    assert pair.evidence == (
        ("given", "like0", 5.0), ("family", "same", 8.0), ("mail", "same", 12.0),
        ("town", "other", -2.0),
    )  # fmt: skip
    assert pair.probability == pytest.approx(1 / (1 + 2 ** -(23 + USUAL.prior)), abs=1e-6)


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("bel air hotel", "hotel bel air", "same"),
        ("harbour board", "harbour bord", "like0"),
        ("harbour board", "the harbour board of tallinn", "within"),
        ("citizens for clean air", "clean rivers", "like1"),
        ("harbour board", "fire brigade", "other"),
    ],
)
def test_names_of_organisations_are_graded(one, other, grade):
    assert judge(house(1, one), house(2, other), USUAL).evidence == (
        ("name", grade, COMPARISONS["name"].levels[grade]),
    )


def test_names_that_share_nothing_are_no_duplicate_whatever_else_agrees():
    same = {"street": "harbour", "house": "5", "town": "tallinn"}
    pair = judge(house(1, "fire brigade", **same), house(2, "city library", **same), USUAL)
    assert pair.probability < 0.1


def test_what_was_learned_counts_within_bounds_and_the_usual_fills_up():
    weights = Weights(-5.0, {"family": {"same": 99.0, "other": -99.0}})
    assert [weights.of("family", level) for level in ("same", "other", "like0")] == [
        20.0, -12.0, 6.0,
    ]  # fmt: skip


def test_each_pair_is_weighed_once_and_of_some_only_theirs():
    records = [person(n, mails=("a@example.org",)) for n in range(1, 5)]
    done = []

    found = list(find_pairs(records, USUAL, told=lambda n, of: done.append((n, of))))

    assert [(pair.first, pair.second) for pair in found] == list(combinations(range(1, 5), 2))
    assert done == [(0, 4), (1, 4), (2, 4), (3, 4)]
    mine = find_pairs(records, USUAL, only=frozenset({2}))
    assert [(pair.first, pair.second) for pair in mine] == [(1, 2), (2, 3), (2, 4)]


def test_what_very_many_share_leads_to_no_pairs():
    records = [person(n, f"g{n}x", f"f{n}y", town="tartu") for n in range(200)]
    assert list(find_pairs(records, USUAL, least=0)) == []


def test_words_for_strength():
    assert [strength(weight) for weight in (12, -6.1, 3, -1, 0.1)] == [
        "strong", "strong", "clear", "little", "none",
    ]  # fmt: skip


def test_both_sides_name_the_same_grades():
    for name, (_column, grades) in GRADES.items():
        assert {*grades, "other"} == COMPARISONS[name].levels.keys()


GIVEN = ["anna", "jonas", "mari", "peeter", "olga", "ivan", "liis", "karl", "eva", "tomasz"]
FAMILY = ["kowalska", "tamm", "saar", "ivanov", "nowak", "mets", "kask", "sepp", "lepik", "pärn"]


def crowd(seed=1, count=300, twice=60):
    """Make people, some of them twice with a slip; gives them and the pairs that are the same."""
    luck = Random(seed)  # noqa: S311 -- the same people each time
    people = [
        person(n, luck.choice(GIVEN), luck.choice(FAMILY), town=f"town{luck.randrange(30)}",
               day=f"19{luck.randrange(40, 99)}0{luck.randrange(1, 9)}{luck.randrange(10, 28)}",
               mails=(f"{luck.getrandbits(40):x}@example.org",))
        for n in range(count)
    ]  # fmt: skip
    for n in range(twice):
        was = people[n]
        given = was.given[:-1] if n % 2 else was.given
        mails = was.mails if n % 3 else (f"other{n}@example.org",)
        people.append(person(count + n, given, was.family, town=was.town, day=was.day, mails=mails))
    return people, {(n, count + n) for n in range(twice)}


@pytest.mark.walk
def test_weights_are_learned_without_being_told_who_is_who():
    people, truth = crowd()

    weights = learn(people)

    assert weights.grades["family"]["same"] > 2
    assert weights.grades["mail"]["other"] < 0
    assert weights.grades["mail"]["same"] > 6
    found = {(p.first, p.second) for p in find_pairs(people, weights, least=LIKELY)}
    assert len(found & truth) >= 0.97 * len(truth)
    assert len(found - truth) <= 1
    assert learn(people) == weights


def test_of_few_nothing_is_learned():
    people, _truth = crowd(count=30, twice=3)
    assert learn(people) == usual_weights(33)
    assert learn([]) == usual_weights(0)


def test_whoever_does_not_learn_loads_no_second_database():
    program = "import sys, accord.methods.duplicates; print({'splink', 'duckdb', 'pyarrow'} & set(sys.modules))"
    said = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": "src"},
    )
    assert said.stdout.strip() == "set()"


# Figures that docs/use/duplicates.md tells of, on records of others that are not shipped.
REAL = os.environ.get("ACCORD_REAL_DATA")
LITTLE = set("st street ave avenue av blvd blv rd road dr drive s n e w north south east west between at off near the and of pkwy sts".split())  # fmt: skip


def rows_of(name):
    place = Path(REAL) / "dedupe" / f"{name}.csv.gz"
    with gzip.open(place, "rt", encoding="utf-8") as lines:
        head, *rows = csv.reader(lines, skipinitialspace=True)
    return [dict(zip([h.strip() for h in head], map(str.strip, row), strict=True)) for row in rows]


def febrl(number):
    for n, row in enumerate(rows_of(f"febrl_dataset{number}")):
        yield re.match(r"rec-(\d+)", row["rec_id"])[1], person(
            n, row["given_name"], row["surname"], street=row["address_1"], town=row["suburb"],
            house=row["street_number"], postcode=row["postcode"], day=row["date_of_birth"],
            numbers=(row["soc_sec_id"],) if row["soc_sec_id"] else (),
        )  # fmt: skip


def restaurants():
    for n, row in enumerate(rows_of("restaurants_with_unique_id")):
        parts = re.findall(r"\w+", row["address"].lower())
        street = " ".join(part for part in parts if not part.isdigit() and part not in LITTLE)
        name = " ".join(re.findall(r"\w+", row["name"].lower().replace("'", "")))
        number = parts[0] if parts and parts[0].isdigit() else ""
        yield row["unique_id"], house(n, name, street=street, house=number, town=row["city"])


def invented():
    for row in rows_of("splink_fake_1000"):
        yield row["cluster"], person(
            int(row["unique_id"]), row["first_name"].lower(), row["surname"].lower(),
            town=row["city"].lower(), day=row["dob"],
            mails=(row["email"],) if row["email"] else (),
        )  # fmt: skip


def joined(pairs):
    """Give all pairs of those that hang together."""
    into = {}
    for one, other in pairs:
        first, second = into.setdefault(one, {one}), into.setdefault(other, {other})
        first |= second
        into |= dict.fromkeys(first, first)
    return {pair for group in into.values() for pair in combinations(sorted(group), 2)}


def f1(found, truth):
    return 2 * len(found & truth) / (len(found) + len(truth))


@pytest.mark.skipif(not REAL, reason="ACCORD_REAL_DATA is not set")
@pytest.mark.parametrize(
    ("source", "least"),
    [
        (lambda: febrl(1), 0.97), (lambda: febrl(2), 0.97), (restaurants, 0.90), (invented, 0.80),
    ],
    ids=["febrl-1", "febrl-2", "restaurants", "splink-fake-1000"],
)  # fmt: skip
def test_known_duplicates_are_found_without_labels(source, least):
    by_entity = defaultdict(list)
    records = []
    for entity, record in source():
        by_entity[entity].append(record.key)
        records.append(record)
    truth = {pair for keys in by_entity.values() for pair in combinations(sorted(keys), 2)}

    found = {(p.first, p.second) for p in find_pairs(records, learn(records))}

    assert f1(found, truth) >= least
    assert f1(joined(found), truth) >= least


def test_to_share_a_common_name_tells_less_than_a_rare_one():
    records = [person(n, "anna", "tamm") for n in range(9)]
    records += [person(n, "olga", "pärn") for n in (10, 11)]
    rarity = rarity_of(records)

    common, rare = (judge(records[n], records[n + 1], USUAL, rarity) for n in (0, 9))

    assert rare.probability > common.probability
    assert rarity["family"]["tamm"] < 0 < rarity["family"]["pärn"]
