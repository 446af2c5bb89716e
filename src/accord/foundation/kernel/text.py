"""Text as people type it: folded for finding, keyed for sorting, checked before it is kept."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, written as people without the key type them.
_PLAIN = str.maketrans(
    {
        "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ŧ": "t", "ı": "i", "ĸ": "k",
        "ŋ": "n", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ŀ": "l", "ƶ": "z", "ǥ": "g",
        "’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'",
    }
)  # fmt: skip
# Marks that make another letter in Cyrillic are kept: й and ё are not и and е.
_KEPT_MARKS = tuple(
    (letter + mark, unicodedata.normalize("NFC", letter + mark))
    for letter, mark in (("и", "\u0306"), ("е", "\u0308"), ("у", "\u0306"), ("і", "\u0308"))
)
# A list is the fastest table to translate by; what few marks lie beyond it have one of their own.
_END = 0x3100
_FOLDED = [
    None if unicodedata.combining(chr(code)) else _PLAIN.get(code, chr(code))
    for code in range(_END)
]
_FAR_MARKS = {
    code: None
    for block in (0xA600, 0xA700, 0xA800, 0xA900, 0xAA00, 0xAB00, 0xFB00, 0xFE00, 0x10100, 0x10200,
                  0x10300, 0x10A00, 0x10D00, 0x10E00, 0x10F00, 0x11000, 0x11100, 0x11200, 0x11300,
                  0x11400, 0x11500, 0x11600, 0x11700, 0x11800, 0x11900, 0x11A00, 0x11C00, 0x11D00,
                  0x11F00, 0x16A00, 0x16B00, 0x16F00, 0x1BC00, 0x1D100, 0x1D200, 0x1E000, 0x1E100,
                  0x1E200, 0x1E400, 0x1E800, 0x1E900)
    for code in range(block, block + 0x100)
    if unicodedata.combining(chr(code))
}  # fmt: skip
_CONTROL_PICTURES = {**{code: chr(0x2400 + code) for code in range(0x20)}, 0x7F: "\u2421"}
# A joiner within a word or a picture of a script that joins.
_JOINS = r"[^\x00-\u02ff\s\u2000-\u206f]"
_JOINER = re.compile(rf"(?<={_JOINS})[\u200c\u200d](?={_JOINS})")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BLANK_EXTRA = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u2800\u3164\u115f\u1160\u180e\u034f"


@lru_cache(maxsize=6_144)
def fold(text: str) -> str:
    """Lower case without accents, in any script: what two spellings of one name share."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.casefold())
    if "\u0306" in bare or "\u0308" in bare:
        for loose, letter in _KEPT_MARKS:
            bare = bare.replace(loose, letter)
    bare = bare.translate(_FOLDED)
    return bare.translate(_FAR_MARKS) if bare and max(bare) >= "\ua600" else bare


def is_blank(text: str) -> bool:
    """Tell whether nothing of ``text`` can be seen: spaces, controls, invisible characters."""
    return all(
        char.isspace() or char in _BLANK_EXTRA or unicodedata.category(char) in {"Cc", "Cf", "Zs"}
        for char in text
    )


def storable(text: str) -> bool:
    """Tell whether both databases can keep ``text`` byte for byte."""
    return (text.isascii() and "\x00" not in text) or _UNSTORABLE.search(text) is None


def visible(text: str) -> str:
    """Show controls as symbols, so that nothing hides in a line that people read.

    Joiners between letters or pictures that need them stay: they are part of what is written.
    """
    if not _odd(text):
        return text if text.strip() else text.replace(" ", "\u2423")
    joiners = {found.start() for found in _JOINER.finditer(text)}
    return "".join(char if place in joiners else _shown(char) for place, char in enumerate(text))


def _odd(text: str) -> bool:
    return not text.isprintable()


def _shown(char: str) -> str:
    if char in "\n\t" or char.isprintable():
        return char
    code = ord(char)
    if code in _CONTROL_PICTURES:
        return _CONTROL_PICTURES[code]
    if unicodedata.category(char) == "Zs":
        return char
    return f"\u27e8{code:04X}\u27e9"


def initials(name: str) -> str:
    """Give the one or two characters that stand for a name in a round picture."""
    words = [word for word in name.replace("-", " ").split() if any(map(str.isalnum, word))]
    if not words:
        return "?"
    first = next(char for char in words[0] if char.isalnum())
    if _is_han(first):
        return first
    if len(words) == 1:
        return first.upper()
    last = next(char for char in words[-1] if char.isalnum())
    return (first + ("" if _is_han(last) else last)).upper()


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


@lru_cache(maxsize=16_384)
def tone(name: str) -> int:
    """Choose one of six quiet colours for a picture without a photograph, always the same one."""
    return sum(map(ord, name)) % 6 + 1
