"""The pages of tasks."""

from accord.features.tasks.views._parts import (
    item_add,
    item_change,
    item_remove,
    item_tick,
    item_untick,
    task_depend,
    task_independ,
)
from accord.features.tasks.views._tasks import (
    task_add,
    task_change,
    task_detail,
    task_drop,
    task_export,
    task_finish,
    task_hand_over,
    task_list,
    task_reopen,
    task_repeat,
    task_snooze,
)

__all__ = [
    "item_add",
    "item_change",
    "item_remove",
    "item_tick",
    "item_untick",
    "task_add",
    "task_change",
    "task_depend",
    "task_detail",
    "task_drop",
    "task_export",
    "task_finish",
    "task_hand_over",
    "task_independ",
    "task_list",
    "task_reopen",
    "task_repeat",
    "task_snooze",
]
