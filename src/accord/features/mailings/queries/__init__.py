"""Mailings as one may see them, who gets one and why not, what each of them reads."""

from accord.features.mailings.queries._audience import (
    Judged,
    addresses_taken,
    audience_of,
    comings,
    in_portions,
    judge,
)
from accord.features.mailings.queries._held import HELD, MOVING
from accord.features.mailings.queries._leaving import (
    MAIL,
    due_copies,
    is_due,
    room_now,
    settled_mails,
    wait_for,
)
from accord.features.mailings.queries._mailings import (
    choices_of,
    counts_of,
    going_on,
    in_order,
    label_of,
    later_counts,
    names_of_choices,
    page_of_rows,
    rows_of,
    visible_to,
)
from accord.features.mailings.queries._words import (
    language_for,
    previews,
    recipient_by_token,
    stop_address,
    token_of,
    words_of,
    written_to,
)

__all__ = [
    "HELD",
    "MAIL",
    "MOVING",
    "Judged",
    "addresses_taken",
    "audience_of",
    "choices_of",
    "comings",
    "counts_of",
    "due_copies",
    "going_on",
    "in_order",
    "in_portions",
    "is_due",
    "judge",
    "label_of",
    "language_for",
    "later_counts",
    "names_of_choices",
    "page_of_rows",
    "previews",
    "recipient_by_token",
    "room_now",
    "rows_of",
    "settled_mails",
    "stop_address",
    "token_of",
    "visible_to",
    "wait_for",
    "words_of",
    "written_to",
]
