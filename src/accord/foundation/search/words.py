"""Words as the index keeps them, and the parts and sounds by which each is found as well.

They are folded, in Latin letters where that can be, and cut where a script leaves no spaces.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from accord.foundation.kernel.text import fold
from accord.foundation.search.letters import CONSONANTS, LATIN

LONGEST = 40  # characters of one word
MOST = 48  # words of one name, other words, codes of one document
MOST_NAMES = 24
WHOLE = "="  # marks a whole name; no word begins with it
LAST = "\U0010ffff"  # sorts after everything


def _ranges(chars: Iterable[int]) -> str:
    """Write code points as the inside of a character class."""
    out: list[str] = []
    start = previous = -2
    for code in chars:
        if code != previous + 1:
            if start >= 0:
                out.append(f"{chr(start)}-{chr(previous)}")
            start = code
        previous = code
    return "".join([*out, f"{chr(start)}-{chr(previous)}"])


@cache
def _word() -> re.Pattern[str]:
    """Compile what is a word beyond ASCII when the first of them is met: marks belong to it."""
    marks = _ranges(c for c in range(0x300, 0x20000) if unicodedata.category(chr(c))[0] == "M")
    return re.compile(rf"(?:[^\W_]|[{marks}])+")


_ASCII = re.compile(r"[a-z0-9]+")
_DOTTED = re.compile(r"(?<!\w)((?:\w\.)+\w?)(?!\w)")
_JOINED = str.maketrans({"'": "", "\u00b7": "", "_": " "})
_RESERVED = str.maketrans("", "", "|/=~<\\%_\"'{},\x00")
# Scripts without spaces between words, and how many characters make one piece of them.
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"  # noqa: E501
_THAI = "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff"
_SPACELESS = re.compile(rf"([{_HAN}]+)|([{_THAI}]+)|([^{_HAN}{_THAI}]+)")
_SPACELESS_FROM: Final = "\u0e00"
HAN_PIECE: Final = 2
THAI_PIECE: Final = 3


def plain(text: str) -> str:
    """Fold ``text`` and write it in Latin letters where its script has a table for them."""
    folded = fold(text)
    return folded if folded.isascii() else folded.translate(LATIN)


def words(text: str) -> tuple[str, ...]:
    """Split ``text`` into the words it is found by, in order; scripts without spaces stay whole."""
    found: list[str] = []
    for chunk in text.split():
        found += _of_chunk(chunk)
    return tuple(found) or _signs(plain(text))


@lru_cache(maxsize=16_384)
def _of_chunk(chunk: str) -> tuple[str, ...]:
    flat = plain(chunk)
    if "." in flat:
        flat = _DOTTED.sub(lambda found: found[1].replace(".", ""), flat)
    if flat.isascii():
        flat = flat.replace("'", "").replace("_", " ")
        return tuple(word[:LONGEST] for word in _ASCII.findall(flat))
    found: list[str] = _word().findall(flat.translate(_JOINED))
    return tuple(part[:LONGEST] for word in found for part in _scripts(word))


def _signs(flat: str) -> tuple[str, ...]:
    """Give the signs of a text that has no letter and no number: ★ is a name, too."""
    return tuple(sign[:LONGEST] for sign in flat.translate(_RESERVED).split())


def _scripts(word: str) -> list[str]:
    if not _SPACELESS.match(word) or word.isascii():
        return [word]
    return [found[0] for found in _SPACELESS.finditer(word)]


def piece(word: str) -> int:
    """Tell into how many characters at a time ``word`` is cut; 0 says that it stays whole."""
    if word < _SPACELESS_FROM:
        return 0
    found = _SPACELESS.match(word)
    if found is None or found[3]:
        return 0
    return HAN_PIECE if found[1] else THAI_PIECE


def pieces(word: str) -> list[str]:
    """Give what is kept of one word: itself, or its overlapping pieces down to the last letter."""
    size = piece(word)
    if not size:
        return [word]
    return [word[start : start + size] for start in range(len(word))]


def _whole(name: str) -> str:
    return WHOLE + " ".join(words(name))[:LONGEST]


def whole(text: str) -> str:
    """Give the key under which a whole name, or the beginning of one, is kept."""
    return _whole(text)


def before(prefix: str) -> str:
    """Give the bound below which everything that begins with ``prefix`` sorts."""
    return prefix + LAST


# What a card keeps of its document is one line: names, other words, keys. Everything that the
# index holds of the card follows from that line.
PARTING = " | "
NAME_PARTING = " / "


def line(names: Iterable[str], others: Iterable[str], codes: Iterable[str]) -> str:
    """Write the words of a document as its card keeps them; each word has a space before it."""
    told: dict[str, None] = {}
    for name in names:
        told[" ".join(words(name)[:MOST])] = None
    more: dict[str, None] = {}
    for text in others:
        if text:
            more.update(dict.fromkeys(words(text)))
    keys = dict.fromkeys(codes)
    return (
        f" {NAME_PARTING.join(list(told)[:MOST_NAMES])}{PARTING}{' '.join(list(more)[:MOST])}"
        f"{PARTING}{' '.join(list(keys)[:MOST])} "
    )


def terms(told: str) -> tuple[set[str], set[str]]:
    """Give the index terms of a card's line: those of its names and codes, and its other words."""
    names, others, codes = told[1:-1].split(PARTING)
    if told.isascii():
        first = {*codes.split(), *names.split()}
        first.discard(NAME_PARTING.strip())
        second = set(others.split())
    else:
        first = {*codes.split(), *_in_pieces(names)}
        second = _in_pieces(others)
    for name in names.split(NAME_PARTING):
        if name:
            first.add(WHOLE + name[:LONGEST])
    return first, second - first


