"""What is known of how relationships fare."""

from accord.features.health.queries._computing import (
    Standing,
    due_of,
    health_of,
    outcome_of,
    stand,
    stood,
)
from accord.features.health.queries._evidence import Evidence, Promised, Talk, evidence_of
from accord.features.health.queries._held import HELD, MOVING
from accord.features.health.queries._scores import (
    WEEKS,
    Course,
    ask_bands,
    ask_course,
    course_of,
    in_bands,
    monday,
    most_talked,
    moved,
    scored_parties,
    that_moved,
    visible_to,
    weeks_before,
)

__all__ = [
    "HELD",
    "MOVING",
    "WEEKS",
    "Course",
    "Evidence",
    "Promised",
    "Standing",
    "Talk",
    "ask_bands",
    "ask_course",
    "course_of",
    "due_of",
    "evidence_of",
    "health_of",
    "in_bands",
    "monday",
    "most_talked",
    "moved",
    "outcome_of",
    "scored_parties",
    "stand",
    "stood",
    "that_moved",
    "visible_to",
    "weeks_before",
]
