"""What the words of a talk may hint at, by simple rules that say why; a person decides.

Most hints on ordinary mail are wrong, so an organisation has to switch them on, and no hint
ever becomes a marker by itself.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _

from accord.features.conduct.queries._arrangements import rules_now
from accord.features.conduct.states import MARKERS, PATTERNS
from accord.features.engagement.models import Interaction, Participation

LETTERS, LOUD = 20, 0.6
DAY, OFTEN = timedelta(hours=24), 3
# Beginnings of words and phrases in the five languages; a person reads what they were found in.
WORDS: Final = {
    "profanity": (
        "damn", "bullshit", "crap", "cholera jasna", "do diabła", "kurat", "persse", "чёрт",
        "черт", "блин", "他妈", "见鬼",
    ),
    "directed_insult": (
        "you idiot", "you are an idiot", "you fool", "you are useless", "ty idioto",
        "jesteście bezużyteczni", "sa idioot", "te olete kasutud", "ты идиот", "вы идиот",
        "вы бездар", "你这个白痴", "你们这些废物",
    ),
    "threat": (
        "find out where you live", "you will regret", "you will pay for this", "watch your back",
        "pożałuje", "wiem, gdzie mieszka", "sa kahetsed", "te kahetsete", "ma tean, kus sa ela",
        "пожалеешь", "пожалеете", "я знаю, где", "你会后悔", "我知道你住",
    ),
    "complaint_to_regulator": (
        "regulator", "ombudsman", "press", "rzecznik", "ajakirjand", "õiguskantsler",
        "прокуратур", "в газету", "监管", "媒体",
    ),
}  # fmt: skip
_FOUND: Final = {
    marker: re.compile("|".join(rf"(?<!\w){re.escape(word)}" for word in words), re.IGNORECASE)
    for marker, words in WORDS.items()
}


@dataclass(frozen=True)
class Hint:
    """A marker or pattern that may be there, and why."""

    key: str
    label: str
    why: str


def hints(talk: Interaction) -> list[Hint]:
    """Give what the talk may hint at, where this organisation wants that."""
    rules = rules_now()
    if rules is None or not rules.suggests:
        return []
    return [*_of_words(talk.text), *_of_contacts(talk)]


def _of_words(text: str) -> list[Hint]:
    found = []
    letters = [sign for sign in text if sign.isalpha()]
    loud = sum(sign.isupper() for sign in letters)
    if len(letters) >= LETTERS and loud / len(letters) >= LOUD:
        share = _("%(n)s %% of the letters are capitals") % {"n": round(100 * loud / len(letters))}
        found.append(_hint("shouting_or_caps", share))
    for marker, pattern in _FOUND.items():
        match = pattern.search(text)
        if match:
            found.append(_hint(marker, _("the words “%(words)s”") % {"words": match[0]}))
    return found


def _of_contacts(talk: Interaction) -> list[Hint]:
    parties = Participation.objects.filter(interaction=talk).values("party_id")
    near = Interaction.objects.filter(
        participations__party__in=parties, at__gt=talk.at - DAY, at__lte=talk.at, direction="in"
    )
    n = near.distinct().count()
    if n < OFTEN:
        return []
    return [
        Hint("frequency", str(PATTERNS["frequency"]), _("%(n)s contacts in 24 hours") % {"n": n})
    ]


def _hint(marker: str, why: str) -> Hint:
    return Hint(marker, str(MARKERS[marker]), why)
