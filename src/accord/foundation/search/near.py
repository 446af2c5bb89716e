"""Words like a word: those that have it inside, and those it is a slip of the finger away from."""

from collections.abc import Iterable
from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

from accord.foundation.search.asking import beginning, exactly
from accord.foundation.search.tables import tables
from accord.foundation.search.words import PART_LENGTH, SOUND, piece, sound, sounds

MOST_INSIDE: Final = 12
SHORTEST_INSIDE: Final = 4
MOST_NEAR: Final = 6
_CANDIDATES: Final = 150  # of one sound
_SLIPS: Final = ((3, 0), (6, 1), (10, 2))  # below this length, so many


def slips(word: str) -> int:
    """Tell how many slips a word of this length may have."""
    return next((most for length, most in _SLIPS if len(word) < length), 3)


def inside(word: str) -> list[str]:
    """Give words that have ``word`` in them, not at their beginning; the shortest first."""
    if len(word) < SHORTEST_INSIDE or not word.isalpha() or piece(word):
        return []
    found = tables().tokens([beginning(word[:PART_LENGTH])], _CANDIDATES)
    fitting = {token for token in found if word in token[1:] and not token.startswith(word)}
    return sorted(fitting, key=lambda token: (len(token), token))[:MOST_INSIDE]


def near(word: str) -> list[str]:
    """Give the words that ``word`` may have been meant to be, or to become; the likeliest first."""
    most = slips(word)
    if not most or not word.isalpha() or piece(word):
        return []
    asked = [exactly(key) for key in sounds(word)]
    if asked:
        asked.append(beginning(SOUND + sound(word)))
    if not asked:
        return []
    return _closest(word, set(tables().tokens(asked, _CANDIDATES)), most)


def _closest(word: str, tokens: Iterable[str], most: int) -> list[str]:
    measured: list[tuple[int, float, str]] = []
    for token in tokens:
        distance = _distance(word, token, most)
        if distance <= most and token != word:
            measured.append((distance, -JaroWinkler.similarity(word, token), token))
    measured.sort()
    best = measured[0][0] if measured else 0
    return [token for distance, _, token in measured if distance == best][:MOST_NEAR]


def _distance(word: str, token: str, most: int) -> int:
    """Measure against the whole token and against its beginning, which may be all one typed yet.

    Between scripts the sounds are measured, and count for one slip.
    """
    if word.isascii() != token.isascii():
        return 1 if sound(word) == sound(token) else most + 1
    whole = OSA.distance(word, token, score_cutoff=most)
    if len(token) <= len(word) or whole == 0:
        return whole
    begun = min(
        OSA.distance(word, token[:length], score_cutoff=most)
        for length in (len(word), len(word) + 1)
    )
    return min(whole, begun)
