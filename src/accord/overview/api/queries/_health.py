"""Health of relationships and seats of initiatives, as the API tells them."""

from datetime import datetime
from typing import Any

from accord.features.health import queries as scores
from accord.features.health.models import Judgement, Score
from accord.features.health.queries import course_of
from accord.features.health.states import Sign
from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.models import Party
from accord.overview.api.queries._paging import Page, Row, Span
from accord.overview.api.queries._pieces import brief, page_with, party_told
from accord.overview.coverage.queries import Seat, coverage_of, open_initiatives
from accord.overview.coverage.states import Gap

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


def moved_list(user: Any, move: str, span: Span) -> Page:
    """Give whose score or rhythm changed in the last week."""
    return page_with(scores.moved(user, move), _moved, span)


def _moved(score: Score) -> Row:
    return {
        "party": party_told(score.party), "value": score.value if score.is_enough else None,
        "band": score.shown_band, "move": score.move, "change": score.week_change,
        "at": score.at,
    }  # fmt: skip


def key_relations(user: Any, at: datetime, *, mine: bool) -> list[Row]:
    """Give the key relationships, all or one's own; the lowest score first."""
    return [_key(one, at) for one in scores.key_relations(user, at, mine=mine)]


def _key(one: scores.KeyRelation, at: datetime) -> Row:
    newest, party = one.newest, one.party
    return {
        "party": party_told(party), "owner": brief(party.owner),
        "value": newest.value if newest and newest.is_enough else None,
        "band": newest.shown_band if newest else "",
        "month_change": newest.month_change if newest else None,
        "last_contact_at": party.last_contact_at,
        "is_quiet": bool(party.quiet_at and party.quiet_at < at),
        "promise": one.promise.ref if one.promise else "",
    }  # fmt: skip


def warnings() -> list[Row]:
    """Give when each sign opens a task."""
    found = scores.rules_in_force()
    names = ("is_on", "figure", "days", "words")
    return [
        {"sign": sign, **{name: getattr(found[sign], name) for name in names}}
        for sign in Sign.values
    ]


def coverages(user: Any, at: datetime) -> list[Row]:
    """Count the seats of every initiative that goes on, and what is missing there."""
    return [
        {
            "initiative": one.initiative.ref, "name": one.initiative.name,
            "seats": len(one.seats), "hidden": sum((+one.hidden).values()),
            "gaps": {gap.value: len(one.with_gap(gap)) for gap in Gap},
            "required": [brief(each) for each in one.required],
            "empty": [brief(each) for each in one.ghosts],
        }
        for one in coverage_of(user, open_initiatives(user), at)
    ]  # fmt: skip
