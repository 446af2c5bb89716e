"""Every write on strategies, their activities and touches."""

from accord.features.strategies.actions._activities import (
    ActivityDetails,
    add_activity,
    address_parties,
    change_activity,
    drop_pick,
    start_activity,
    stop_activity,
)
from accord.features.strategies.actions._deliverables import add_deliverable, settle_deliverable
from accord.features.strategies.actions._objectives import (
    ObjectiveDetails,
    add_objective,
    settle_objective,
)
from accord.features.strategies.actions._strategies import (
    StrategyDetails,
    add_strategy,
    approve_strategy,
    change_strategy,
    end_strategy,
)
from accord.features.strategies.actions._templates import plan_from_template
from accord.features.strategies.actions._touches import (
    close_touch,
    close_touches,
    drop_touch,
    move_touch,
    plan_touches,
    reopen_touches,
)

__all__ = [
    "ActivityDetails",
    "ObjectiveDetails",
    "StrategyDetails",
    "add_activity",
    "add_deliverable",
    "add_objective",
    "add_strategy",
    "address_parties",
    "approve_strategy",
    "change_activity",
    "change_strategy",
    "close_touch",
    "close_touches",
    "drop_pick",
    "drop_touch",
    "end_strategy",
    "move_touch",
    "plan_from_template",
    "plan_touches",
    "reopen_touches",
    "settle_deliverable",
    "settle_objective",
    "start_activity",
    "stop_activity",
]
