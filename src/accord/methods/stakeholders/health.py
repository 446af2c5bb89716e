"""One explainable number from 0 to 100 for a relationship: where to look, not whom to judge.

The number is a weighted mean of five parts, so what each part costs can be said in points; caps
come last and are always shown with their reason.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Final, NotRequired, TypedDict, Unpack

from accord.methods import inputs
from accord.methods.decay import HALF_LIFE_DAYS, remaining
from accord.methods.errors import UnknownWord
from accord.methods.result import Method, Result, basis

CADENCES: Final[Mapping[str, int]] = {"key": 14, "active": 30, "light": 90}
"""Days between contacts agreed for a tier, where nothing else is."""

WEIGHTS: Final[Mapping[str, float]] = {
    "recency": 0.20,
    "frequency": 0.15,
    "reciprocity": 0.15,
    "sentiment": 0.20,
    "promises": 0.30,
}
PARTS: Final = tuple(WEIGHTS)
OUTCOMES: Final[Mapping[str, float]] = {
    "kept": 1.0,
    "late": 0.5,
    "renegotiated_after_due": 0.5,
    "broken": 0.0,
}
CAPS: Final[Mapping[str, float]] = {
    "critical_complaint": 59.0,
    "critical_grievance": 59.0,
    "stage_2_dispute": 59.0,
}
HIDING: Final = "abuse_restriction"
BOTH: Final = "both"
DIRECTIONS: Final = ("in", "out")

SENTIMENT_PRIOR: Final = 2.0
LOOK_BACK_DAYS: Final = 730
LONGEST_DAYS: Final = 36_500
ENOUGH_INTERACTIONS: Final = 3
ENOUGH_COVERAGE: Final = 0.6
HEALTHY: Final = 75.0
WATCH: Final = 50.0

RELATIONSHIP_HEALTH: Final = Method("relationship_health")


class Interaction(TypedDict):
    """A meaningful contact: `age` in days, `direction`, `sentiment` in [-1, 1] or None.

    A direction is in, out or both; one of both sides counts half to either.
    What was sent by a machine (`automated`) does not count, nor does a sentiment that nobody
    confirmed (`sentiment_confirmed` false).
    """

    age: float
    direction: str
    sentiment: float | None
    automated: NotRequired[bool]
    sentiment_confirmed: NotRequired[bool]


class Promise(TypedDict):
    """A promise that fell due `age` days ago and its outcome, a word of `OUTCOMES`."""

    age: float
    outcome: str


class Cap(TypedDict):
    """The highest score that `reason` allows, and whether it lowered the score."""

    reason: str
    highest: float
    lowered: bool


class Health(TypedDict):
    """The score with everything that explains it.

    `components` are in [0, 1] or None when there is nothing to compute them from; `lost_points`
    has only those that are not None, and adds up with `uncapped` to 100.
    """

    score: float | None
    band: str | None
    components: dict[str, float | None]
    lost_points: dict[str, float]
    coverage: float
    n_eff: float
    uncapped: float | None
    caps: list[Cap]


class Settings(TypedDict, total=False):
    """Half-life in days; weight of the neutral prior; the highest score and why; weights.

    `cap` is one highest score given directly; `open_matters` names what lies open: words of
    `CAPS`, or `abuse_restriction`, which hides the score.
    """

    half_life_days: float
    sentiment_prior_k: float
    cap: float | None
    open_matters: Collection[str]
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    half_life_days: float = HALF_LIFE_DAYS
    sentiment_prior_k: float = SENTIMENT_PRIOR
    cap: float | None = None
    open_matters: Collection[str] = ()
    weights: Mapping[str, float] = field(default_factory=lambda: dict(WEIGHTS))

    def __post_init__(self) -> None:
        inputs.positive("half_life_days", self.half_life_days, LONGEST_DAYS)
        inputs.number("sentiment_prior_k", self.sentiment_prior_k, lowest=0)
        if self.cap is not None:
            inputs.number("cap", self.cap, 0, 100)
        for matter in self.open_matters:
            inputs.word("open_matters", matter, {*CAPS, HIDING})
        if set(self.weights) != set(PARTS):
            raise UnknownWord(f"weights are needed for exactly {', '.join(PARTS)}")
        for part, weight in self.weights.items():
            inputs.number(f"the weight of {part}", weight, lowest=0)
        inputs.positive("the sum of the weights", math.fsum(self.weights.values()))

    def decayed(self, ages: Sequence[float]) -> list[float]:
        return [remaining(age, self.half_life_days) for age in ages]


def relationship_health(
    *,
    days_since_last: float | None,
    cadence_days: float,
    interactions: Sequence[Interaction],
    promises: Sequence[Promise],
    **settings: Unpack[Settings],
) -> Result[Health]:
    """Score the health of one relationship; see `Health` for what comes back.

    `days_since_last` counts from the last meaningful contact in both directions, None if there
    was none; `cadence_days` is the agreed time between contacts. Interactions older than two
    years are left out. Settings: see `Settings`.

    Parts, with decay(a) = 0.5 ** (a / half-life): recency 1 within the cadence c, then
    0.5 ** ((d - c) / c); frequency sum of decays over half-life / (c ln 2), at most 1;
    reciprocity 1 - |in - out| / (in + out) of decayed counts, from three interactions on;
    sentiment 0.5 + 0.5 * sum(w s) / (sum(w) + prior); promises (1 + sum(w v)) / (2 + sum(w)) with
    v = 1 kept, 0.5 late, 0 broken. Weights .20 .15 .15 .20 .30 are a convention to be calibrated,
    not evidence. Bands: healthy from 75, watch from 50, else at_risk.

    Flags: `insufficient_evidence` (coverage below 0.6 or fewer than three interactions: show
    that instead of the band), `no_interactions` (score None), `capped`, `older_left_out`,
    `automated_left_out`. An abuse restriction gives the value None with `suppressed` and
    `abuse_restriction`. Refuses future dates (`FutureDated`), numbers out of range
    (`OutOfRange`) and unknown words (`UnknownWord`).
    Source: rule of our own; Bayesian shrinkage with pseudo-weights.
    """
    rule = _Rule(**settings)
    told, meant, flags = _read(days_since_last, cadence_days, interactions, promises)
    rests_on = basis(told, n=len(meant), **asdict(rule))
    if HIDING in rule.open_matters:
        return RELATIONSHIP_HEALTH.answer(None, rests_on, "suppressed", HIDING)
    since = None if days_since_last is None or not meant else days_since_last
    components: dict[str, float | None] = {
        "recency": _recency(since, cadence_days),
        "frequency": _frequency(meant, cadence_days, rule),
        "reciprocity": _reciprocity(meant, rule),
        "sentiment": _sentiment(meant, rule),
        "promises": _promises(promises, rule),
    }
    health = _weigh(components, rule) if meant else _unknown(components, rule)
    health["n_eff"] = math.fsum(rule.decayed([one["age"] for one in meant]))
    return RELATIONSHIP_HEALTH.answer(health, rests_on, *_flags(health, len(meant)), *flags)


def _read(
    days_since_last: float | None,
    cadence_days: float,
    interactions: Sequence[Interaction],
    promises: Sequence[Promise],
) -> tuple[dict[str, object], list[Interaction], list[str]]:
    """Check the inputs; give them, the interactions that count, flags for those that do not."""
    if days_since_last is not None:
        inputs.age("days_since_last", days_since_last)
    inputs.positive("cadence_days", cadence_days, LONGEST_DAYS)
    checked = [_checked(one) for one in interactions]
    for promise in promises:
        inputs.age("the promise", promise["age"])
        inputs.word("outcome", promise["outcome"], OUTCOMES)
    human = [one for one in checked if not one.get("automated", False)]
    meant = [one for one in human if one["age"] <= LOOK_BACK_DAYS]
    flags = ["automated_left_out"] if len(human) < len(checked) else []
    flags += ["older_left_out"] if len(meant) < len(human) else []
    told: dict[str, object] = {
        "days_since_last": days_since_last,
        "cadence_days": cadence_days,
        "interactions": interactions,
        "promises": promises,
    }
    return told, meant, flags


def _checked(one: Interaction) -> Interaction:
    inputs.age("the interaction", one["age"])
    inputs.word("direction", one["direction"], {*DIRECTIONS, BOTH})
    if one["sentiment"] is not None:
        inputs.number("sentiment", one["sentiment"], -1, 1)
    return one


def _recency(since: float | None, cadence: float) -> float | None:
    if since is None:
        return None
    return 1.0 if since <= cadence else remaining(since - cadence, cadence)


def _frequency(meant: Sequence[Interaction], cadence: float, rule: _Rule) -> float:
    steady = rule.half_life_days / (cadence * math.log(2))
    return min(1.0, math.fsum(rule.decayed([one["age"] for one in meant])) / steady)


def _reciprocity(meant: Sequence[Interaction], rule: _Rule) -> float | None:
    if len(meant) < ENOUGH_INTERACTIONS:
        return None
    came, went, both = (
        math.fsum(rule.decayed([one["age"] for one in meant if one["direction"] == way]))
        for way in (*DIRECTIONS, BOTH)
    )
    whole = came + went + both
    return 1.0 - abs(came - went) / whole if whole else None


def _sentiment(meant: Sequence[Interaction], rule: _Rule) -> float | None:
    felt = [
        (remaining(one["age"], rule.half_life_days), one["sentiment"])
        for one in meant
        if one["sentiment"] is not None and one.get("sentiment_confirmed", True)
    ]
    whole = math.fsum(weight for weight, _ in felt) + rule.sentiment_prior_k
    if not felt or not whole:
        return None
    return 0.5 + 0.5 * math.fsum(weight * at for weight, at in felt) / whole


def _promises(promises: Sequence[Promise], rule: _Rule) -> float | None:
    if not promises:
        return None
    weights = rule.decayed([promise["age"] for promise in promises])
    kept = math.fsum(
        weight * OUTCOMES[promise["outcome"]]
        for weight, promise in zip(weights, promises, strict=True)
    )
    return (1 + kept) / (2 + math.fsum(weights))


def _weigh(components: dict[str, float | None], rule: _Rule) -> Health:
    known = {part: at for part, at in components.items() if at is not None}
    whole = math.fsum(rule.weights[part] for part in known)
    if not whole:
        return _unknown(components, rule)
    uncapped = 100 * math.fsum(rule.weights[part] * at for part, at in known.items()) / whole
    caps = _caps(uncapped, rule)
    score = min([uncapped, *(cap["highest"] for cap in caps)])
    health = _unknown(components, rule)
    health["score"] = score
    health["band"] = _band(score)
    health["lost_points"] = {
        part: 100 * rule.weights[part] * (1 - at) / whole for part, at in known.items()
    }
    health["uncapped"] = uncapped
    health["caps"] = caps
    return health


def _unknown(components: dict[str, float | None], rule: _Rule) -> Health:
    covered = math.fsum(rule.weights[part] for part, at in components.items() if at is not None)
    return {
        "score": None,
        "band": None,
        "components": components,
        "lost_points": {},
        "coverage": covered / math.fsum(rule.weights.values()),
        "n_eff": 0.0,
        "uncapped": None,
        "caps": [],
    }


def _caps(uncapped: float, rule: _Rule) -> list[Cap]:
    limits = {matter: CAPS[matter] for matter in CAPS if matter in rule.open_matters}
    if rule.cap is not None:
        limits["given"] = rule.cap
    return [
        {"reason": reason, "highest": highest, "lowered": highest < uncapped}
        for reason, highest in limits.items()
    ]


def _band(score: float) -> str:
    if score >= HEALTHY:
        return "healthy"
    return "watch" if score >= WATCH else "at_risk"


def _flags(health: Health, n: int) -> list[str]:
    flags = []
    if n == 0:
        flags.append("no_interactions")
    if health["coverage"] < ENOUGH_COVERAGE or n < ENOUGH_INTERACTIONS:
        flags.append("insufficient_evidence")
    if any(cap["lowered"] for cap in health["caps"]):
        flags.append("capped")
    return flags
