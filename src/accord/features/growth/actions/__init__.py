"""Every write on profiles of growth, their items and those who accompany them."""

from accord.features.growth.actions._companions import drop_companion, judge, name_companion
from accord.features.growth.actions._items import (
    ItemDetails,
    add_item,
    answer_item,
    change_item,
    offer_item,
    recall_item,
    withdraw_item,
)
from accord.features.growth.actions._profile import (
    StepDetails,
    aim,
    assess_self,
    change_step,
    drop_step,
    finish_step,
    plan_step,
    state,
)

__all__ = [
    "ItemDetails",
    "StepDetails",
    "add_item",
    "aim",
    "answer_item",
    "assess_self",
    "change_item",
    "change_step",
    "drop_companion",
    "drop_step",
    "finish_step",
    "judge",
    "name_companion",
    "offer_item",
    "plan_step",
    "recall_item",
    "state",
    "withdraw_item",
]
