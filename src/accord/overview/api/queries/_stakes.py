"""Stakes and what was said of them, as the API tells them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accord.features.initiatives import queries
from accord.features.initiatives.models import Assessment, Initiative, RedLine, Round, Scores, Stake
from accord.features.initiatives.queries import Held
from accord.features.initiatives.states import SCALES
from accord.overview.api.errors import missing
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import one_of


def stakes(user: Any, asked: Mapping[str, Any], span: Span) -> Page:
    """Give a page of the stakes that one may see, in the order of making."""
    found = queries.stakes_visible_to(user)
    for name in ("initiative", "party"):
        if asked[name]:
            found = found.filter(**{f"{name}__ref": asked[name]})
    if asked["owner_id"] is not None:
        found = found.filter(owner_id=asked["owner_id"])
    if asked["is_ended"] is not None:
        found = found.filter(ended_at__isnull=not asked["is_ended"])
    rows, after = page_of(found, (), span)
    return _told(user, [row["pk"] for row in rows]), after


def stake(user: Any, key: int) -> Row:
    found = _told(user, [key])
    if not found:
        raise missing()
    return found[0]


def stake_at(user: Any, key: int) -> Stake:
    """Find a stake that is to be changed. Raises Problem 404 where one may not see it."""
    found = queries.stakes_visible_to(user).select_related("party", "initiative", "owner")
    return one_of(found, pk=key)


def red_line_at(held: Stake, key: int) -> RedLine:
    return one_of(queries.red_lines_of(held), pk=key)


def round_at(initiative: Initiative, key: int) -> Round:
    return one_of(queries.rounds_of(initiative), pk=key)


def rounds(initiative: Initiative) -> list[Row]:
    columns = ("title", "opened_at", "shown_at", "version")
    found = queries.rounds_of(initiative).values("pk", *columns)
    return [{"id": row.pop("pk"), **row} for row in map(dict, found)]


def assessments(user: Any, held: Stake) -> list[Row]:
    """Give what was said of a stake, newest first; of blind rounds only one's own."""
    return [_said(row) for row in queries.assessments_of(user, held)[:200]]


def standings(user: Any, initiative: Initiative, at: datetime) -> list[Row]:
    """Give where everybody whom one may see stood at a moment."""
    return [_stood(held) for held in queries.picture(user, initiative, at)]


def _told(user: Any, keys: list[int]) -> list[Row]:
    found = queries.stakes_visible_to(user).filter(pk__in=keys).order_by("pk")
    rows = list(found.select_related("party", "initiative", "owner"))
    lines: dict[int, list[Row]] = {}
    for line in queries.red_lines_of_many([row.pk for row in rows]):
        lines.setdefault(line.stake_id, []).append(
            {"id": line.pk, "issue": line.issue, "stance": line.stance, "words": line.words,
             "version": line.version}
        )  # fmt: skip
    return [_whole(row, lines.get(row.pk, [])) for row in rows]


def _whole(row: Stake, lines: list[Row]) -> Row:
    return {
        "id": row.pk,
        "initiative": {"ref": row.initiative.ref, "name": row.initiative.name},
        "party": {"ref": row.party.ref, "name": row.party.name},
        "role": row.role,
        "owner": {"id": row.owner.pk, "name": row.owner.name} if row.owner else None,
        "wanted": row.wanted, "wanted_by": row.wanted_by, "participation": row.participation,
        "evidence": row.evidence, "now": _scores(row), "disagrees": row.disagrees,
        "assessed_at": row.assessed_at, "added_at": row.added_at, "ended_at": row.ended_at,
        "red_lines": lines, "version": row.version,
    }  # fmt: skip


def _scores(row: Scores) -> Row:
    found: Row = {
        name: None if tenths is None else tenths / 10 for name, tenths in row.scores.items()
    }
    return {**found, "engagement": row.engagement}


def _said(row: Assessment) -> Row:
    return {
        "id": row.pk, "assessor": {"id": row.assessor_id, "name": row.assessor.name},
        "at": row.at, "reason": row.reason, "round_id": row.round_id, **_scores(row),
    }  # fmt: skip


def _stood(held: Held) -> Row:
    place, row = held.position, held.stake
    return {
        "stake_id": row.pk, "party": {"ref": row.party.ref, "name": row.party.name},
        **{name: held.now.score(name) for name in SCALES}, "engagement": held.now.engagement,
        "assessors": held.now.assessors, "disagreeing": list(held.now.disagreeing),
        "quadrant": place.quadrant, "wanted": row.wanted, "way": place.way,
        "steps": list(place.steps),
    }  # fmt: skip
