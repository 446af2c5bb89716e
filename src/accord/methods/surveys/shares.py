"""Shares of those who are content, with how sure they are."""

from collections.abc import Sequence
from typing import Final, TypedDict

from accord.methods import inputs
from accord.methods.errors import OutOfRange
from accord.methods.intervals import CONFIDENCE, wilson_bounds
from accord.methods.result import Method, Result, basis

STEPS: Final = 5
TOP: Final = 2

CSAT: Final = Method("csat")
WILSON_INTERVAL: Final = Method("wilson_interval")


class Share(TypedDict):
    p: float
    lo: float
    hi: float


class Content(TypedDict):
    csat: float
    lo: float
    hi: float
    mean: float


def wilson_interval(x: int, n: int, conf: float = CONFIDENCE) -> Result[Share]:
    """Give the share `x` of `n` with Wilson's score interval; of nobody, `zero_denominator`.

    Refuses a negative count and more hits than answers (`OutOfRange`).
    """
    x, n = inputs.count("x", x), inputs.count("n", n)
    if x > n:
        raise OutOfRange(f"x must not be more than n, not {x} of {n}")
    rests_on = basis({"x": x, "n": n}, n=n, conf=conf)
    if not n:
        return WILSON_INTERVAL.answer(None, rests_on, "zero_denominator")
    low, high = wilson_bounds(x, n, conf)
    told: Share = {"p": x / n, "lo": low, "hi": high}
    return WILSON_INTERVAL.answer(told, rests_on, interval=(low, high))


def csat(counts_1_to_5: Sequence[int], conf: float = CONFIDENCE) -> Result[Content]:
    """Give the percentage that answered 4 or 5 of 5, with Wilson's interval; the mean second.

    Refuses other than five counts (`OutOfRange`); of no answer at all, `zero_denominator`.
    """
    counts = [inputs.count("counts_1_to_5", count) for count in counts_1_to_5]
    if len(counts) != STEPS:
        raise OutOfRange(f"counts_1_to_5 must be five counts, not {len(counts)}")
    n = sum(counts)
    rests_on = basis({"counts_1_to_5": counts}, n=n, conf=conf)
    if not n:
        return CSAT.answer(None, rests_on, "zero_denominator")
    content = sum(counts[-TOP:])
    low, high = wilson_bounds(content, n, conf)
    told: Content = {
        "csat": 100 * content / n, "lo": 100 * low, "hi": 100 * high,
        "mean": sum(score * count for score, count in enumerate(counts, 1)) / n,
    }  # fmt: skip
    return CSAT.answer(told, rests_on, interval=(100 * low, 100 * high))
