"""Where networks are drawn, and the warmest ways through them."""

from itertools import combinations
from math import dist

import pytest

from accord.methods.stakeholders.layout import EXACT_UP_TO, network_layout
from accord.methods.stakeholders.routes import warm_routes


def circles(size, count):
    """Give some circles in which everybody knows each other, each with one tie to the next."""
    ties = [
        (start + one, start + other, 0.5)
        for start in range(0, size * count, size)
        for one, other in combinations(range(size), 2)
    ]
    return ties + [(k * size, (k + 1) * size, 0.2) for k in range(count - 1)]


@pytest.mark.parametrize("size", [8, EXACT_UP_TO // 10])
def test_who_has_ties_is_near_and_the_same_input_gives_the_same_places(size):
    ties, count = circles(size, 12), size * 12
    places = network_layout(count, ties, 1)
    assert places == network_layout(count, ties, 1)
    assert all(-1 <= x <= 1 and -1 <= y <= 1 for x, y in places)
    within = [dist(places[a], places[b]) for a, b, weight in ties if weight == 0.5]
    across = [dist(places[0], places[place]) for place in range(size, count)]
    assert sum(within) / len(within) < 0.5 * sum(across) / len(across)


def test_a_new_one_begins_beside_its_own_and_the_others_stay():
    ties = circles(8, 6)
    before = network_layout(48, ties, 1)
    after = network_layout(49, [*ties, (48, 20, 0.5), (48, 21, 0.5)], 1, dict(enumerate(before)))
    moved = [dist(was, now) for was, now in zip(before, after[:48], strict=True)]
    assert sum(moved) / 48 < 0.15
    nearest = min(range(48), key=lambda place: dist(after[48], after[place]))
    assert nearest // 8 == 2
    assert network_layout(0, []) == []


def test_few_strong_steps_beat_many_and_a_single_weak_one():
    ties = [["a", "b", 4], ["b", "target", 4], ["weak", "target", 0.1], ["far", "else", 9]]
    ours = [["ann", "a", 2], ["ben", "weak", 5], ["ann", "weak", 1], ["eve", "far", 9]]
    found = warm_routes(ties, ours, "target").value
    assert [(route.nodes, round(route.length, 6)) for route in found] == [
        (["ann", "a", "b", "target"], 1.0),
        (["ben", "weak", "target"], 10.2),
    ]
    assert warm_routes(ties, [["eve", "far", 9]], "target").value == []
    assert warm_routes(ties, ours, "target", most=1).value == found[:1]
