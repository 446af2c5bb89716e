"""Letters, as the API tells them."""

from datetime import datetime
from typing import Any

from accord.features.letters import queries as letters
from accord.features.letters.models import Letter
from accord.features.letters.states import State
from accord.overview.api.queries._paging import Page, Row, page_of
from accord.overview.api.queries._pieces import brief, one_of

_NAMES = (
    "ref", "state", "subject", "text", "about", "sight", "send_at", "left_at", "trouble", "version",
)  # fmt: skip


def letter_at(user: Any, ref: str) -> Letter:
    """Find a letter. Raises Problem 404 where there is none such."""
    return one_of(letters.visible_to(user), ref=ref)


def letter_list(user: Any, cursor: str, limit: int) -> Page:
    rows, after = page_of(letters.visible_to(user), [], cursor, limit)
    found = letters.visible_to(user).in_bulk([row["pk"] for row in rows])
    return [_row(found[row["pk"]]) for row in rows], after


def letter(user: Any, found: Letter, at: datetime) -> Row:
    """Give a letter with its copies, and what tells for or against sending it."""
    rows = letters.addressees_of(found)
    names = letters.names_seen_of(user, rows)
    remarks = (
        letters.remarks_on(user, found, rows, letters.manner(), at)
        if found.state == State.DRAFT
        else []
    )
    return {
        **_row(found),
        "copies": [
            {
                "party": {"ref": row.party.ref, "name": names[row.party_id]},
                "address": row.address, "state": row.state, "error": row.error,
            }
            for row in rows
            if row.party_id in names
        ],
        "remarks": [{"kind": remark.kind, "words": remark.words} for remark in remarks],
    }  # fmt: skip


def _row(found: Letter) -> Row:
    return {
        **{name: getattr(found, name) for name in _NAMES},
        "author": brief(found.author), "reader": brief(found.reader),
    }  # fmt: skip
