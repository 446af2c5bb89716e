"""What may be seen of pulses, and what their answers say together. Every read starts here."""

from accord.features.pulses.queries._figures import (
    GROUPS,
    Answered,
    Group,
    answered_by,
    groups,
    overall,
)
from accord.features.pulses.queries._held import HELD, MOVING
from accord.features.pulses.queries._pulses import (
    Occasion,
    about,
    asked_questions,
    by_token,
    in_order,
    is_open,
    occasion,
    owners_seen,
    rule_now,
    scores_of,
    sees_owner,
    token_of,
    visible_to,
    why_not,
)

__all__ = [
    "GROUPS",
    "HELD",
    "MOVING",
    "Answered",
    "Group",
    "Occasion",
    "about",
    "answered_by",
    "asked_questions",
    "by_token",
    "groups",
    "in_order",
    "is_open",
    "occasion",
    "overall",
    "owners_seen",
    "rule_now",
    "scores_of",
    "sees_owner",
    "token_of",
    "visible_to",
    "why_not",
]
