"""One score from what several colleagues said."""

from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import Final, TypedDict

from accord.methods import inputs
from accord.methods.errors import FutureDated, OutOfRange
from accord.methods.result import Method, Result, basis

SCALES: Final = (
    "power", "interest", "influence", "impact", "legitimacy", "urgency", "attitude",
)  # fmt: skip
VALID_DAYS: Final = 180
DISAGREEMENT: Final = 2
HAIR: Final = 1e-9

RATINGS_MEDIAN: Final = Method("ratings_median")


class Rating(TypedDict):
    """What one assessor said on one day: a score from 1 to 5, in tenths at the finest."""

    assessor: str
    day: date | str
    score: float


class Agreed(TypedDict):
    score: float
    spread: float


def ratings_median(
    ratings: Sequence[Rating], on: date | str, valid_days: int = VALID_DAYS
) -> Result[Agreed]:
    """Take the median over assessors, each with the latest rating of the last `valid_days`.

    Scores are tenths from 1 to 5; days are days or `YYYY-MM-DD`. Of two ratings of one assessor on
    one day the first given counts. `spread` is the highest minus the lowest; from 2 up the flag
    `assessors_disagree` is raised. No valid rating gives None and `insufficient_n`. Refuses other
    scores (`OutOfRange`) and ratings dated after `on` (`FutureDated`).
    """
    on = inputs.day("on", on)
    valid_days = inputs.count("valid_days", valid_days)
    latest: dict[str, tuple[date, float]] = {}
    for rating in ratings:
        said_on, score = _checked(rating, on)
        if (on - said_on).days <= valid_days:
            held = latest.get(rating["assessor"], (said_on, score))
            latest[rating["assessor"]] = max(held, (said_on, score), key=lambda said: said[0])
    rests_on = basis({"ratings": ratings, "on": on}, n=len(latest), valid_days=valid_days)
    if not latest:
        return RATINGS_MEDIAN.answer(None, rests_on, "insufficient_n")
    scores = [score for _, score in latest.values()]
    spread = round(max(scores) - min(scores), 1)
    flags = ("assessors_disagree",) if spread >= DISAGREEMENT else ()
    agreed: Agreed = {"score": float(median(scores)), "spread": float(spread)}
    return RATINGS_MEDIAN.answer(agreed, rests_on, *flags)


def _checked(rating: Rating, on: date) -> tuple[date, float]:
    score = inputs.score("score", rating["score"])
    if abs(score * 10 - round(score * 10)) > HAIR:
        raise OutOfRange(f"score must be in tenths, not {rating['score']!r}")
    said_on = inputs.day("day", rating["day"])
    if said_on > on:
        raise FutureDated(f"the rating of {said_on} lies after {on}")
    return said_on, score
