"""Machines, the life of a promise, the share that is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.methods import workflow
from accord.methods.errors import OutOfRange, Refused, UnknownWord
from accord.methods.workflow import PROMISE, Condition, Machine, Move, replay, transition
from accord.methods.workflow import given as needs

DUE = datetime(2026, 5, 1, 17, tzinfo=UTC)
IN_TIME = {"at": DUE, "due": DUE}
LATE = {"at": DUE + timedelta(seconds=1), "due": DUE}
AGREED = {"other_side_agreed": True, "new_due": DUE + timedelta(days=7)}

DOOR = Machine(
    name="door",
    version="3",
    initial="shut",
    moves=(
        Move(
            "shut",
            "open",
            "open",
            needs=(needs("key"), Condition("daylight", lambda ctx: ctx.get("hour") == "noon")),
            flags=(needs("squeaks"),),
            effects=("greet",),
        ),
        Move("open", "close", "shut", by_clock=True),
        Move("open", "break", "broken"),
    ),
)


def test_a_step_tells_the_whole_move() -> None:
    step = transition(DOOR, "shut", "open", {"key": 1, "hour": "noon", "squeaks": True})

    assert step == workflow.Step("door", "3", "shut", "open", "open", ("squeaks",), ("greet",))


def test_unmet_conditions_are_named_in_their_order() -> None:
    for context, unmet in (({}, ("key", "daylight")), ({"key": 1}, ("daylight",))):
        with pytest.raises(Refused, match="daylight") as refused:
            transition(DOOR, "shut", "open", context)
        assert refused.value.unmet == unmet


def test_what_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        transition(DOOR, "shut", "close", {})
    assert refused.value.unmet == ()
    with pytest.raises(UnknownWord):
        transition(DOOR, "ajar", "close", {})
    with pytest.raises(UnknownWord):
        replay(DOOR, "ajar", [])


def test_a_machine_knows_its_states_moves_and_ends() -> None:
    assert DOOR.states == ("shut", "open", "broken")
    assert DOOR.final == {"broken"}
    assert [move.event for move in DOOR.moves_from("open")] == ["close", "break"]
    assert [move.by_clock for move in DOOR.moves_from("open")] == [True, False]
    with pytest.raises(UnknownWord):
        DOOR.moves_from("ajar")


def test_an_ambiguous_table_cannot_be_built() -> None:
    twice = (Move("a", "go", "b"), Move("a", "go", "c"))

    with pytest.raises(ValueError, match="two moves"):
        Machine("m", "1", "a", twice)
    with pytest.raises(ValueError, match="starts in x"):
        Machine("m", "1", "x", twice[:1])


EVENTS = st.lists(st.sampled_from(sorted({move.event for move in PROMISE.moves})), max_size=12)


@given(EVENTS)
def test_no_sequence_leads_out_of_the_table(events) -> None:
    found = replay(PROMISE, "none", events)

    assert found["state"] in PROMISE.states
    if found["error_at"] is not None:
        before = replay(PROMISE, "none", events[: found["error_at"]])
        assert before == {"state": found["state"], "error_at": None}
        assert (found["state"], events[found["error_at"]]) not in PROMISE.table


@given(EVENTS)
def test_after_its_end_a_promise_does_not_move(events) -> None:
    for state in PROMISE.final:
        expected = {"state": state, "error_at": 0 if events else None}
        assert workflow.fsm_promise(state, events).value == expected


def test_a_promise_ends_in_one_of_five_ways() -> None:
    assert PROMISE.final == {"declined", "kept", "kept_late", "released", "broken"}


@pytest.mark.parametrize(
    ("state", "event", "context", "target"),
    [
        ("agreed", "fulfil_on_time", IN_TIME, "kept"),
        ("agreed", "fulfil_late", LATE, "kept_late"),
        ("agreed", "miss", LATE, "overdue"),
        ("agreed", "renegotiate_before_due", IN_TIME | AGREED, "agreed"),
        ("agreed", "release", {"by_promisee": True}, "released"),
        ("overdue", "fulfil_late", LATE, "kept_late"),
        ("overdue", "write_off", {}, "broken"),
        ("overdue", "renegotiate_after_due", LATE | AGREED, "agreed_after_miss"),
        ("agreed_after_miss", "fulfil_on_time", IN_TIME, "kept_late"),
        ("agreed_after_miss", "miss", LATE, "broken"),
    ],
)
def test_a_promise_moves_when_its_conditions_hold(state, event, context, target) -> None:
    assert transition(PROMISE, state, event, context).target == target


@pytest.mark.parametrize(
    ("state", "event", "context", "unmet"),
    [
        ("agreed", "fulfil_on_time", LATE, ("in_time",)),
        ("agreed", "fulfil_on_time", {}, ("in_time",)),
        ("agreed", "fulfil_late", IN_TIME, ("too_late",)),
        ("agreed", "miss", IN_TIME, ("too_late",)),
        ("agreed", "renegotiate_before_due", LATE | AGREED, ("in_time",)),
        ("agreed", "renegotiate_before_due", IN_TIME, ("new_due", "other_side_agreed")),
        ("agreed", "release", {}, ("by_promisee",)),
        ("overdue", "renegotiate_after_due", LATE | {"other_side_agreed": True}, ("new_due",)),
    ],
)
def test_a_promise_stays_when_a_condition_fails(state, event, context, unmet) -> None:
    with pytest.raises(Refused) as refused:
        transition(PROMISE, state, event, context)

    assert refused.value.unmet == unmet


def test_each_miss_owes_a_remedy_and_a_new_date_keeps_the_old() -> None:
    effects = {(move.source, move.event): move.effects for move in PROMISE.moves if move.effects}

    assert effects == {
        ("agreed", "miss"): ("remedy",),
        ("agreed", "renegotiate_before_due"): ("keep_old_due",),
        ("overdue", "renegotiate_after_due"): ("keep_old_due",),
        ("agreed_after_miss", "miss"): ("remedy",),
    }
    assert {move.event for move in PROMISE.moves if move.by_clock} == {"miss"}


def test_a_promise_without_authority_is_allowed_and_flagged() -> None:
    assert transition(PROMISE, "none", "propose", {"has_authority": False}).flags == (
        "approval_needed",
    )
    assert transition(PROMISE, "none", "propose", {}).flags == ()


COUNTS = st.integers(0, 500)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_the_rate_lies_in_its_interval(kept, late, broken, overdue) -> None:
    result = workflow.promise_kept_rate(kept, late, broken, overdue=overdue)

    if not kept + late + broken + overdue:
        assert (result.value, result.flags) == (None, ("zero_denominator",))
        return
    assert result.value is not None
    assert 0 <= result.value["ci_lo"] <= result.value["on_time_rate"] + 1e-12
    assert result.value["on_time_rate"] <= result.value["ci_hi"] + 1e-12 <= 1 + 2e-12
    assert result.value["on_time_rate"] <= result.value["kept_any_rate"]
    assert result.interval == (result.value["ci_lo"], result.value["ci_hi"])


def test_the_overdue_count_as_broken_and_the_open_do_not_count() -> None:
    broken = workflow.promise_kept_rate(8, 1, 1)
    overdue = workflow.promise_kept_rate(8, 1, 0, open_not_due=40, overdue=1)

    assert overdue.value == broken.value
    assert (overdue.n, overdue.flags) == (10, ("overdue_counted_as_broken",))


@pytest.mark.parametrize("wrong", [-1, 1.5, True, "3"])
def test_counts_that_are_none_are_refused(wrong) -> None:
    with pytest.raises(OutOfRange):
        workflow.promise_kept_rate(wrong, 0, 0)
    with pytest.raises(OutOfRange):
        workflow.promise_kept_rate(1, 0, 0, overdue=wrong)


def test_a_start_that_is_no_state_is_refused() -> None:
    with pytest.raises(UnknownWord):
        workflow.fsm_promise("hoped", [])
