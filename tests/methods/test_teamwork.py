"""How people work together: what always holds, what is refused, what the flags say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.methods import teamwork
from accord.methods.errors import FutureDated, OutOfRange, UnknownWord
from accord.methods.teamwork.conduct import MARKERS

marks = st.dictionaries(st.sampled_from(sorted(MARKERS)), st.booleans())


@given(marks, st.sampled_from(sorted(MARKERS)))
def test_one_more_marker_never_lowers_the_level(markers, more) -> None:
    before = teamwork.abuse_level(**markers).value
    assert teamwork.abuse_level(**markers | {more: True}).value >= before


@given(marks)
def test_criticism_and_distress_never_count(markers) -> None:
    grave = {name: seen for name, seen in markers.items() if MARKERS[name]}
    told = grave | dict.fromkeys((name for name, level in MARKERS.items() if not level), True)
    found = teamwork.abuse_level(**told)
    assert found.value == teamwork.abuse_level(**grave).value
    assert found.flags == ("accommodation_request",)


def test_what_is_no_marker_is_refused() -> None:
    with pytest.raises(UnknownWord):
        teamwork.abuse_level(rude=True)
    with pytest.raises(OutOfRange):
        teamwork.abuse_level(threat="yes")


@given(st.lists(st.tuples(st.floats(0, 90), st.integers(0, 4)), max_size=20))
def test_exposure_fades_and_never_falls_below_nothing(events) -> None:
    now = teamwork.emotional_exposure(events).value
    later = teamwork.emotional_exposure([(age + 7, level) for age, level in events]).value
    assert now >= 0
    assert later == pytest.approx(now / 2)


def test_rotation_is_offered_from_eight_points_or_after_any_threat() -> None:
    assert teamwork.emotional_exposure([[60, 4]]).flags == ("offer_rotation",)
    assert teamwork.emotional_exposure([[0, 3], [0, 3]]).flags == ()
    assert teamwork.emotional_exposure([[0, 3], [0, 3], [0, 3]]).flags == ("offer_rotation",)
    with pytest.raises(FutureDated):
        teamwork.emotional_exposure([[-1, 2]])
    with pytest.raises(OutOfRange):
        teamwork.emotional_exposure([[0, 2]], points={"3": 1})


def test_scales_refuse_more_answers_than_items() -> None:
    for items, size in (([50, 50], 1), ([], 0), ([101], 1)):
        with pytest.raises(OutOfRange):
            teamwork.copsoq_scale(items, size)


def test_who_avoids_sets_a_day_to_look_again() -> None:
    assert teamwork.tki_suggestion("low", "low").flags == ("set_revisit_date",)
    with pytest.raises(UnknownWord):
        teamwork.tki_suggestion("huge", "low")


def test_a_plan_refuses_circles_strangers_and_what_never_fits() -> None:
    task = {"duration": 1, "preds": [], "demand": 1}
    for tasks, wrong in (
        ({"A": task | {"preds": ["B"]}, "B": task | {"preds": ["A"]}}, OutOfRange),
        ({"A": task | {"preds": ["Z"]}}, UnknownWord),
        ({"A": task | {"demand": 3}}, OutOfRange),
    ):
        with pytest.raises(wrong):
            teamwork.rcpsp_serial_sgs(tasks, 2)


durations = st.integers(0, 4)


@given(st.lists(st.tuples(durations, st.integers(0, 3), st.booleans()), max_size=8))
def test_a_plan_keeps_order_and_capacity(rows) -> None:
    tasks = {
        f"T{n}": {"duration": lasts, "demand": asks, "preds": [f"T{n - 1}"] if n and after else []}
        for n, (lasts, asks, after) in enumerate(rows)
    }
    plan = teamwork.rcpsp_serial_sgs(tasks, 3).value
    start, ends = plan["start"], plan["makespan"]
    assert sorted(start) == sorted(tasks)
    for key, task in tasks.items():
        assert all(start[b] + tasks[b]["duration"] <= start[key] for b in task["preds"])
    for slot in range(ends):
        there = [t for t in tasks if start[t] <= slot < start[t] + tasks[t]["duration"]]
        assert sum(tasks[t]["demand"] for t in there) <= 3


def test_gaps_and_shares_refuse_what_is_off_their_scale() -> None:
    with pytest.raises(OutOfRange):
        teamwork.expectation_gap({"empathy": [8, 5]})
    with pytest.raises(OutOfRange):
        teamwork.classifier_ppv(1.2, 0.5, 0.5)
    assert teamwork.expectation_gap({"empathy": [5, 5]}).flags == ("for_dialogue",)
