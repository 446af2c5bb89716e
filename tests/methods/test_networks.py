"""Networks: known values, no order of the input, what is left out, what is refused."""

import csv
import gzip
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.methods import METHODS, stakeholders
from accord.methods.errors import BadInput, FutureDated, OutOfRange, UnknownWord
from accord.methods.stakeholders import centrality
from accord.methods.stakeholders.questions import QUESTIONS
from tests.methods.golden import named

KITE = named("networks.json", "kite")
KARATE = named("networks.json", "karate")

BY_NODE = [
    "sna_degree_centrality",
    "sna_closeness_centrality",
    "sna_betweenness_centrality",
    "sna_eigenvector_centrality",
    "burt_constraint",
    "burt_effective_size",
]
NETWORKS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda tie: tie[0] != tie[1]),
    min_size=3,
    max_size=20,
    unique_by=frozenset,
).filter(lambda ties: len({node for tie in ties for node in tie}) > 2)


@pytest.mark.parametrize("method", BY_NODE)
@given(ties=NETWORKS, chance=st.randoms())
def test_neither_order_nor_direction_of_the_input_counts(method, ties, chance) -> None:
    shuffled = [tuple(chance.sample(tie, 2)) for tie in chance.sample(ties, len(ties))]

    assert METHODS[method](edges=shuffled) == METHODS[method](edges=ties)


@pytest.mark.parametrize("method", BY_NODE)
@given(ties=NETWORKS)
def test_names_of_nodes_do_not_count(method, ties) -> None:
    renamed = [[f"node {8 - one}", f"node {8 - other}"] for one, other in ties]
    found = METHODS[method](edges=ties).value
    again = METHODS[method](edges=renamed).value

    if method != "sna_eigenvector_centrality":  # of equal parts the first in order is taken
        assert {f"node {8 - node}": pytest.approx(at) for node, at in found.items()} == again


@given(NETWORKS)
def test_positions_lie_within_their_bounds(ties) -> None:
    for method in BY_NODE[:4]:
        assert all(-1e-12 <= at <= 1 + 1e-9 for at in METHODS[method](edges=ties).value.values())
    length = sum(at**2 for at in METHODS[BY_NODE[3]](edges=ties).value.values())
    assert length == pytest.approx(1)


@given(NETWORKS)
def test_communities_partition_the_nodes_and_beat_one_group(ties) -> None:
    found = stakeholders.sna_communities(ties, seeds=3).value

    assert found is not None
    members = [node for part in found["communities"] for node in part]
    assert sorted(members) == sorted({node for tie in ties for node in tie})
    assert found["communities"] == sorted(sorted(part) for part in found["communities"])
    quality = stakeholders.sna_modularity(ties, found["communities"]).value
    assert quality == pytest.approx(found["modularity"])
    assert found["modularity"] >= -1e-12


def test_communities_are_found_where_moves_gain_nothing_but_rounding() -> None:
    ties = [(2, 7), (8, 6), (7, 0), (5, 0), (5, 7), (3, 0), (0, 4), (7, 3), (6, 0), (4, 2)]

    found = stakeholders.sna_communities(ties).value

    assert found == {
        "communities": [[0, 3, 5, 7], [2, 4], [6, 8]],
        "modularity": pytest.approx(0.215),
    }


def test_communities_of_the_karate_club_are_the_best_known_ones_each_time() -> None:
    one = stakeholders.sna_communities(KARATE)
    other = stakeholders.sna_communities(list(reversed(KARATE)))

    assert one == other
    assert one.value is not None
    assert one.value["modularity"] == pytest.approx(0.4198, abs=5e-5)
    assert len(one.value["communities"]) == 4


@pytest.mark.parametrize("method", BY_NODE)
def test_nodes_without_ties_are_told(method) -> None:
    value = METHODS[method](edges=KITE, nodes=["Zoe"]).value

    assert value["Zoe"] == (None if method.startswith("burt") else 0.0)
    assert set(value) == {node for tie in KITE for node in tie} | {"Zoe"}


def test_closeness_works_in_pieces() -> None:
    value = stakeholders.sna_closeness_centrality([["a", "b"], ["b", "c"], ["x", "y"]]).value

    assert value == pytest.approx({"a": 1 / 3, "b": 0.5, "c": 1 / 3, "x": 0.25, "y": 0.25})


def test_the_eigenvector_lies_in_the_largest_part() -> None:
    result = stakeholders.sna_eigenvector_centrality([["a", "b"], ["b", "c"], ["x", "y"]])

    assert result.value == pytest.approx({"a": 0.5, "b": 2**-0.5, "c": 0.5, "x": 0, "y": 0})
    assert "outside_largest_part" in result.flags


