"""Every write on letters: written, thought over, sent, called back, and kept once they left."""

from accord.features.letters.actions._allow import allow, disallow
from accord.features.letters.actions._answers import note_bounce
from accord.features.letters.actions._files import enclose, take_out
from accord.features.letters.actions._leave import leave, leave_all, settle, settle_all
from accord.features.letters.actions._manner import set_manner
from accord.features.letters.actions._post import note_posted
from accord.features.letters.actions._send import agree, recall, send_back, send_letter
from accord.features.letters.actions._templates import (
    TemplateDetails,
    change_template,
    drop_template,
    keep_template,
    sign,
)
from accord.features.letters.actions._write import (
    LetterDetails,
    choose_address,
    discard_letter,
    hand_over_letter,
    rewrite_letter,
    write_letter,
)

__all__ = [
    "LetterDetails",
    "TemplateDetails",
    "agree",
    "allow",
    "change_template",
    "choose_address",
    "disallow",
    "discard_letter",
    "drop_template",
    "enclose",
    "hand_over_letter",
    "keep_template",
    "leave",
    "leave_all",
    "note_bounce",
    "note_posted",
    "recall",
    "rewrite_letter",
    "send_back",
    "send_letter",
    "set_manner",
    "settle",
    "settle_all",
    "sign",
    "take_out",
    "write_letter",
]
