"""The pages of talks."""

from accord.features.engagement.views._files import (
    talk_file,
    talk_file_add,
    talk_file_preview,
    talk_file_remove,
)
from accord.features.engagement.views._heeding import need_heeded, need_missed
from accord.features.engagement.views._log import talk_log, talk_more, talk_read
from accord.features.engagement.views._points import (
    point_add,
    point_change,
    point_follow_up,
    point_reopen,
    point_settle,
    point_strike,
)
from accord.features.engagement.views._talks import (
    mark_add,
    mark_remove,
    talk_correct,
    talk_detail,
    talk_export,
    talk_list,
)

__all__ = [
    "mark_add",
    "mark_remove",
    "need_heeded",
    "need_missed",
    "point_add",
    "point_change",
    "point_follow_up",
    "point_reopen",
    "point_settle",
    "point_strike",
    "talk_correct",
    "talk_detail",
    "talk_export",
    "talk_file",
    "talk_file_add",
    "talk_file_preview",
    "talk_file_remove",
    "talk_list",
    "talk_log",
    "talk_more",
    "talk_read",
]
