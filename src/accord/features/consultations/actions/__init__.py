"""Every write on consultations."""

from accord.features.consultations.actions._answers import (
    Said,
    Stranger,
    answer_by_link,
    answer_in_public,
    enter_answer,
    make_party_of,
    match_answer,
    set_answer_aside,
)
from accord.features.consultations.actions._asked import (
    ask_parties,
    excuse_telling,
    mail_outcome,
    note_told,
)
from accord.features.consultations.actions._consultation import (
    ConsultationDetails,
    add_option,
    assess_impact,
    change_consultation,
    close_consultation,
    close_past,
    draft_consultation,
    drop_option,
    extend_consultation,
    open_consultation,
)
from accord.features.consultations.actions._outcome import (
    ResponseDetails,
    commit,
    decide_outcome,
    drop_response,
    end_consultation,
    respond,
)

__all__ = [
    "ConsultationDetails",
    "ResponseDetails",
    "Said",
    "Stranger",
    "add_option",
    "answer_by_link",
    "answer_in_public",
    "ask_parties",
    "assess_impact",
    "change_consultation",
    "close_consultation",
    "close_past",
    "commit",
    "decide_outcome",
    "draft_consultation",
    "drop_option",
    "drop_response",
    "end_consultation",
    "enter_answer",
    "excuse_telling",
    "extend_consultation",
    "mail_outcome",
    "make_party_of",
    "match_answer",
    "note_told",
    "open_consultation",
    "respond",
    "set_answer_aside",
]
