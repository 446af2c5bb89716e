"""How work passes from hand to hand: how long it waits, and how often it arrives whole."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, Final, TypedDict

from accord.methods import inputs
from accord.methods.result import Method, Result, basis

HANDOFF_SLA: Final = Method("handoff_sla")


class Flow(TypedDict):
    """Hours; `flow_efficiency` and `rolled_ca` are shares; `breach` names who accepted late."""

    lead_time: float
    touch: float
    flow_efficiency: float | None
    rolled_ca: float | None
    breach: list[str]


def handoff_sla(legs: Sequence[Mapping[str, Any]], accept_target_h: float) -> Result[Flow]:
    """Measure a chain of handoffs against the hours within which each has to be accepted.

    A leg names `to`, `wait` and `touch` in business hours, and `complete_accurate`, the share
    that arrives whole and right (left out where it is not known: then `rolled_ca` is None, with
    the flag `insufficient_n`). Waiting exactly as long as the target is in time.
    Source: value stream mapping; rule of our own.
    """
    target = inputs.number("accept_target_h", accept_target_h, 0)
    waits = [inputs.number(f"the wait of {leg['to']}", leg["wait"], 0) for leg in legs]
    touches = [inputs.number(f"the touch of {leg['to']}", leg["touch"], 0) for leg in legs]
    shares = [
        inputs.number(f"the share of {leg['to']}", leg["complete_accurate"], 0, 1)
        for leg in legs
        if leg.get("complete_accurate") is not None
    ]
    lead, touch = sum(waits) + sum(touches), sum(touches)
    is_known = bool(legs) and len(shares) == len(legs)
    flow: Flow = {
        "lead_time": lead,
        "touch": touch,
        "flow_efficiency": touch / lead if lead else None,
        "rolled_ca": prod(shares) if is_known else None,
        "breach": [leg["to"] for leg, wait in zip(legs, waits, strict=True) if wait > target],
    }
    flags = () if is_known else ("insufficient_n",)
    rests_on = basis({"legs": legs}, n=len(legs), accept_target_h=accept_target_h)
    return HANDOFF_SLA.answer(flow, rests_on, *flags, *(() if lead else ("zero_denominator",)))
