"""How the health of a relationship moves, and when that is worth an alert."""

from typing import Final, TypedDict

from accord.methods.errors import BadInput
from accord.methods.result import Method, Result, basis
from accord.methods.stakeholders.health import Health

APART_DAYS: Final = 30
"""Days between the two moments for which the score is computed."""

ALERTING: Final = 10.0
BANDS: Final = ("at_risk", "watch", "healthy")
RULE: Final = ("half_life_days", "sentiment_prior_k", "weights")

RELATIONSHIP_TREND: Final = Method("relationship_trend")


class Trend(TypedDict):
    """`moved` is what each part added or took, in points, where it is known at both times."""

    change: float
    alert: bool
    reasons: list[str]
    moved: dict[str, float]


def relationship_trend(now: Result[Health], before: Result[Health]) -> Result[Trend]:
    """Compare the score now with the one 30 days ago, both from `relationship_health`.

    Alert on a change of 10 points or more in either direction (`moved_by_ten`) and on a band
    crossed downwards (`band_crossed_down`). A missing score on either side gives None and
    `insufficient_n`. Refuses answers of other methods, of different versions and of different
    half-lives, priors or weights (`BadInput`): the past is to be computed anew by today's rule.
    """
    if _rule(now) != _rule(before) or now.method != "relationship_health":
        raise BadInput("both scores must come from one version of one rule")
    rests_on = basis({"now": now.inputs_hash, "before": before.inputs_hash}, n=2)
    if now.value is None or before.value is None:
        return RELATIONSHIP_TREND.answer(None, rests_on, "suppressed")
    if now.value["score"] is None or before.value["score"] is None:
        return RELATIONSHIP_TREND.answer(None, rests_on, "insufficient_n")
    change = now.value["score"] - before.value["score"]
    reasons = ["moved_by_ten"] if abs(change) >= ALERTING else []
    if _fell(now.value["band"], before.value["band"]):
        reasons.append("band_crossed_down")
    trend: Trend = {
        "change": change,
        "alert": bool(reasons),
        "reasons": reasons,
        "moved": _moved(now.value["lost_points"], before.value["lost_points"]),
    }
    return RELATIONSHIP_TREND.answer(trend, rests_on)


def _rule(health: Result[Health]) -> tuple[object, ...]:
    return health.method, health.version, *(health.params.get(name) for name in RULE)


def _fell(now: str | None, before: str | None) -> bool:
    return bool(now and before) and BANDS.index(str(now)) < BANDS.index(str(before))


def _moved(now: dict[str, float], before: dict[str, float]) -> dict[str, float]:
    return {part: before[part] - lost for part, lost in now.items() if part in before}
