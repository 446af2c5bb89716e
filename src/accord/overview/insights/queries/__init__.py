"""What is counted over all features, always from what one may see."""

from accord.overview.insights.queries._movement import (
    ENOUGH_QUARTERS,
    ENOUGH_TALKS,
    SHOWN,
    Movement,
    Quarter,
    Scope,
    movement,
    of_initiative,
    of_party,
    of_strategy,
    said_by,
    talks_in,
    warmth,
)
from accord.overview.insights.queries._oversight import (
    FIGURES,
    LEAST_TEAM,
    QUARTER,
    Team,
    rows_behind,
    teams,
)
from accord.overview.insights.queries._segments import NO, YES, Missed, Wish, wishes_of
from accord.overview.insights.queries._time import Span, quarters, weeks

__all__ = [
    "ENOUGH_QUARTERS",
    "ENOUGH_TALKS",
    "FIGURES",
    "LEAST_TEAM",
    "NO",
    "QUARTER",
    "SHOWN",
    "YES",
    "Missed",
    "Movement",
    "Quarter",
    "Scope",
    "Span",
    "Team",
    "Wish",
    "movement",
    "of_initiative",
    "of_party",
    "of_strategy",
    "quarters",
    "rows_behind",
    "said_by",
    "talks_in",
    "teams",
    "warmth",
    "weeks",
    "wishes_of",
]
