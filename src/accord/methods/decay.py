"""How the weight of what happened fades with time."""

from typing import Final

from accord.methods import inputs
from accord.methods.result import Method, Result, basis

HALF_LIFE_DAYS: Final = 90.0

HALF_LIFE_DECAY: Final = Method("half_life_decay")


def half_life_decay(age_days: float, half_life_days: float = HALF_LIFE_DAYS) -> Result[float]:
    """Say what remains of a weight of 1 after `age_days`: 0.5 ** (age / half-life), 0 to 1.

    Both in days, the half-life above 0. Refuses an age below 0 (`FutureDated`).
    Source: closed form of exponential decay.
    """
    age_days = inputs.age("age_days", age_days)
    half_life_days = inputs.positive("half_life_days", half_life_days)
    return HALF_LIFE_DECAY.answer(
        remaining(age_days, half_life_days),
        basis({"age_days": age_days}, half_life_days=half_life_days),
    )


def remaining(age_days: float, half_life_days: float) -> float:
    """Give the bare number of `half_life_decay` to methods that add up many; checks nothing."""
    return float(0.5 ** (age_days / half_life_days))
