"""Every write on mail: filed by itself where all is known, by its owner elsewhere."""

from accord.features.correspondence.actions._arriving import file_arrival
from accord.features.correspondence.actions._assigning import assign, look_at
from accord.features.correspondence.actions._blocking import block, unblock
from accord.features.correspondence.actions._cards import take_card
from accord.features.correspondence.actions._confirming import CONFIRMATION
from accord.features.correspondence.actions._forgetting import forget_aside
from accord.features.correspondence.actions._form import Written, set_form, write_to_us
from accord.features.correspondence.actions._inbox import file_message, set_aside, snooze
from accord.features.correspondence.actions._sent import Sent, keep_sent
from accord.features.correspondence.actions._strangers import (
    ask_again,
    call_outsider,
    forget_strangers,
    give_stranger,
)

__all__ = [
    "CONFIRMATION",
    "Sent",
    "Written",
    "ask_again",
    "assign",
    "block",
    "call_outsider",
    "file_arrival",
    "file_message",
    "forget_aside",
    "forget_strangers",
    "give_stranger",
    "keep_sent",
    "look_at",
    "set_aside",
    "set_form",
    "snooze",
    "take_card",
    "unblock",
    "write_to_us",
]
