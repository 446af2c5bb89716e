"""Mailings, as the API tells them."""

from typing import Any

from accord.features.mailings import queries as mailings
from accord.features.mailings.models import Mailing
from accord.overview.api.errors import missing
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import one_of

_NAMES = (
    "ref", "title", "state", "per_minute", "has_paper", "checked_at", "begun_at", "ended_at",
    "version",
)  # fmt: skip


def mailing_at(user: Any, ref: str) -> Mailing:
    """Find a mailing. Raises Problem 404 where there is none such."""
    return one_of(mailings.visible_to(user), ref=ref)


def mailing_list(user: Any, span: Span) -> Page:
    rows, after = page_of(mailings.visible_to(user), [], span)
    found = mailings.visible_to(user).in_bulk([row["pk"] for row in rows])
    return [_row(found[row["pk"]]) for row in rows], after


def mailing(found: Mailing) -> Row:
    counts = mailings.counts_of([found])[found.pk]
    return {**_row(found), "counts": {**counts, **mailings.later_counts(found)}}


def recipients(user: Any, found: Mailing, of: str, after: int) -> Row:
    """Give those behind a count. Raises Problem 404 for what is counted nowhere."""
    try:
        rows, hidden, more = mailings.page_of_rows(user, found, of, after)
    except ValueError as unknown:
        raise missing() from unknown
    return {
        "items": [
            {
                "party": {"ref": row.party.ref, "name": row.party.name}, "state": row.state,
                "reason": row.reason, "address": row.address, "due_at": row.due_at,
                "sent_at": row.sent_at, "error": row.error,
            }
            for row in rows
        ],
        "hidden": hidden, "next": more or 0,
    }  # fmt: skip


def _row(found: Mailing) -> Row:
    return {
        **{name: getattr(found, name) for name in _NAMES}, "purpose": found.purpose.name,
        "author": {"id": found.author.pk, "name": found.author.name},
    }  # fmt: skip
