"""Every write on how relationships fare."""

from accord.features.health.actions._judge import APART, judge
from accord.features.health.actions._scores import drop_old, forget_scores, keep_scores

__all__ = ["APART", "drop_old", "forget_scores", "judge", "keep_scores"]
