"""Mail and its ledger, as the API tells them."""

from typing import Any

from accord.features.correspondence import queries as mail
from accord.features.correspondence.models import Message
from accord.foundation.arrivals.queries import visible_to as arrivals_visible_to
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import columns_of, named, one_of

_OWN = (
    "ref", "state", "direction", "sender_name", "sender_address", "recipients", "subject",
    "sent_at", "thread", "interaction__ref", "snoozed_until", "snooze_reason", "aside_reason",
    "version", *columns_of("owner", "department"),
)  # fmt: skip
_LEDGER = ("source", "is_archive", "taken_at", "size", "state", "reason", "tries", "version")


def message_at(user: Any, ref: str) -> Message:
    """Find a mail. Raises Problem 404 where there is none such."""
    return one_of(mail.visible_to(user), ref=ref)


def message_to_settle(user: Any, ref: str) -> Message:
    """Find a mail of which one says what becomes: one's own, or one's department's."""
    return one_of(mail.settled_by(user), ref=ref)


def message_list(user: Any, state: str, span: Span) -> Page:
    found = mail.visible_to(user)
    rows, after = page_of(found.filter(state=state) if state else found, _OWN, span)
    return [_row(row) for row in rows], after


def message(user: Any, found: Message) -> Row:
    """Give a mail with its words, whom it is filed with as far as one sees, and its files."""
    [row] = mail.visible_to(user).filter(pk=found.pk).values("pk", *_OWN)
    return {
        **_row(row),
        "text": found.text, "why": found.arrival.reason, "left_out": found.left_out,
        "parties": list(mail.homes_of(user, found).values("ref", "name")),
        "files": [each.name for each in mail.files_of(found)],
    }  # fmt: skip


def _row(row: Row) -> Row:
    until = row["snoozed_until"]
    return {
        **{name: row[name] for name in ("ref", "state", "direction", "subject", "sent_at")},
        "thread": row["thread"], "version": row["version"],
        "recipients": mail.without_own_addresses(row["recipients"]),
        "sender": {"name": row["sender_name"], "address": row["sender_address"]},
        "owner": named(row, "owner"), "department": named(row, "department"),
        "talk": row["interaction__ref"] or "",
        "snoozed_until": until.isoformat() if until else "",
        "reason": row["snooze_reason"] if until else row["aside_reason"],
    }  # fmt: skip


def arrival_list(user: Any, span: Span) -> Page:
    """Give the ledger: that something came and what became of it, never its words."""
    wanted = (*_LEDGER, *columns_of("owner"))
    rows, after = page_of(arrivals_visible_to(user), wanted, span)
    return [
        {"id": row["pk"], "owner": named(row, "owner"), **{name: row[name] for name in _LEDGER}}
        for row in rows
    ], after
