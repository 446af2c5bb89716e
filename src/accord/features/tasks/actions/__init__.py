"""Every write on tasks."""

from accord.features.tasks.actions._checklist import (
    add_item,
    change_item,
    remove_item,
    tick_item,
    untick_item,
)
from accord.features.tasks.actions._dependencies import (
    depend_on,
    end_dependency,
    follow_dependencies,
)
from accord.features.tasks.actions._tasks import (
    Repeat,
    TaskDetails,
    add_task,
    change_task,
    drop_task,
    finish_task,
    hand_over_task,
    reopen_task,
    repeat_task,
    snooze_task,
)

__all__ = [
    "Repeat",
    "TaskDetails",
    "add_item",
    "add_task",
    "change_item",
    "change_task",
    "depend_on",
    "drop_task",
    "end_dependency",
    "finish_task",
    "follow_dependencies",
    "hand_over_task",
    "remove_item",
    "reopen_task",
    "repeat_task",
    "snooze_task",
    "tick_item",
    "untick_item",
]
