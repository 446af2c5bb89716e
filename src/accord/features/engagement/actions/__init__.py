"""Every write on what is said."""

from accord.features.engagement.actions._correct import Correction, correct_interaction
from accord.features.engagement.actions._files import Attached, attach_files, remove_file
from accord.features.engagement.actions._heeding import say_heeded
from accord.features.engagement.actions._highlights import (
    HighlightDetails,
    mark_passage,
    unmark_passage,
)
from accord.features.engagement.actions._log import TalkDetails, log_interaction
from accord.features.engagement.actions._points import (
    change_point,
    follow_up,
    note_point,
    reopen_point,
    settle_point,
    strike_point,
)

__all__ = [
    "Attached",
    "Correction",
    "HighlightDetails",
    "TalkDetails",
    "attach_files",
    "change_point",
    "correct_interaction",
    "follow_up",
    "log_interaction",
    "mark_passage",
    "note_point",
    "remove_file",
    "reopen_point",
    "say_heeded",
    "settle_point",
    "strike_point",
    "unmark_passage",
]