def test_big_networks_are_measured_like_small_ones() -> None:
    def wheel(rim: int) -> dict[str | int, float]:
        ties = [["hub", i] for i in range(rim)] + [[i, (i + 1) % rim] for i in range(rim)]
        found = stakeholders.sna_eigenvector_centrality(ties).value
        assert found is not None
        return found

    for rim in (399, 600):
        positions = wheel(rim)
        leading = (
            1 + (1 + rim) ** 0.5
        )  # the hub has rim / leading times the weight of a spoke's end
        assert positions["hub"] / positions[0] == pytest.approx(rim / leading)
        assert positions["hub"] == pytest.approx((rim / (rim + leading**2)) ** 0.5)


@pytest.mark.parametrize("key", ["sna_closeness_centrality", "sna_betweenness_centrality"])
def test_the_library_for_big_networks_says_the_same(key, monkeypatch) -> None:
    method = getattr(stakeholders, key)
    chance = random.Random(3)  # noqa: S311
    ties = [[chance.randrange(90), chance.randrange(90)] for _ in range(120)]  # in several pieces
    ties = [tie for tie in ties if tie[0] != tie[1]]
    usual = method(ties, range(95)).value
    monkeypatch.setattr(centrality, "BIG", 10)
    assert method(ties, range(95)).value == pytest.approx(usual)


def test_without_ties_nobody_is_central() -> None:
    assert stakeholders.sna_eigenvector_centrality([], ["a", "b"]).value == {"a": 0, "b": 0}
    assert stakeholders.sna_communities([], ["a", "b"]).flags == (
        "rankings_hidden",
        "zero_denominator",
    )


def test_rankings_are_hidden_in_small_and_in_dense_networks() -> None:
    dense = [[i, j] for i in range(12) for j in range(i)]

    assert "rankings_hidden" in stakeholders.sna_degree_centrality(KITE[:5]).flags
    assert "rankings_hidden" in stakeholders.sna_degree_centrality(dense).flags
    assert stakeholders.sna_degree_centrality(KITE).flags == ()


def test_a_tie_to_oneself_is_left_out_and_a_double_one_merged() -> None:
    plain = stakeholders.sna_degree_centrality(KITE)
    odd = stakeholders.sna_degree_centrality([*KITE, ["Ed", "Ed"], ["Beverley", "Andre"]])

    assert odd.value == plain.value
    assert odd.flags == ("parallel_ties_merged", "ties_to_oneself_left_out")


def test_weights_count_for_constraint_and_a_threshold_cuts() -> None:
    ties = [["hub", "a", 3], ["hub", "b", 1], ["a", "b", 0]]

    assert stakeholders.burt_constraint(ties).value == pytest.approx(
        {"hub": 0.75**2 + 0.25**2, "a": 1, "b": 1}
    )
    assert stakeholders.sna_degree_centrality(ties, threshold=2).value == {
        "a": 0.5,
        "b": 0,
        "hub": 0.5,
    }


def test_directed_ties_are_added_up_for_constraint() -> None:
    both = [["a", "b"], ["b", "a"], ["a", "c"]]

    assert stakeholders.burt_constraint(both, directed=True).value == pytest.approx(
        {"a": (2 / 3) ** 2 + (1 / 3) ** 2, "b": 1, "c": 1}
    )


def test_weak_ties_are_light_and_nobody_doubles_them() -> None:
    triangles = [
        ["a", "b", 9],
        ["b", "c", 9],
        ["a", "c", 1],
        ["c", "x", 2],
        ["x", "y", 9],
        ["y", "z", 9],
    ]
    result = stakeholders.sna_weak_ties(triangles)

    assert result.value == [{"between": ["c", "x"], "weight": 2.0, "span": None}]
    ring = stakeholders.sna_weak_ties([[0, 1], [1, 2], [2, 3], [3, 4], [4, 0]])
    assert ring.value is not None
    assert [tie["span"] for tie in ring.value] == [4] * 5
    assert "no_variance" in ring.flags
    assert stakeholders.sna_weak_ties([]).value is None


SIDES = {"ann": "we", "bo": "we", "cy": "we", "xi": "they", "yu": "they", "mid": "press"}


def test_a_relation_that_hangs_on_one_person() -> None:
    ties = [["ann", "bo", 5], ["bo", "cy", 5], ["ann", "xi", 2], ["xi", "yu", 1]]
    result = stakeholders.single_point_of_contact(ties, SIDES, "we", "they")

    assert result.value == {
        "is_single": True,
        "cuts": ["ann", "xi"],
        "dominant": "ann",
        "share": 1.0,
    }


def test_a_relation_on_many_shoulders() -> None:
    ties = [["ann", "xi", 2], ["bo", "yu", 2], ["ann", "bo", 1], ["xi", "yu", 1]]
    result = stakeholders.single_point_of_contact(ties, SIDES, "we", "they")
    heavy = stakeholders.single_point_of_contact([*ties, ["ann", "yu", 3]], SIDES, "we", "they")

    assert result.value == {"is_single": False, "cuts": [], "dominant": None, "share": 0.5}
    assert heavy.value is not None
    assert (heavy.value["dominant"], heavy.value["cuts"]) == ("ann", [])


