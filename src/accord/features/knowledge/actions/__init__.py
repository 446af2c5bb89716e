"""Every write on knowledge: notes and who is to read them, questions, lessons used again."""

from accord.features.knowledge.actions._lessons import correct, say_fit
from accord.features.knowledge.actions._notes import (
    NoteDetails,
    To,
    address,
    amend,
    change_note,
    publish,
    withdraw_note,
    write_note,
)
from accord.features.knowledge.actions._questions import answer, ask
from accord.features.knowledge.actions._receipts import acknowledge, remind_overdue
from accord.features.knowledge.actions._routes import (
    RouteDetails,
    add_route,
    change_route,
    end_route,
)

__all__ = [
    "NoteDetails",
    "RouteDetails",
    "To",
    "acknowledge",
    "add_route",
    "address",
    "amend",
    "answer",
    "ask",
    "change_note",
    "change_route",
    "correct",
    "end_route",
    "publish",
    "remind_overdue",
    "say_fit",
    "withdraw_note",
    "write_note",
]
