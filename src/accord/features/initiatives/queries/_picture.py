"""Where everybody stands in an initiative at a moment, and what moved since another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from accord.features.initiatives.models import Assessment, Initiative, Stake
from accord.features.initiatives.queries._stakes import stakes_of
from accord.features.initiatives.queries._standing import NOTHING, Standing, counting, standings
from accord.methods.stakeholders import (
    mendelow_quadrant,
    salience_from_scores,
    seam_gap,
    stakeholder_cube_label,
)
from accord.methods.stakeholders.salience import Salience
from accord.methods.stakeholders.seam import LEVELS

CUT = 3
FAR = 5  # tenths from which a move of a score is worth a line


class Position(NamedTuple):
    """The field of the map, the way to the level wanted, and the steps of that way."""

    quadrant: str
    way: str
    steps: Sequence[str]


@dataclass(frozen=True)
class Held:
    """One stake as it stood at a moment, and at an earlier one if that was asked."""

    stake: Stake
    now: Standing
    was: Standing = NOTHING

    @property
    def position(self) -> Position:
        return position(self.now, self.stake.wanted)


@dataclass(frozen=True)
class Move:
    """What changed of one stake between two moments, and why its assessors said so."""

    held: Held
    level: tuple[str, str] | None
    scores: dict[str, tuple[int, int]]
    reason: str

    @property
    def is_better(self) -> bool | None:
        """Tell whether the level rose; None where only scores moved."""
        if self.level is None:
            return None
        return LEVELS.index(self.level[1]) > LEVELS.index(self.level[0])


def position(standing: Standing, wanted: str) -> Position:
    place = mendelow_quadrant(standing.score("power"), standing.score("interest")).value
    way, steps = "", []
    if standing.engagement and wanted:
        gap = seam_gap(standing.engagement, wanted).value
        if gap is not None:
            way, steps = gap["status"], gap["path"]
    return Position(place["quadrant"] if place else "", way, steps)


def picture(
    user: Any, initiative: Initiative, at: datetime, since: datetime | None = None
) -> list[Held]:
    """Give every stake that one may see as it stood at ``at``, by name."""
    stakes = stakes_of(user, initiative, at)
    keys = Stake.objects.filter(pk__in=stakes.order_by().values("pk"))
    now = standings(keys, at)
    was = standings(keys, since) if since else {}
    return [Held(stake, now.get(stake.pk, NOTHING), was.get(stake.pk, NOTHING)) for stake in stakes]


def moves(found: Sequence[Held], since: datetime, at: datetime) -> list[Move]:
    """Give what moved, levels first, then the farthest scores."""
    moved = [(held, _level(held), _scores(held)) for held in found]
    moved = [one for one in moved if one[1] or one[2]]
    reasons = _reasons([held.stake.pk for held, _l, _s in moved], since, at)
    told = [
        Move(held, level, scores, reasons.get(held.stake.pk, "")) for held, level, scores in moved
    ]
    return sorted(told, key=_rank)


def _rank(move: Move) -> tuple[int, int]:
    steps = 0
    if move.level is not None:
        steps = abs(LEVELS.index(move.level[1]) - LEVELS.index(move.level[0]))
    far = max((abs(now - was) for was, now in move.scores.values()), default=0)
    return -steps, -far


def _level(held: Held) -> tuple[str, str] | None:
    was, now = held.was.engagement, held.now.engagement
    return (was, now) if was and now and was != now else None


def _scores(held: Held) -> dict[str, tuple[int, int]]:
    return {
        name: (held.was.scores[name], now)
        for name, now in held.now.scores.items()
        if name in {"power", "interest"}
        and name in held.was.scores
        and abs(now - held.was.scores[name]) >= FAR
    }


def _reasons(keys: list[int], since: datetime, at: datetime) -> dict[int, str]:
    found = Assessment.objects.filter(counting(at), stake__in=keys, at__gt=since).exclude(reason="")
    return dict(found.order_by("at", "pk").values_list("stake_id", "reason"))


def salience_of(standing: Standing) -> Salience | None:
    return salience_from_scores(
        standing.score("power"), standing.score("legitimacy"), standing.score("urgency")
    ).value


def cube_of(standing: Standing) -> tuple[str, ...]:
    """Give the three words of the cube that one may show the person; none on thin data."""
    scores = [standing.score(name) for name in ("power", "interest", "attitude")]
    if any(score is None for score in scores):
        return ()
    power, interest, attitude = (score is not None and score > CUT for score in scores)
    label = stakeholder_cube_label(
        power_high=power, interest_high=interest, supportive=attitude
    ).value
    return tuple(label or ())
