"""Text as the rules of reading see it: lower case without accents, each letter in its place."""

import re

from accord.foundation.kernel.text import fold

LONGEST = 400  # letters of what is read as one sentence
# Kept apart because Polish tells "I send" from "she sends" by them.
_KEPT = {"ę": "ę", "ą": "ą", "Ę": "ę", "Ą": "ą"}
_CAPITAL = "A-ZÀ-ÞŁŚŻŹĆŃŠŽÕÄÖÜА-ЯЁ\u3400-\u9fff"
# A stop with a capital behind it, or a stop that needs none.
_SENTENCE = re.compile(rf"(?<=[.!?…])[\"”’»)]*\s+(?=[\"“„«(]?[{_CAPITAL}@\d])|[。！？\n;；]+")


def plain(text: str) -> str:
    """Fold ``text`` letter by letter, so that every place in it stays the same."""
    return "".join(_letter(char) for char in text)


def _letter(char: str) -> str:
    kept = _KEPT.get(char)
    if kept is not None:
        return kept
    folded = fold(char)
    if len(folded) == 1:
        return folded
    lower = char.lower()
    return lower if len(lower) == 1 else char


def sentences(text: str) -> list[str]:
    """Cut a note into sentences; a date like 20.11. does not end one before a small letter."""
    found, start = [], 0
    for stop in _SENTENCE.finditer(text):
        found.append(text[start : stop.start()])
        start = stop.end()
    found.append(text[start:])
    return [part for sentence in found for part in _pieces(sentence.strip()) if part]


def _pieces(sentence: str) -> list[str]:
    """Cut what goes on and on where a word ends: reading costs more than its length."""
    pieces = []
    while len(sentence) > LONGEST:
        cut = sentence.rfind(" ", LONGEST // 2, LONGEST)
        cut = LONGEST if cut < 0 else cut
        pieces.append(sentence[:cut].strip())
        sentence = sentence[cut:].strip()
    return [*pieces, sentence]
