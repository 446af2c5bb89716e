"""Health of relationships and seats of initiatives, as the API tells them."""

from datetime import datetime
from typing import Any

from accord.features.health.models import Judgement, Score
from accord.features.health.queries import course_of
from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.models import Party
from accord.overview.api.queries._paging import Row
from accord.overview.api.queries._pieces import brief
from accord.overview.coverage.queries import Seat, coverage_of

_COLUMNS = (
    "at", "value", "band", "is_enough", "coverage", "talks_count", "components", "lost",
    "rhythm_days", "rhythm_from", "month_change", "week_change", "move", "method_version",
)  # fmt: skip


def health(party: Party) -> Row:
    """Give how a relationship fares with a party that one is known to see."""
    course = course_of(party)
    return {
        "party": {"ref": party.ref, "name": party.name},
        "score": _score(course.newest) if course.newest else None,
        "weeks": [
            {"week": one.week, "value": one.value if one.is_enough else None}
            for one in course.scores
        ],
    }  # fmt: skip


def _score(score: Score) -> Row:
    told = {name: getattr(score, name) for name in _COLUMNS}
    return {**told, "band": score.shown_band, "method": "relationship_health"}


def judgements(party: Party) -> list[Row]:
    return [judgement(one) for one in course_of(party).judgements]


def judgement(one: Judgement) -> Row:
    return {
        "id": one.pk, "at": one.at, "value": one.value, "computed": one.computed,
        "note": one.note, "by": {"id": one.by.pk, "name": one.by.name} if one.by else None,
    }  # fmt: skip


def coverage(user: Any, initiative: Initiative, at: datetime) -> Row:
    """Give the seats of an initiative that one may see, and how many one may not."""
    [found] = coverage_of(user, [initiative], at)
    return {
        "initiative": initiative.ref, "required": [brief(one) for one in found.required],
        "empty": [brief(one) for one in found.ghosts],
        "seats": [_seat(seat) for seat in found.seats],
        "hidden_count": sum((+found.hidden).values()),
    }  # fmt: skip


def _seat(seat: Seat) -> Row:
    return {
        "stake_id": seat.stake.pk, "party": {"ref": seat.party.ref, "name": seat.party.name},
        "category": brief(seat.party.category),
        "owner": brief(seat.stake.owner or seat.party.owner),
        "gaps": list(seat.gaps), "silent_days": seat.silent_days,
    }  # fmt: skip
