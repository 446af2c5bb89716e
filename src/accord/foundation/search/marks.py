"""Which letters of a text are those that were looked for, whatever script they were typed in."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from accord.foundation.search.words import plain

Piece = tuple[str, bool]


def marked(text: str, words: Iterable[str]) -> list[Piece]:
    """Cut ``text`` into pieces and tell of each whether it was looked for."""
    flat, places = _mapped(text)
    spans = sorted({span for word in words if word for span in _spans(flat, word)})
    pieces: list[Piece] = []
    end = 0
    for start, stop in spans:
        first, last = places[start], places[stop - 1] + 1
        if first < end:
            continue
        if first > end:
            pieces.append((text[end:first], False))
        pieces.append((text[first:last], True))
        end = last
    if end < len(text):
        pieces.append((text[end:], False))
    return pieces


def excerpt(text: str, words: Sequence[str], around: int = 80) -> list[Piece]:
    """Cut out what stands around the first of ``words``, marked, with … where text was left out."""
    flat, places = _mapped(text)
    starts = [span[0] for word in words for span in _spans(flat, word)[:1]]
    at = places[min(starts)] if starts else 0
    begin = max(0, at - around)
    stop = min(len(text), at + 2 * around)
    begin = text.find(" ", begin, at) + 1 or begin if begin else 0
    stop = text.rfind(" ", at, stop) if stop < len(text) and " " in text[at:stop] else stop
    pieces = marked(text[begin:stop], words)
    return [
        *([("… ", False)] if begin else []),
        *pieces,
        *([(" …", False)] if stop < len(text) else []),
    ]


def _spans(flat: str, word: str) -> list[tuple[int, int]]:
    """Give where ``word`` begins a word, or, if nowhere, where it first stands within one."""
    found: list[tuple[int, int]] = []
    within: list[tuple[int, int]] = []
    start = flat.find(word)
    while start >= 0:
        span = (start, start + len(word))
        begins = start == 0 or not flat[start - 1].isalnum()
        (found if begins else within).append(span)
        start = flat.find(word, span[1])
    return found or within[:1]


def _mapped(text: str) -> tuple[str, Sequence[int]]:
    """Give ``text`` as words are kept, and for each letter of that where it comes from."""
    flat = plain(text)
    if len(flat) == len(text) and "'" not in flat:
        return flat, range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in _letters(char):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _letters(char: str) -> str:
    return plain(char).replace("'", "")
