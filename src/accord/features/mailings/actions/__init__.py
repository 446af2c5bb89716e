"""Every write on mailings: made ready, checked, let go a portion at a time, answered."""

from accord.features.mailings.actions._answers import note_bounce, note_complaint, opt_out
from accord.features.mailings.actions._begin import (
    begin_mailing,
    cancel_mailing,
    check_mailing,
    order_for,
    pause_mailing,
    resume_mailing,
    try_mailing,
)
from accord.features.mailings.actions._carry import carry_on
from accord.features.mailings.actions._paper import note_posted
from accord.features.mailings.actions._write import (
    MailingDetails,
    discard_mailing,
    rewrite_mailing,
    write_mailing,
)

__all__ = [
    "MailingDetails",
    "begin_mailing",
    "cancel_mailing",
    "carry_on",
    "check_mailing",
    "discard_mailing",
    "note_bounce",
    "note_complaint",
    "note_posted",
    "opt_out",
    "order_for",
    "pause_mailing",
    "resume_mailing",
    "rewrite_mailing",
    "try_mailing",
    "write_mailing",
]
