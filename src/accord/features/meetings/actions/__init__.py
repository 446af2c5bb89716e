"""Every write on meetings. Who answers by a link has no account: the system keeps what they say."""

from accord.features.meetings.actions._after import confirm_minutes, judge_line, send_minutes
from accord.features.meetings.actions._agenda import (
    ItemDetails,
    add_item,
    change_item,
    drop_item,
    make_task,
    move_item,
    propose_item,
    take_up,
)
from accord.features.meetings.actions._answers import (
    answer_for,
    answer_invitation,
    file_reply,
    send_invitations,
    take_reply,
)
from accord.features.meetings.actions._decisions import record_decision, tie_decision
from accord.features.meetings.actions._meetings import (
    MeetingDetails,
    cancel_meeting,
    change_meeting,
    close_meeting,
    end_series,
    invite,
    plan_meeting,
    set_address,
    uninvite,
)
from accord.features.meetings.actions._minutes import (
    begin_meeting,
    correct_minutes,
    finish_meeting,
    take_minutes,
    turn_line,
)

__all__ = [
    "ItemDetails",
    "MeetingDetails",
    "add_item",
    "answer_for",
    "answer_invitation",
    "begin_meeting",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "close_meeting",
    "confirm_minutes",
    "correct_minutes",
    "drop_item",
    "end_series",
    "file_reply",
    "finish_meeting",
    "invite",
    "judge_line",
    "make_task",
    "move_item",
    "plan_meeting",
    "propose_item",
    "record_decision",
    "send_invitations",
    "send_minutes",
    "set_address",
    "take_minutes",
    "take_reply",
    "take_up",
    "tie_decision",
    "turn_line",
    "uninvite",
]
