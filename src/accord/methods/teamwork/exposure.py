"""How much hard contact somebody had lately, and scales that people fill in about themselves."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from accord.methods import inputs
from accord.methods.errors import OutOfRange
from accord.methods.result import Method, Result, basis

HALF_LIFE_DAYS: Final = 7
POINTS: Final = MappingProxyType({"0": 0, "1": 0, "2": 1, "3": 3, "4": 8})
"""What a contact of each level of conduct counts on its day."""
OFFER_ROTATION: Final = 8

EMOTIONAL_EXPOSURE: Final = Method("emotional_exposure")
COPSOQ_SCALE: Final = Method("copsoq_scale")


def emotional_exposure(
    events: Sequence[Sequence[float]],
    half_life_days: float = HALF_LIFE_DAYS,
    points: Mapping[str, float] = POINTS,
) -> Result[float]:
    """Sum what hard contacts count: their points, half as much after each half-life.

    `events` holds [age in days, level of conduct from 0 to 4]. An index of what happened, never
    of what somebody feels. The flag `offer_rotation` stands from 8 points on, or after any
    threat. Refuses ages below 0 (`FutureDated`) and levels without points (`OutOfRange`).
    Source: rule of our own.
    """
    half_life = inputs.positive("half_life_days", half_life_days)
    total, threatened = 0.0, False
    for one in events:
        age, level = inputs.age("age", one[0]), str(int(inputs.number("level", one[1], 0, 4)))
        if level not in points:
            raise OutOfRange(f"level {level} has no points")
        total += points[level] * 0.5 ** (age / half_life)
        threatened = threatened or level == "4"
    flags = ("offer_rotation",) if total >= OFFER_ROTATION or threatened else ()
    rests_on = basis(
        {"events": events}, n=len(events), half_life_days=half_life_days, points=dict(points)
    )
    return EMOTIONAL_EXPOSURE.answer(total, rests_on, *flags)


def copsoq_scale(items_0_100: Sequence[float | None], n_items: int) -> Result[float]:
    """Give the mean of the items of a scale, None where fewer than half were answered.

    Items are scored 0, 25, 50, 75 or 100; None is an item without an answer. Refuses more items
    than the scale has (`OutOfRange`).
    Source: Kristensen et al. 2005, Burr et al. 2019.
    """
    size = inputs.count("n_items", n_items)
    if not size > 0 or len(items_0_100) > size:
        raise OutOfRange(f"a scale of {size} items can't have {len(items_0_100)} answers")
    given = [inputs.number("item", one, 0, 100) for one in items_0_100 if one is not None]
    rests_on = basis({"items_0_100": items_0_100}, n=len(given), n_items=size)
    if 2 * len(given) < size:
        return COPSOQ_SCALE.answer(None, rests_on, "insufficient_n")
    return COPSOQ_SCALE.answer(sum(given) / len(given), rests_on)
