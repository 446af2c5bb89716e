"""Text as people type it: folded for finding, keyed for sorting, checked before it is kept."""

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
_KEPT_MARKS = {("и", "\u0306"), ("е", "\u0308"), ("у", "\u0306"), ("і", "\u0308")}
_CONTROL_PICTURES = {**{code: chr(0x2400 + code) for code in range(0x20)}, 0x7F: "\u2421"}
_BLANK_EXTRA = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u2800\u3164\u115f\u1160\u180e\u034f"


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case without accents, in any script: what two spellings of one name share."""
    if text.isascii():
        return text.lower()
    out: list[str] = []
    for char in unicodedata.normalize("NFKD", text.casefold()):
        if unicodedata.combining(char):
            if out and (out[-1], char) in _KEPT_MARKS:
                out[-1] = unicodedata.normalize("NFC", out[-1] + char)
            continue
        out.append(char)
    return "".join(out).translate(_PLAIN)


def is_blank(text: str) -> bool:
    """Tell whether nothing of ``text`` can be seen: spaces, controls, invisible characters."""
    return all(
        char.isspace() or char in _BLANK_EXTRA or unicodedata.category(char) in {"Cc", "Cf", "Zs"}
        for char in text
    )


def storable(text: str) -> bool:
    """Tell whether both databases can keep ``text`` byte for byte."""
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def visible(text: str) -> str:
    """Show controls as symbols, so that nothing hides in a line that people read."""
    return "".join(_shown(char) for char in text) if _odd(text) else text


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
