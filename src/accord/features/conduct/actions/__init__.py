"""Every write about hard situations."""

from accord.features.conduct.actions._arrangements import (
    ArrangementDetails,
    arrange,
    end_arrangement,
    judge_appeal,
    note_told,
    receive_appeal,
    review,
)
from accord.features.conduct.actions._hearing import answer_incident, ask_their_side
from accord.features.conduct.actions._help import (
    CardDetails,
    call_second,
    end_relief,
    pin_fact,
    put_card,
    relieve,
    set_rules,
    take_card_off,
    unpin_fact,
    word_card,
)
from accord.features.conduct.actions._incidents import (
    Decision,
    IncidentDetails,
    ask_second,
    begin_debrief,
    decide,
    hold_debrief,
    note_incident,
    read_second,
)
from accord.features.conduct.actions._own import (
    SCALE,
    check_oneself,
    forget_checks,
    forget_debriefs,
    let_see,
    let_see_no_longer,
)

__all__ = [
    "SCALE", "ArrangementDetails", "CardDetails", "Decision", "IncidentDetails", "answer_incident",
    "arrange", "ask_second", "ask_their_side", "begin_debrief", "call_second", "check_oneself",
    "decide", "end_arrangement", "end_relief", "forget_checks", "forget_debriefs", "hold_debrief",
    "judge_appeal", "let_see", "let_see_no_longer", "note_incident", "note_told", "pin_fact",
    "put_card", "read_second", "receive_appeal", "relieve", "review", "set_rules", "take_card_off",
    "unpin_fact", "word_card",
]  # fmt: skip
