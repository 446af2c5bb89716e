"""How a message or a call was conducted, by what was seen in it: conduct, never the person."""

from types import MappingProxyType
from typing import Final

from accord.methods import inputs
from accord.methods.errors import UnknownWord
from accord.methods.result import Method, Result, basis

LEGITIMATE, INCIVILITY, HOSTILE, ABUSIVE, THREAT = range(5)
MARKERS: Final = MappingProxyType(
    {
        "strong_criticism": LEGITIMATE,
        "complaint_to_regulator": LEGITIMATE,
        "distress": LEGITIMATE,
        "accommodation_request": LEGITIMATE,
        "sarcasm": INCIVILITY,
        "belittling": INCIVILITY,
        "shouting_or_caps": INCIVILITY,
        "profanity": INCIVILITY,
        "directed_insult": HOSTILE,
        "intimidation": HOSTILE,
        "discriminatory": ABUSIVE,
        "sexual": ABUSIVE,
        "degrading": ABUSIVE,
        "sustained_campaign": ABUSIVE,
        "threat": THREAT,
        "violence": THREAT,
        "stalking": THREAT,
        "doxxing": THREAT,
        "extortion": THREAT,
    }
)
"""The level that each marker stands for by itself."""

ABUSE_LEVEL: Final = Method("abuse_level")


def abuse_level(*, repeat_after_warning: bool = False, **markers: bool) -> Result[int]:
    """Give the level from 0 to 4 of one message or segment of a call, by what was seen in it.

    The gravest marker counts. Incivility and hostility that come again after a warning count one
    level more. Criticism, however harsh, distress, a complaint elsewhere and a request for
    accommodation are 0, and say so as a flag `accommodation_request` where that was asked for:
    it has to be looked at before anything else. Refuses other markers (`UnknownWord`).
    Sources: NSW Ombudsman 2021; Cortina et al. 2001; Einarsen, Hoel & Notelaers 2009; rule of
    our own.
    """
    for name, seen in markers.items():
        inputs.yes_or_no(name, seen)
        if name not in MARKERS:
            raise UnknownWord(f"{name} is no marker; there are {', '.join(MARKERS)}")
    repeated = inputs.yes_or_no("repeat_after_warning", repeat_after_warning)
    level = max((MARKERS[name] for name, seen in markers.items() if seen), default=LEGITIMATE)
    if repeated and level in {INCIVILITY, HOSTILE}:
        level += 1
    flags = ("accommodation_request",) if markers.get("accommodation_request") else ()
    told = {"repeat_after_warning": repeated, **markers}
    return ABUSE_LEVEL.answer(level, basis(told), *flags)
