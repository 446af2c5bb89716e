"""Every write on initiatives and on the stakes in them."""

from accord.features.initiatives.actions._advice import AdviceDetails, advise
from accord.features.initiatives.actions._assess import (
    Said,
    assess,
    assess_many,
    follow_assessments,
    follow_rounds,
    keep_standings,
    open_round,
    show_round,
)
from accord.features.initiatives.actions._initiative import (
    InitiativeDetails,
    add_initiative,
    change_initiative,
    close_initiative,
    reopen_initiative,
)
from accord.features.initiatives.actions._stake import (
    RedLineDetails,
    StakeDetails,
    change_red_line,
    change_stake,
    draw_red_line,
    drop_red_line,
    end_stake,
    take_stakes,
)
from accord.features.initiatives.actions._vision import Vision, set_vision

__all__ = [
    "AdviceDetails",
    "InitiativeDetails",
    "RedLineDetails",
    "Said",
    "StakeDetails",
    "Vision",
    "add_initiative",
    "advise",
    "assess",
    "assess_many",
    "change_initiative",
    "change_red_line",
    "change_stake",
    "close_initiative",
    "draw_red_line",
    "drop_red_line",
    "end_stake",
    "follow_assessments",
    "follow_rounds",
    "keep_standings",
    "open_round",
    "reopen_initiative",
    "set_vision",
    "show_round",
    "take_stakes",
]