def _in_pieces(text: str) -> set[str]:
    found = set(text.split())
    for word in [word for word in found if word > _SPACELESS_FROM and piece(word)]:
        found.remove(word)
        found.update(pieces(word))
    found.discard(NAME_PARTING.strip())
    return found


# --- found when typed otherwise

SOUND = "~"  # marks the sound of a word among the parts of words
SHORTEST_PART = 3
FIRST_PART = 2  # a part begins at this letter or later
PART_LENGTH = 10
SOUNDS = 6
_DIGRAPHS = re.compile(r"tsch|tch|shch|sch|sh|sz|cz|ch|ph|th|kh|gh|zh|rz|ts|tz|dz|ck|(.)\1+")
_SAME = {
    "tsch": "c", "tch": "c", "shch": "s", "sch": "s", "sh": "s", "sz": "s", "cz": "c", "ch": "c",
    "ph": "v", "th": "t", "kh": "k", "gh": "g", "zh": "s", "rz": "s", "ts": "s", "tz": "s",
    "dz": "s", "ck": "k",
}  # fmt: skip
_CLASS = str.maketrans({"w": "v", "f": "v", "q": "k", "z": "s", "j": "i", "y": "i", "x": "ks"})
_HARD = str.maketrans({"c": "k"})
_NO_VOWELS = str.maketrans("", "", "aeiou")


@lru_cache(maxsize=16_384)
def sound(word: str) -> str:
    """Give what is left of ``word`` when only its sounding consonants are written down."""
    bare = word.translate(CONSONANTS) if not word.isascii() else word
    if not (bare.isascii() and bare.isalpha()):
        return ""
    bare = _soft(bare)
    first = "a" if bare[0] in "aeiou" else bare[0]
    skeleton = (first + bare[1:].translate(_NO_VOWELS))[:SOUNDS]
    return skeleton if len(skeleton) >= SHORTEST_PART else bare[:SOUNDS]


def _soft(word: str) -> str:
    marked = _DIGRAPHS.sub(lambda found: found[1] or _SAME[found[0]].upper(), word)
    return marked.translate(_HARD).lower().translate(_CLASS)


def sounds(word: str) -> list[str]:
    """Give the sound of ``word``, and that less one letter each: a slip leaves one the same."""
    skeleton = sound(word)
    if not skeleton:
        return []
    keys = [skeleton]
    if len(skeleton) > SHORTEST_PART - 1:
        keys += [skeleton[:i] + skeleton[i + 1 :] for i in range(len(skeleton))]
    return [SOUND + key for key in dict.fromkeys(keys)]


def parts(word: str) -> Iterator[str]:
    """Give everything by which ``word`` is found: itself, its later parts, its sounds."""
    yield word
    if not word.isalpha():
        return
    for start in range(FIRST_PART, len(word) - SHORTEST_PART + 1):
        yield word[start : start + PART_LENGTH]
    yield from sounds(word)
