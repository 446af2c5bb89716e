"""Which known needs a note speaks of, by the words they share."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from accord.features.engagement.queries._plain import plain
from accord.features.needs.models import Need
from accord.features.needs.queries import needs_of_many
from accord.features.stakeholders.models import Party

MOST = 5
STEM = 5  # letters by which inflected words are held to be one
FEW = 3  # words of a need so short that one of them is enough
_EMPTY = frozenset(
    """
    about after again before being could every from have into just more never only other over
    should start still than that their them then there these they this those very want wants were
    what when where which while will with would your
    jest jako oraz przed przez tylko tego jego ktory ktore kiedy zeby bardzo moze
    enne kuni oleks peaks nende mille millal ainult vaga ning
    перед после чтобы только когда которы очень может будет этого
    """.split()  # noqa: SIM905 -- words read better as text
)
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def stems(text: str) -> set[str]:
    """Give the words that carry sense, cut to what their forms share; pairs of Han characters."""
    folded = plain(text)
    found = {
        word[:STEM]
        for word in _WORD.findall(_HAN.sub(" ", folded))
        if len(word) >= STEM - 1 and word not in _EMPTY
    }
    for run in _HAN.findall(folded):
        found |= {run[place : place + 2] for place in range(len(run) - 1)}
    return found


def needs_spoken_of(user: Any, text: str, parties: Sequence[Party]) -> list[Need]:
    """Give the needs of ``parties`` that ``text`` seems to speak of, the closest first."""
    if not parties or not text.strip():
        return []
    said = stems(text)
    met = [
        (shared, need)
        for need in needs_of_many(user, [party.pk for party in parties])
        if (shared := _shared(stems(need.words), said))
    ]
    return [need for _shared_count, need in sorted(met, key=lambda pair: -pair[0])[:MOST]]


def _shared(wanted: set[str], said: set[str]) -> int:
    shared = len(wanted & said)
    return shared if shared > 1 or (shared and len(wanted) <= FEW) else 0


def says_the_same(words: str, needs: Iterable[Need]) -> bool:
    """Tell whether one of ``needs`` says what ``words`` say."""
    said = stems(words)
    return any(2 * len(said & stems(need.words)) > len(said) for need in needs)
