"""Whether a letter was written in anger: four plain rules, each with the words that it saw.

It judges a text, never who wrote it; what it found is kept no longer than the letter waits.
"""

import re
from dataclasses import dataclass

LEAST_SHOUTED = 3
LEAST_MARKS = 4
_WORD = re.compile(r"[^\W\d_]{4,}")
_MARKS = re.compile(r"[!！]{2,}|[?？][!！]|[!！][?？]")
# What people later wish they had not written; stems, as they stand in the text in lower case.
_WORDS = (
    # English
    "ridiculous", "unacceptable", "incompeten", "outrageous", "disgrace", "nonsense", "shameless",
    "how dare you", "fed up", "waste of time", "liar", "idiot", "stupid",
    # Polish
    "skandal", "niedopuszczaln", "żenując", "bezczeln", "kłam", "głup", "mam dość", "idiot",
    "bzdur",
    # Estonian
    "häbiväärne", "lubamatu", "ennekuulmatu", "mõttetu jama", "valetate", "rumal", "idioot",
    "jultunud", "mul on kõrini",
    # Russian
    "безобрази", "возмутительн", "недопустим", "наглост", "врёте", "врете", "чушь", "идиот",
    "глупост", "позор", "надоел",
    # Chinese
    "荒唐", "无耻", "可笑", "忍无可忍", "胡说", "不可理喻", "岂有此理", "愚蠢", "骗子",
)  # fmt: skip
_BLAME = (
    "your fault", "you always", "you never", "wasza wina", "zawsze wy", "teie süü", "te alati",
    "ваша вина", "вы всегда", "вы никогда", "都怪你", "你们总是", "你们从来",
)  # fmt: skip


@dataclass(frozen=True)
class Heat:
    """One rule that a text meets, and what it saw."""

    kind: str
    found: tuple[str, ...]


def heat_of(text: str) -> list[Heat]:
    """Say which rules a text meets: shouting, exclamation, sharp words, blame."""
    lowered = " ".join(text.lower().split())
    shouted = [word for word in _WORD.findall(text) if word.isupper() and word.lower() != word]
    marks = _MARKS.findall(text)
    told = (
        ("shouting", shouted if len(shouted) >= LEAST_SHOUTED else []),
        ("marks", marks or ["!"] * (sum(text.count(one) for one in "!！") >= LEAST_MARKS)),
        ("words", [word for word in _WORDS if _stands(word, lowered)]),
        ("blame", [word for word in _BLAME if _stands(word, lowered)]),
    )
    return [Heat(kind, tuple(dict.fromkeys(found))[:5]) for kind, found in told if found]


def _stands(word: str, text: str) -> bool:
    """Tell whether a stem begins a word of the text; Chinese has no spaces to begin after."""
    if not word.isascii() and ord(word[0]) > 0x2E80:  # noqa: PLR2004 -- the first of the Chinese
        return word in text
    return re.search(rf"(?<!\w){re.escape(word)}", text) is not None
