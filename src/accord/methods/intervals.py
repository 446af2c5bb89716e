"""Confidence intervals that several methods share."""

import math
from statistics import NormalDist
from typing import Final

CONFIDENCE: Final = 0.95


def normal_quantile(confidence: float = CONFIDENCE) -> float:
    """Give z of a two-sided interval: 1.959963985 at 95 %."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson_bounds(hits: int, n: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Give Wilson's score interval for the share `hits` of `n`, within [0, 1]; n at least 1.

    Source: Wilson 1927; method 3 of Newcombe 1998.
    """
    z2 = normal_quantile(confidence) ** 2
    share = hits / n
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = math.sqrt(z2 * (share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == n else min(1.0, middle + half)
    return low, high
