"""Life cycles: a table a kind, one function that moves along all of them."""

from accord.methods.workflow.machine import (
    Condition,
    Context,
    Machine,
    Move,
    Replayed,
    Step,
    given,
    replay,
    transition,
)
from accord.methods.workflow.promises import (
    PROMISE,
    fsm_promise,
    is_in_time,
    promise_kept_rate,
)

__all__ = [
    "PROMISE",
    "Condition",
    "Context",
    "Machine",
    "Move",
    "Replayed",
    "Step",
    "fsm_promise",
    "given",
    "is_in_time",
    "promise_kept_rate",
    "replay",
    "transition",
]
