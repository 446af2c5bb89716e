"""From evidence to a score, and to what moved; the arithmetic is the methods'."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from accord.features.health.queries._evidence import Evidence, Promised, Talk
from accord.features.health.states import Move, Part
from accord.features.promises.states import State
from accord.foundation.kernel.days import day_of
from accord.methods.result import Result
from accord.methods.stakeholders import health as method
from accord.methods.stakeholders import relationship_health, relationship_trend
from accord.methods.stakeholders.health import Health
from accord.methods.stakeholders.trend import Trend

DAY = timedelta(days=1)
WEEK, MONTH = 7 * DAY, 30 * DAY
SOMETHING = 0.5  # points below which nobody needs to hear of a part


@dataclass(frozen=True)
class Standing:
    """How one relationship stands as of ``at``, and what became of it."""

    evidence: Evidence
    at: datetime
    health: Result[Health]
    week: Trend | None
    month: Trend | None
    move: str
    reason: dict[str, Any]

    @property
    def is_enough(self) -> bool:
        return "insufficient_evidence" not in self.health.flags


def stand(evidence: Evidence, at: datetime) -> Standing:
    """Compute the score as of ``at``, and as of a week and a month before by the same rule."""
    now = health_of(evidence, at)
    before = health_of(evidence, at - WEEK)
    week, month = _trend(now, before), _trend(now, health_of(evidence, at - MONTH))
    move = _move(evidence, at, week)
    reason = _reason(evidence, at, week, now) if week else {}
    return Standing(evidence, at, now, week, month, move, reason)


def stood(evidence: Evidence, at: datetime) -> Standing:
    """Compute the score as of a moment that is past, without what moved then."""
    return Standing(evidence, at, health_of(evidence, at), None, None, "", {})


def health_of(evidence: Evidence, at: datetime) -> Result[Health]:
    """Compute the score from what had happened by ``at``."""
    talks = [talk for talk in evidence.talks if talk.at <= at]
    days, _source = evidence.rhythm
    return relationship_health(
        days_since_last=_age(talks[-1].at, at) if talks else None,
        cadence_days=days,
        interactions=[
            {
                "age": _age(talk.at, at), "direction": talk.direction,
                "sentiment": None if talk.mood is None else float(talk.mood),
            }
            for talk in talks
        ],
        promises=list(_fallen_due(evidence, at)),
    )  # fmt: skip


def outcome_of(promise: Promised, at: datetime) -> str:
    """Say how a promise of ours had ended by ``at``: a word of the method, or "" if not due."""
    settled = promise.settled_at is not None and promise.settled_at <= at
    if settled and promise.state != State.BROKEN:
        late = promise.state == State.KEPT_LATE or promise.missed_at
        return "late" if late else "kept"
    if settled:
        return "broken"
    if promise.due_at <= at:
        return "broken"
    return "renegotiated_after_due" if promise.missed_at and promise.missed_at <= at else ""


def due_of(promise: Promised, at: datetime) -> datetime:
    """Give the day from which a promise counts; one kept before it was due counts at once."""
    return min(promise.missed_at or promise.due_at, promise.settled_at or promise.due_at, at)


def _fallen_due(evidence: Evidence, at: datetime) -> Iterator[method.Promise]:
    for promise in evidence.promises:
        if outcome := outcome_of(promise, at):
            yield {"age": _age(due_of(promise, at), at), "outcome": outcome}


def _age(moment: datetime, at: datetime) -> float:
    return (at - moment) / DAY


def _trend(now: Result[Health], before: Result[Health]) -> Trend | None:
    """Compare two scores; nothing where either rests on too little."""
    if any("insufficient_evidence" in one.flags for one in (now, before)):
        return None
    return relationship_trend(now, before).value


def _move(evidence: Evidence, at: datetime, week: Trend | None) -> str:
    days, _source = evidence.rhythm
    if _replied(evidence.talks, at, days):
        return Move.REPLIED
    if _went_quiet(evidence.talks, at, days):
        return Move.QUIET
    if week is None or not week["alert"]:
        return ""
    return Move.WARMED if week["change"] > 0 else Move.COOLED


def _replied(talks: Sequence[Talk], at: datetime, days: int) -> bool:
    """Tell whether they came to us this week after a silence longer than the rhythm."""
    for talk, last in zip(talks[1:], talks[:-1], strict=True):
        if talk.direction != "out" and at - WEEK < talk.at <= at:
            return bool(talk.at - last.at > days * DAY)
    return False


def _went_quiet(talks: Sequence[Talk], at: datetime, days: int) -> bool:
    """Tell whether the silence grew longer than the rhythm within this week."""
    past = [talk for talk in talks if talk.at <= at]
    if len(past) < method.ENOUGH_INTERACTIONS:
        return False
    ends = past[-1].at + days * DAY
    return bool(at - WEEK < ends <= at)


def _reason(evidence: Evidence, at: datetime, week: Trend, now: Result[Health]) -> dict[str, Any]:
    """Name the part that moved most with the score, and what lies behind it.

    A part that was not known a week before moved the score by what it costs now.
    """
    lost = now.value["lost_points"] if now.value else {}
    moved = {part: -points for part, points in lost.items()} | week["moved"]
    sign = 1 if week["change"] >= 0 else -1
    moved = {part: points for part, points in moved.items() if points * sign >= SOMETHING}
    if not moved:
        return {}
    part = max(moved, key=lambda name: abs(moved[name]))
    return {"part": part, "points": moved[part], **_behind(part, evidence, at)}


def _behind(part: str, evidence: Evidence, at: datetime) -> dict[str, Any]:
    talks = [talk for talk in evidence.talks if talk.at <= at]
    if part == Part.PROMISES:
        due = [one for one in evidence.promises if outcome_of(one, at)]
        newest = max(due, key=lambda one: due_of(one, at), default=None)
        return {"ref": newest.ref, "outcome": outcome_of(newest, at)} if newest else {}
    if part == Part.SENTIMENT:
        talks = [talk for talk in talks if talk.mood is not None]
    if not talks:
        return {}
    return {
        "ref": talks[-1].ref,
        "since": day_of(talks[-1].at, settings.HOUSE_TIME_ZONE).isoformat(),
        "mood": talks[-1].mood,
    }
