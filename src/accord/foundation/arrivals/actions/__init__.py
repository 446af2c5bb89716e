"""Every write on what came in: taken in first, for good; filed after, as often as it takes."""

from accord.foundation.arrivals.actions._filing import (
    file_new,
    file_one,
    hand_on,
    settle,
    try_again,
)
from accord.foundation.arrivals.actions._forgetting import KEPT_FOR, forget_unlinked
from accord.foundation.arrivals.actions._mailboxes import (
    MailboxDetails,
    add_mailbox,
    change_mailbox,
    choose_folders,
    close_mailbox,
    look_into,
    pause_mailbox,
    poll_soon,
)
from accord.foundation.arrivals.actions._polling import POLL, poll, poll_due, poll_key
from accord.foundation.arrivals.actions._sent import note_sent
from accord.foundation.arrivals.actions._taking import FILE, SENT_HERE, Taken, Way, take_in

__all__ = [
    "FILE",
    "KEPT_FOR",
    "POLL",
    "SENT_HERE",
    "MailboxDetails",
    "Taken",
    "Way",
    "add_mailbox",
    "change_mailbox",
    "choose_folders",
    "close_mailbox",
    "file_new",
    "file_one",
    "forget_unlinked",
    "hand_on",
    "look_into",
    "note_sent",
    "pause_mailbox",
    "poll",
    "poll_due",
    "poll_key",
    "poll_soon",
    "settle",
    "take_in",
    "try_again",
]
