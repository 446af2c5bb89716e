"""Letters, as the API tells them."""

from datetime import datetime
from typing import Any

from accord.features.letters import queries as letters
from accord.features.letters.models import Addressee, Letter, Template
from accord.features.letters.states import State
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import brief, one_of, page_with

_NAMES = (
    "ref", "state", "subject", "text", "about", "sight", "send_at", "left_at", "trouble", "version",
)  # fmt: skip


def letter_at(user: Any, ref: str) -> Letter:
    """Find a letter. Raises Problem 404 where there is none such."""
    return one_of(letters.visible_to(user), ref=ref)


def letter_list(user: Any, span: Span) -> Page:
    rows, after = page_of(letters.visible_to(user), [], span)
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


def addressee_of(found: Letter, party: Any) -> Addressee | None:
    return next((row for row in letters.addressees_of(found) if row.party_id == party.pk), None)


def template_at(user: Any, key: int) -> Template:
    return one_of(letters.templates_visible_to(user), pk=key)


def template_list(user: Any, span: Span) -> Page:
    return page_with(
        letters.templates_visible_to(user).prefetch_related("wordings"), template, span
    )


def template(found: Template) -> Row:
    same = ("name", "kind", "purpose", "scope", "version")
    return {
        "id": found.pk, **{name: getattr(found, name) for name in same},
        "owner": brief(found.owner),
        "wordings": [
            {"language": row.language, "subject": row.subject, "text": row.text}
            for row in found.wordings.all()
        ],
    }  # fmt: skip
