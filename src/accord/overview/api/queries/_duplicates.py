"""Possible duplicates, as the API tells them."""

from typing import Any

from accord.features.stakeholders import queries as stakeholders
from accord.overview.api.errors import missing

Row = dict[str, Any]


def pairs(user: Any, cursor: str, limit: int) -> tuple[list[Row], str]:
    """Give a page of the pairs; the cursor says how many came before."""
    after = int(cursor) if cursor.isdecimal() and len(cursor) < 10 else 0  # noqa: PLR2004
    found = stakeholders.likely_pairs(user, after=after, limit=limit + 1)
    return [_told(pair) for pair in found[:limit]], str(after + limit) if len(found) > limit else ""


def pair_at(user: Any, key: int) -> stakeholders.Likely:
    """Find a pair of which one may see both. Raises Problem 404."""
    found = stakeholders.likely_pair(user, key)
    if found is None:
        raise missing()
    return found


def _told(pair: stakeholders.Likely) -> Row:
    return {
        "id": pair.key,
        "first": {"ref": pair.first.ref, "name": pair.first.name},
        "second": {"ref": pair.second.ref, "name": pair.second.name},
        "probability": pair.probability,
        "evidence": [
            {"compared": name, "grade": grade, "weight": weight}
            for name, grade, weight in pair.evidence
        ],
    }
