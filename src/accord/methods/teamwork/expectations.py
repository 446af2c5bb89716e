"""What was expected beside what was perceived, item by item."""

from collections.abc import Mapping, Sequence
from typing import Final, TypedDict

from accord.methods import inputs
from accord.methods.result import Method, Result, basis

LOWEST, HIGHEST = 1, 7

EXPECTATION_GAP: Final = Method("expectation_gap")


class Gaps(TypedDict):
    """Perception less expectation, by item and on average; below 0 is a shortfall."""

    gap: dict[str, float]
    mean_gap: float


def expectation_gap(items: Mapping[str, Sequence[float]]) -> Result[Gaps]:
    """Give the gap of each item: `items` holds [expectation, perception] from 1 to 7 by item.

    Gaps are less reliable than perceptions alone: for talking about, not for ranking (the flag
    `for_dialogue`). None without an item. Source: Parasuraman, Zeithaml & Berry 1988.
    """
    gaps: dict[str, float] = {}
    for name, (expected, perceived) in items.items():
        wanted = inputs.number(f"the expectation of {name}", expected, LOWEST, HIGHEST)
        gaps[name] = inputs.number(f"the perception of {name}", perceived, LOWEST, HIGHEST) - wanted
    rests_on = basis({"items": items}, n=len(gaps))
    if not gaps:
        return EXPECTATION_GAP.answer(None, rests_on, "insufficient_n")
    found: Gaps = {"gap": gaps, "mean_gap": sum(gaps.values()) / len(gaps)}
    return EXPECTATION_GAP.answer(found, rests_on, "for_dialogue")
