"""Every write on how relationships fare."""

from accord.features.health.actions._judge import APART, judge
from accord.features.health.actions._scores import drop_old, forget_scores, keep_scores
from accord.features.health.actions._warn import RuleDetails, lay_down, warn

__all__ = [
    "APART",
    "RuleDetails",
    "drop_old",
    "forget_scores",
    "judge",
    "keep_scores",
    "lay_down",
    "warn",
]