def test_a_relation_through_a_third_party_only() -> None:
    ties = [["ann", "mid"], ["bo", "mid"], ["mid", "xi"], ["mid", "yu"]]
    result = stakeholders.single_point_of_contact(ties, SIDES, "we", "they")

    assert result.value == {"is_single": True, "cuts": ["mid"], "dominant": None, "share": 0.0}
    none = stakeholders.single_point_of_contact([["ann", "bo"], ["xi", "yu"]], SIDES, "we", "they")
    assert (none.value, "not_connected" in none.flags) == (None, True)


def test_ties_grow_from_interactions_and_fade() -> None:
    contacts = [
        {"between": ["bo", "ann"], "age": 0},
        {"between": ["ann", "bo"], "age": 90},
        {"between": ["ann", "cy"], "age": 180},
    ]

    assert stakeholders.sna_ties(contacts).value == [["ann", "bo", 1.5], ["ann", "cy", 0.25]]
    assert stakeholders.sna_ties(contacts, threshold=1).value == [["ann", "bo", 1]]
    with pytest.raises(FutureDated):
        stakeholders.sna_ties([{"between": ["ann", "bo"], "age": -2}])


def test_missing_voices_matter_and_are_in_no_tie() -> None:
    salience = {"residents": 2, "press": 1, "mayor": 3, "port": 3}

    assert stakeholders.missing_voices(salience, {"mayor": 0.0, "port": 0.4}).value == [
        "mayor",
        "residents",
    ]
    with pytest.raises(OutOfRange):
        stakeholders.missing_voices({"mayor": 4}, {})


def test_every_question_is_answered_by_a_method_there_is() -> None:
    assert {key for keys in QUESTIONS.values() for key in keys} <= set(METHODS)


@pytest.mark.parametrize(
    ("edges", "error"),
    [
        ([["a", "b", -1]], OutOfRange),
        ([["a", "b", float("nan")]], OutOfRange),
        ([["a"]], BadInput),
        (["ab"], BadInput),
        ([["a", "b", 1, 2]], BadInput),
        ([["a", None]], UnknownWord),
        ([["a", True]], UnknownWord),
    ],
)
def test_what_is_no_tie_is_refused(edges, error) -> None:
    for method in BY_NODE:
        with pytest.raises(error):
            METHODS[method](edges=edges)


def test_groups_that_do_not_fit_the_network_are_refused() -> None:
    for partition in ([["a"]], [["a", "b"], ["b"]]):
        with pytest.raises(BadInput):
            stakeholders.sna_modularity([["a", "b"]], partition)
    with pytest.raises(BadInput):
        stakeholders.gould_fernandez_brokerage([["a", "b"]], {"a": "x"})
    with pytest.raises(BadInput):
        stakeholders.single_point_of_contact([["a", "b"]], {"a": "x", "b": "y"}, "x", "x")


REAL_DATA = os.environ.get("ACCORD_REAL_DATA")
real_data = pytest.mark.skipif(not REAL_DATA, reason="ACCORD_REAL_DATA names no folder")


@real_data
@pytest.mark.parametrize("name", ["karate", "lesmis"])
def test_positions_in_real_networks_are_the_published_ones(name) -> None:
    folder = Path(str(REAL_DATA)) / "networks"
    with (folder / f"{name}_edges.csv").open() as file:
        edges = [[row["source"], row["target"]] for row in csv.DictReader(file)]
    with (folder / f"{name}_centrality_expected.csv").open() as file:
        expected = list(csv.DictReader(file))
    columns = {
        "sna_degree_centrality": ("degree_c", 1e-6),
        "sna_closeness_centrality": ("closeness", 1e-6),
        "sna_betweenness_centrality": ("betweenness", 1e-6),
        "sna_eigenvector_centrality": ("eigenvector", 2e-5),  # theirs was iterated, not solved
    }

    for method, (column, tolerance) in columns.items():
        wanted = {row["node"]: float(row[column]) for row in expected}
        assert METHODS[method](edges=edges).value == pytest.approx(wanted, abs=tolerance)


@real_data
def test_a_network_of_a_thousand_is_measured() -> None:
    with gzip.open(Path(str(REAL_DATA)) / "networks" / "arenas_email_edges.csv.gz", "rt") as file:
        edges = [[int(row["from"]), int(row["to"])] for row in csv.DictReader(file)]
    result = stakeholders.sna_eigenvector_centrality(edges)
    degree = stakeholders.sna_degree_centrality(edges).value

    assert result.n == 1133
    assert result.value is not None
    assert sum(at**2 for at in result.value.values()) == pytest.approx(1)
    assert degree is not None
    assert sum(degree.values()) * 1132 == pytest.approx(2 * 5451)
