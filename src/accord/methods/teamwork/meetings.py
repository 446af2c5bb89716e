"""What a meeting costs, in hours and money."""

from collections.abc import Mapping, Sequence
from typing import Final, TypedDict

from accord.methods import inputs
from accord.methods.result import Method, Result, basis

MEETING_COST: Final = Method("meeting_cost")


class Cost(TypedDict):
    """`cost` in the currency of the rates."""

    cost: float
    person_hours: float


def meeting_cost(
    attendees: Sequence[Mapping[str, float]],
    duration_h: float,
    switch_overhead_h: float = 0.0,
) -> Result[Cost]:
    """Sum what everybody's hours cost: the meeting, their `prep_h`, and what switching takes.

    An attendee has a `rate` for an hour, an average of a role and never a salary. What switching
    to and fro takes is 0 unless the organisation measured it: published times vary.
    Source: rule of our own.
    """
    lasts = inputs.number("duration_h", duration_h, 0)
    overhead = inputs.number("switch_overhead_h", switch_overhead_h, 0)
    hours = [
        lasts + inputs.number("prep_h", attendee.get("prep_h", 0), 0) + overhead
        for attendee in attendees
    ]
    rates = [inputs.number("rate", attendee["rate"], 0) for attendee in attendees]
    found: Cost = {
        "cost": sum(rate * time for rate, time in zip(rates, hours, strict=True)),
        "person_hours": sum(hours),
    }
    told = {"attendees": attendees, "duration_h": lasts}
    rests_on = basis(told, n=len(attendees), switch_overhead_h=switch_overhead_h)
    return MEETING_COST.answer(found, rests_on)
