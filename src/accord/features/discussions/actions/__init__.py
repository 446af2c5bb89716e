"""Every write on discussion spaces."""

from accord.features.discussions.actions._mails import INVITED, NEWS, send_digests
from accord.features.discussions.actions._members import (
    contribute,
    join,
    leave,
    report_post,
    want_digest,
)
from accord.features.discussions.actions._spaces import (
    SpaceDetails,
    change_space,
    close_space,
    hide_post,
    invite_members,
    keep_post,
    open_space,
    reopen_space,
    say_as_us,
    show_post,
    sum_up,
    take_out,
)

__all__ = [
    "INVITED",
    "NEWS",
    "SpaceDetails",
    "change_space",
    "close_space",
    "contribute",
    "hide_post",
    "invite_members",
    "join",
    "keep_post",
    "leave",
    "open_space",
    "reopen_space",
    "report_post",
    "say_as_us",
    "send_digests",
    "show_post",
    "sum_up",
    "take_out",
    "want_digest",
]
