"""The pages of strategies and of planned contacts."""

from accord.features.strategies.views._activities import (
    activity_add,
    activity_address,
    activity_change,
    activity_detail,
    activity_start,
    activity_stop,
    deliverable_add,
    deliverable_settle,
    pick_drop,
)
from accord.features.strategies.views._strategies import (
    objective_add,
    objective_settle,
    strategy_add,
    strategy_approve,
    strategy_change,
    strategy_detail,
    strategy_end,
    strategy_list,
)
from accord.features.strategies.views._touches import (
    touch_close,
    touch_drop,
    touch_list,
    touch_move,
)

__all__ = [
    "activity_add",
    "activity_address",
    "activity_change",
    "activity_detail",
    "activity_start",
    "activity_stop",
    "deliverable_add",
    "deliverable_settle",
    "objective_add",
    "objective_settle",
    "pick_drop",
    "strategy_add",
    "strategy_approve",
    "strategy_change",
    "strategy_detail",
    "strategy_end",
    "strategy_list",
    "touch_close",
    "touch_drop",
    "touch_list",
    "touch_move",
]
