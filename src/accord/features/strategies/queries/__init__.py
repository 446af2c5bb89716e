"""What may be seen of strategies and of what is planned in them. Every read starts here."""

from accord.features.strategies.queries._coverage import Coverage, coverage
from accord.features.strategies.queries._figures import (
    Figures,
    Standing,
    figures_of,
    standings,
    unplanned,
)
from accord.features.strategies.queries._held import HELD, MOVING
from accord.features.strategies.queries._plans import (
    activities_of,
    activities_visible_to,
    deliverables_between,
    deliverables_visible_to,
    in_order,
    objectives_of,
    objectives_visible_to,
    picks_visible_to,
    visible_to,
)
from accord.features.strategies.queries._templates import TEMPLATES, Template
from accord.features.strategies.queries._touches import (
    audience,
    due_between,
    due_next,
    fulfils,
    is_running,
    latest_of,
    open_beside,
    open_with,
    owed_by,
    settled_by,
    touches_of,
    touches_visible_to,
    without_talk,
)

__all__ = [
    "HELD",
    "MOVING",
    "TEMPLATES",
    "Coverage",
    "Figures",
    "Standing",
    "Template",
    "activities_of",
    "activities_visible_to",
    "audience",
    "coverage",
    "deliverables_between",
    "deliverables_visible_to",
    "due_between",
    "due_next",
    "figures_of",
    "fulfils",
    "in_order",
    "is_running",
    "latest_of",
    "objectives_of",
    "objectives_visible_to",
    "open_beside",
    "open_with",
    "owed_by",
    "picks_visible_to",
    "settled_by",
    "standings",
    "touches_of",
    "touches_visible_to",
    "unplanned",
    "visible_to",
    "without_talk",
]
