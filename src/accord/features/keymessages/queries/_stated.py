"""What a text says of a matter: the sentence, and the days and figures in it; plain rules only."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from accord.features.engagement.queries import days_in, plain, sentences
from accord.features.keymessages.models import Matter

_FIGURE = re.compile(r"(?<![\w.,])(\d[\d\s\u00a0.,]*\d|\d)\s*(%|€|\$|£|[^\W\d_]{1,12})?")
_WORD = re.compile(r"[^\W\d_]+")
_GROUP = 3
_UNIT = 3  # letters of a unit that count: so that cases and numbers of a word are one
_CHINESE = 0x2E80


@dataclass(frozen=True)
class Stated:
    """One sentence about a matter; ``told`` are ("day" or a unit, value) as they stand in it."""

    matter: Matter
    sentence: str
    told: frozenset[tuple[str, str]]

    def contradicts(self, other: "Stated") -> bool:
        """Tell whether both speak of the same kind of value, and of no same one."""
        kinds = {kind for kind, _value in self.told} & {kind for kind, _value in other.told}
        return any(
            not {value for told, value in self.told if told == kind}
            & {value for told, value in other.told if told == kind}
            for kind in kinds
        )


def stated_in(text: str, matters: Sequence[Matter], day: date) -> list[Stated]:
    """Give what ``text``, written on ``day``, says of each matter."""
    lines = [(matter, _variants(matter)) for matter in matters]
    found = []
    for sentence in sentences(text) if lines else ():
        folded = plain(sentence)
        about = [matter for matter, variants in lines if _names(folded, variants)]
        told = _values(folded, day) if about else frozenset()
        found += [Stated(matter, sentence, told) for matter in about if told]
    return found


def _variants(matter: Matter) -> list[list[str]]:
    return [plain(line).split() for line in matter.words.splitlines() if line.strip()]


def _names(folded: str, variants: Iterable[list[str]]) -> bool:
    return any(all(stands(word, folded) for word in words) for words in variants)


def stands(word: str, folded: str) -> bool:
    """Tell whether a word, or one that begins with it, is in a text; Chinese has no spaces."""
    if ord(word[0]) > _CHINESE:
        return word in folded
    return re.search(rf"(?<!\w){re.escape(word)}", folded) is not None


def _values(folded: str, day: date) -> frozenset[tuple[str, str]]:
    days = days_in(folded, day)
    told = {("day", one.day.isoformat()) for one in days}
    for hit in _FIGURE.finditer(folded):
        if not any(one.start < hit.end() and hit.start() < one.end for one in days):
            value = _figure(hit[1])
            if value:
                told.add(((hit[2] or "")[:_UNIT], value))
    return frozenset(told)


def _figure(said: str) -> str:
    """Read a number as people write it: 1 200, 1,200.50, 1.200,50; nothing where it is none."""
    bare = re.sub(r"\s", "", said)
    marks = [mark for mark in bare if mark in ".,"]
    last = max(bare.rfind("."), bare.rfind(","))
    if marks and (len(set(marks)) > 1 or len(bare) - last - 1 != _GROUP) and marks.count(
        bare[last]
    ) == 1:  # fmt: skip
        bare = re.sub(r"[.,]", "", bare[:last]) + "." + bare[last + 1 :]
    else:
        bare = re.sub(r"[.,]", "", bare)
    try:
        return f"{Decimal(bare).normalize():f}"
    except InvalidOperation:
        return ""


def says(phrase: str, text: str) -> str:
    """Give the sentence of ``text`` that holds all words of ``phrase`` in their order, if any."""
    words = _WORD.findall(plain(phrase))
    if not words:
        return ""
    gap = r"[\W\d_]*" if ord(words[0][0]) > _CHINESE else r"\w*[\W_]+"
    asked = re.compile(r"(?<!\w)" + gap.join(map(re.escape, words)))
    if ord(words[0][0]) > _CHINESE:
        asked = re.compile(gap.join(map(re.escape, words)))
    return next((one for one in sentences(text) if asked.search(plain(one))), "")


def shared_words(one: str, other: str) -> list[str]:
    """Give the words of five letters and more that begin alike in both texts."""
    there = {word[:6] for word in _WORD.findall(plain(other)) if len(word) >= 5}  # noqa: PLR2004
    found = [word for word in _WORD.findall(plain(one)) if len(word) >= 5]  # noqa: PLR2004
    return list({word[:6]: word for word in found if word[:6] in there}.values())
