"""What people have time for, and what is asked of them."""

from typing import Final, TypedDict

from accord.methods import inputs
from accord.methods.result import Method, Result, basis

FOCUS_FACTOR: Final = 0.85
TIGHT: Final = 0.85

NET_CAPACITY: Final = Method("net_capacity")
LOAD_VS_CAPACITY: Final = Method("load_vs_capacity")


class Load(TypedDict):
    """`utilisation` is a share, 1 is full; `status` is ok, tight (above 0.85) or over (above 1)."""

    utilisation: float
    overload_hours: float
    status: str


def net_capacity(
    contract_hours: float,
    leave_hours: float,
    meeting_share: float,
    focus_factor: float = FOCUS_FACTOR,
) -> Result[float]:
    """Give the hours that are left for work: without leave, meetings and what distracts.

    `meeting_share` and `focus_factor` are shares from 0 to 1; the latter is best measured for each
    team. More leave than contract leaves 0. Source: rule of our own.
    """
    there = inputs.number("contract_hours", contract_hours, 0)
    away = inputs.number("leave_hours", leave_hours, 0)
    met = inputs.number("meeting_share", meeting_share, 0, 1)
    focus = inputs.number("focus_factor", focus_factor, 0, 1)
    told = {"contract_hours": there, "leave_hours": away, "meeting_share": met}
    hours = max(0.0, there - away) * (1 - met) * focus
    return NET_CAPACITY.answer(hours, basis(told, focus_factor=focus_factor))


def load_vs_capacity(demand_hours: float, capacity_hours: float) -> Result[Load]:
    """Compare what is asked with what there is time for, both in hours of the same span.

    Without capacity there is no share: None, with the flag `zero_denominator`. Waiting grows as
    u / (1 - u), which is why 0.85 counts as tight. Source: queueing theory; thresholds of our own.
    """
    demand = inputs.number("demand_hours", demand_hours, 0)
    capacity = inputs.number("capacity_hours", capacity_hours, 0)
    rests_on = basis({"demand_hours": demand, "capacity_hours": capacity}, tight=TIGHT)
    if not capacity:
        return LOAD_VS_CAPACITY.answer(None, rests_on, "zero_denominator")
    used = demand / capacity
    status = "over" if used > 1 else "tight" if used > TIGHT else "ok"
    load: Load = {
        "utilisation": used,
        "overload_hours": max(0.0, demand - capacity),
        "status": status,
    }
    return LOAD_VS_CAPACITY.answer(load, rests_on)
