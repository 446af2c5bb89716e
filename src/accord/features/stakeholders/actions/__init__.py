"""Every write on parties. What one file tells is one topic."""

from accord.features.stakeholders.actions._party import (
    PartyDetails,
    add_party,
    change_party,
    prepare,
    reactivate_party,
    retire_party,
    set_custom,
)
from accord.features.stakeholders.actions._timeline import (
    Telling,
    keep_note,
    roll_up_timeline,
    tell,
)

__all__ = [
    "PartyDetails",
    "Telling",
    "add_party",
    "change_party",
    "keep_note",
    "prepare",
    "reactivate_party",
    "retire_party",
    "roll_up_timeline",
    "set_custom",
    "tell",
]
