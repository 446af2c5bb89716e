"""What makes a letter hard to read: plain rules that hold in each language, with what they saw.

Nothing is kept of it, and nothing is stopped by it.
"""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_WORDS = 35  # of a sentence
MOST_SIGNS = 90  # of a sentence in Chinese
MOST_IN_BLOCK = 150  # words without a new paragraph
SHOWN = 60
_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n+")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FIELD = re.compile(r"\{\{[^}]*\}\}")
# Letters that stand for words, where no brackets on either side say for which.
_SHORT = re.compile(r"(?<![\w(])([^\W\d_a-zà-ÿ]{3,6})(?![\w)]|\s*[(（])")
_LEAST_LOUD = 4  # so many and more are no abbreviations, but shouting


def unclear(text: str) -> list[str]:
    """Say in words what makes a text hard to read; nothing where it is easy."""
    text = _FIELD.sub("x", text)
    return [words for words in (_sentences(text), _blocks(text), _abbreviations(text)) if words]


def _length(sentence: str) -> int:
    """Count words; in Chinese, so many signs as make up a word elsewhere."""
    signs = len(_HAN.findall(sentence))
    if signs > len(sentence) // 2:
        return signs * MOST_WORDS // MOST_SIGNS
    return len(_WORD.findall(sentence))


def _sentences(text: str) -> str:
    long = [part.strip() for part in _END.split(text) if _length(part) > MOST_WORDS]
    if not long:
        return ""
    words = ngettext(
        "%(n)s sentence is very long: “%(begin)s…”", "%(n)s sentences are very long: “%(begin)s…”",
        len(long),
    )  # fmt: skip
    return words % {"n": len(long), "begin": long[0][:SHOWN]}


def _blocks(text: str) -> str:
    if any(_length(part) > MOST_IN_BLOCK for part in re.split(r"\n\s*\n", text)):
        return _("A part of it is long and has no paragraphs.")
    return ""


def _abbreviations(text: str) -> str:
    found = [word for word in dict.fromkeys(_SHORT.findall(text)) if word.isupper()]
    told = [word for word in found if not re.search(rf"[(（]{re.escape(word)}[)）]", text)]
    if not told or len(told) >= _LEAST_LOUD:
        return ""
    return _("Do they know what it stands for: %(words)s?") % {"words": ", ".join(told)}
