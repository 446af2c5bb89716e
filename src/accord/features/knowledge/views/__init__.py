"""The pages of knowledge."""

from accord.features.knowledge.views._notes import (
    note_acknowledge,
    note_add,
    note_amend,
    note_change,
    note_correct,
    note_detail,
    note_fit,
    note_list,
    note_publish,
    note_withdraw,
    question_answer,
    question_ask,
)
from accord.features.knowledge.views._routes import (
    route_add,
    route_change,
    route_end,
    route_list,
)

__all__ = [
    "note_acknowledge",
    "note_add",
    "note_amend",
    "note_change",
    "note_correct",
    "note_detail",
    "note_fit",
    "note_list",
    "note_publish",
    "note_withdraw",
    "question_answer",
    "question_ask",
    "route_add",
    "route_change",
    "route_end",
    "route_list",
]
