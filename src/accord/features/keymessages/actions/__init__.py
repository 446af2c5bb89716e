"""Every write on key messages and contradictions."""

from accord.features.keymessages.actions._alike import compare, decide, tell_what_holds
from accord.features.keymessages.actions._messages import (
    MessageDetails,
    add_message,
    amend,
    approve,
    end_message,
    unwatch,
    watch,
)
from accord.features.keymessages.actions._say import put_in, say, unsay

__all__ = [
    "MessageDetails",
    "add_message",
    "amend",
    "approve",
    "compare",
    "decide",
    "end_message",
    "put_in",
    "say",
    "tell_what_holds",
    "unsay",
    "unwatch",
    "watch",
]
