"""The life of a single promise, and how many promises are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypedDict

from accord.methods import inputs
from accord.methods.intervals import CONFIDENCE, wilson_bounds
from accord.methods.result import Method, Result, basis
from accord.methods.workflow.machine import (
    Condition,
    Context,
    Machine,
    Move,
    Replayed,
    given,
    replay,
)

APPROVER_DAYS: Final = 1
"""Working days within which somebody with authority decides on a promise made without it."""

FSM_PROMISE: Final = Method("fsm_promise")
PROMISE_KEPT_RATE: Final = Method("promise_kept_rate")


class KeptRate(TypedDict):
    on_time_rate: float
    kept_any_rate: float
    ci_lo: float
    ci_hi: float


def is_in_time(at: datetime, due: datetime) -> bool:
    """Compare with the due instant, which itself is in time."""
    return at <= due


def _in_time(context: Context) -> bool:
    at, due = context.get("at"), context.get("due")
    return isinstance(at, datetime) and isinstance(due, datetime) and is_in_time(at, due)


def _too_late(context: Context) -> bool:
    at, due = context.get("at"), context.get("due")
    return isinstance(at, datetime) and isinstance(due, datetime) and not is_in_time(at, due)


def _due_anew(context: Context) -> bool:
    at, anew = context.get("at"), context.get("new_due")
    return isinstance(at, datetime) and isinstance(anew, datetime) and anew > at


IN_TIME: Final = Condition("in_time", _in_time)
TOO_LATE: Final = Condition("too_late", _too_late)
DUE_ANEW: Final = Condition("new_due", _due_anew)
OTHER_SIDE_AGREED: Final = given("other_side_agreed")
BY_PROMISEE: Final = given("by_promisee")
WITHOUT_AUTHORITY: Final = Condition(
    "approval_needed", lambda context: not context.get("has_authority", True)
)

PROMISE: Final = Machine(
    name="promise",
    version="1.0",
    initial="none",
    moves=(
        Move("none", "propose", "proposed", flags=(WITHOUT_AUTHORITY,)),
        Move("proposed", "agree", "agreed"),
        Move("proposed", "decline", "declined"),
        Move("agreed", "fulfil_on_time", "kept", needs=(IN_TIME,)),
        Move("agreed", "fulfil_late", "kept_late", needs=(TOO_LATE,)),
        Move("agreed", "miss", "overdue", needs=(TOO_LATE,), effects=("remedy",), by_clock=True),
        Move(
            "agreed",
            "renegotiate_before_due",
            "agreed",
            needs=(IN_TIME, DUE_ANEW, OTHER_SIDE_AGREED),
            effects=("keep_old_due",),
        ),
        Move("agreed", "release", "released", needs=(BY_PROMISEE,)),
        Move("overdue", "fulfil_late", "kept_late", needs=(TOO_LATE,)),
        Move("overdue", "write_off", "broken"),
        Move(
            "overdue",
            "renegotiate_after_due",
            "agreed_after_miss",
            needs=(DUE_ANEW, OTHER_SIDE_AGREED),
            effects=("keep_old_due",),
        ),
        Move("agreed_after_miss", "fulfil_on_time", "kept_late", needs=(IN_TIME,)),
        Move(
            "agreed_after_miss",
            "miss",
            "broken",
            needs=(TOO_LATE,),
            effects=("remedy",),
            by_clock=True,
        ),
    ),
)
"""Context of its moves: `at` and `due` (aware moments), `new_due` when renegotiating,
`other_side_agreed`, `by_promisee`, `has_authority`. One remedy is owed for each miss. A promise
made without authority is allowed and flagged `approval_needed`."""


def fsm_promise(start: str, events: Sequence[str]) -> Result[Replayed]:
    """Find where a promise stands after `events`, by the table `PROMISE`; see `replay`.

    Refuses a start that is no state (`UnknownWord`).
    Source: ISO 10001:2018 on keeping promises; the table is our own.
    """
    found = replay(PROMISE, start, events)
    flags = ("not_a_move",) if found["error_at"] is not None else ()
    rests_on = basis({"start": start, "events": events}, n=len(events))
    return FSM_PROMISE.answer(found, rests_on, *flags)


def promise_kept_rate(
    kept: int, late: int, broken: int, open_not_due: int = 0, overdue: int = 0
) -> Result[KeptRate]:
    """Give the shares of promises kept in time and kept at all; Wilson's interval on the first.

    All arguments count promises. The base is kept + late + broken + overdue: a report "as of
    now" counts the overdue as broken; open ones not yet due stand aside, as do the declined and
    the released, which are not even given. An empty base gives None and `zero_denominator`.
    """
    counts = {
        "kept": inputs.count("kept", kept),
        "late": inputs.count("late", late),
        "broken": inputs.count("broken", broken),
        "open_not_due": inputs.count("open_not_due", open_not_due),
        "overdue": inputs.count("overdue", overdue),
    }
    fallen_due = kept + late + broken + overdue
    rests_on = basis(counts, n=fallen_due, confidence=CONFIDENCE)
    if not fallen_due:
        return PROMISE_KEPT_RATE.answer(None, rests_on, "zero_denominator")
    low, high = wilson_bounds(kept, fallen_due)
    rate: KeptRate = {
        "on_time_rate": kept / fallen_due,
        "kept_any_rate": (kept + late) / fallen_due,
        "ci_lo": low,
        "ci_hi": high,
    }
    flags = ("overdue_counted_as_broken",) if overdue else ()
    return PROMISE_KEPT_RATE.answer(rate, rests_on, *flags, interval=(low, high))
