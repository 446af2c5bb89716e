"""Finding in running text: notes and what was said, the newest first."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.foundation.accounts.reach import reach_of
from accord.foundation.kernel.errors import Invalid
from accord.foundation.search.conditions import reads, seen, within
from accord.foundation.search.documents import Document
from accord.foundation.search.marks import Piece, excerpt
from accord.foundation.search.rows import Condition, PassageFound
from accord.foundation.search.shelves import Sight
from accord.foundation.search.sources import KINDS, kind_of, sources
from accord.foundation.search.tables import tables
from accord.foundation.search.words import piece, pieces, words

MOST_WORDS = 8
NEWEST = 2**63 - 1


@dataclass(frozen=True)
class TextHit:
    """A text that has the words; ``title`` and ``ref`` are of the record it belongs to."""

    kind: str
    object_id: int
    at: datetime
    title: str
    ref: str
    look: str
    address: str
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True)
class TextsFound:
    hits: tuple[TextHit, ...] = ()
    after: str = ""


def find_texts(
    user: Any, text: str, *, limit: int = 20, kinds: Collection[str] = (), after: str = ""
) -> TextsFound:
    """Find texts that have all the words of ``text``, the last one perhaps only begun.

    Raises Invalid when ``after`` is none that was given out.
    """
    asked = words(text[:200])[:MOST_WORDS]
    numbers = [source.number for key, source in sources.items()
               if (not kinds or key in kinds) and source.rule.allows(user)]  # fmt: skip
    sight = Sight.of(reach_of(user))
    if not asked or not numbers or sight.is_blind:
        return TextsFound()
    rows = tables().find_passages(
        exact=[part for word in asked[:-1] for part in _whole_pieces(word)] + _begun(asked[-1])[0],
        begun=_begun(asked[-1])[1],
        before=_read(after),
        also=_also(numbers, sight),
        limit=limit + 1,
    )
    more = str(rows[limit - 1].id) if len(rows) > limit else ""
    return TextsFound(tuple(_hits(rows[:limit], asked)), more)


def _whole_pieces(word: str) -> list[str]:
    size = piece(word)
    return [part for part in pieces(word) if len(part) == size] or [word] if size else [word]


def _begun(word: str) -> tuple[list[str], str]:
    """Split the last word into pieces that stand whole and one that may go on."""
    size = piece(word)
    if size and len(word) > size:
        return _whole_pieces(word), ""
    return [], word


def _also(numbers: Sequence[int], sight: Sight) -> Condition:
    kinds = f" AND p.id %% {KINDS} IN ({','.join(map(str, sorted(numbers)))})"
    own, named = seen("p.shelf_id", "p.card_id", sight), reads("p.card_id", sight.person_id or 0)
    above = within("p.within_id", sight, "p.card_id")
    values = (*own.values, *named.values, *above.values)
    return Condition(f"{kinds} AND ({own.sql} OR {named.sql}){above.sql}", values)


def _read(after: str) -> int:
    if not after:
        return NEWEST
    if not after.isdecimal() or int(after) > NEWEST:
        raise Invalid(_("This page can't be found again."))
    return int(after)


def _hits(rows: Sequence[PassageFound], asked: Sequence[str]) -> list[TextHit]:
    told = _documents(rows)
    hits = []
    for row in rows:
        document = told.get(row.card_id)
        if document is None or document.at is None:
            continue
        kind, key = document.kind, document.object_id
        text = " · ".join(part for part in document.texts if part)
        hits.append(
            TextHit(
                kind, key, document.at, row.title, row.ref, row.look,
                sources[kind].address(row.ref, key), tuple(excerpt(text, asked)),
            )
        )  # fmt: skip
    return hits


def _documents(rows: Sequence[PassageFound]) -> dict[int, Document]:
    """Ask the sources for the texts themselves: the index keeps their words only."""
    keys: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        keys[kind_of(row.card_id % KINDS)].append(row.card_id // KINDS)
    return {
        document.object_id * KINDS + sources[kind].number: document
        for kind, some in keys.items()
        for document in sources[kind].build(some, {})
    }
