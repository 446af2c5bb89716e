"""Telling people, what they do with it, and how they want it."""

from accord.foundation.notices.actions._own import (
    choose_channels,
    choose_routine,
    mark_all_read,
    mark_read,
)
from accord.foundation.notices.actions._tell import Telling, notify, pass_on

__all__ = [
    "Telling",
    "choose_channels",
    "choose_routine",
    "mark_all_read",
    "mark_read",
    "notify",
    "pass_on",
]
