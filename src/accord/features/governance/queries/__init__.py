"""What may be seen of engagement policies. Every read starts here."""

from accord.features.governance.queries._cadence import (
    Standing,
    cadence_of,
    in_red,
    is_escalated,
    tally,
)
from accord.features.governance.queries._policies import (
    HELD,
    MOVING,
    Matrix,
    channel_rule,
    excuses_visible_to,
    in_order,
    matrix_of,
    policy_of,
    rules_of,
    to_review,
    visible_to,
)

__all__ = [
    "HELD",
    "MOVING",
    "Matrix",
    "Standing",
    "cadence_of",
    "channel_rule",
    "excuses_visible_to",
    "in_order",
    "in_red",
    "is_escalated",
    "matrix_of",
    "policy_of",
    "rules_of",
    "tally",
    "to_review",
    "visible_to",
]
