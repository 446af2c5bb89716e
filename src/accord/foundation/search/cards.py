"""What the index keeps of a document: its card, its words, its text."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from accord.foundation.search.documents import Document
from accord.foundation.search.rows import CardRow, PassageRow, PostingRow, ReaderRow
from accord.foundation.search.shelves import (
    FOR_EVERYONE,
    FOR_NAMED,
    OTHER_WORDS,
    audience_of,
    for_named,
    is_of_department,
)
from accord.foundation.search.sources import KINDS, document_id
from accord.foundation.search.words import (
    SHORTEST_PART,
    line,
    parts,
    piece,
    pieces,
    terms,
    words,
)

MOST_WORDS: Final = 5000  # of one text
MANY_PARTS: Final = 800  # of new words of one transaction, from which they are kept fresh
_EPOCH: Final = datetime(1900, 1, 1, tzinfo=UTC)
_OBJECT_BITS: Final = 30
_MINUTE_BITS: Final = 27


def card_of(document: Document, key: int, shelf: int, within: int) -> CardRow:
    told = line(document.names, document.others, document.codes)
    return CardRow(
        key, shelf, document.ref, document.title[:300], document.subtitle[:300], document.look,
        told, within,
    )  # fmt: skip


def postings(card: CardRow, readers: Collection[ReaderRow] = ()) -> list[PostingRow]:
    """Give where each word of a card stands: with a department, and for people named beside it."""
    first, second = terms(card.words)
    shelves, key = [card.shelf_id], card.id
    if is_of_department(card.shelf_id) and any(person > 0 for person, _card in readers):
        shelves.append(for_named(card.shelf_id))
    found = [(shelf, token, key) for shelf in shelves for token in first]
    found += [(shelf + OTHER_WORDS, token, key) for shelf in shelves for token in second]
    return found


def has_readers(card: CardRow) -> bool:
    """Tell whether somebody may be named as a reader of a card."""
    return audience_of(card.shelf_id) == FOR_NAMED or bool(card.within_id)


def readers_of(document: Document, key: int, shelf: int) -> set[ReaderRow]:
    """Give who may find a document beside those whom its shelf is for."""
    people: set[int] = set()
    if audience_of(shelf) == FOR_NAMED:
        people.update(document.reader_ids)
    if audience_of(shelf) != FOR_EVERYONE:
        people.update(document.owner_ids)
    if document.stands_alone and document.within:
        people.update(-person for person in document.owner_ids)
    return {(person, key) for person in people}


def passage_of(document: Document, key: int, shelf: int, within: int) -> PassageRow:
    """Give a text the number of its moment, minutes since 1900, then which object's it is."""
    if document.at is None:
        raise ValueError(f"{document.kind} {document.object_id}: a text needs its moment")
    minutes = int((document.at - _EPOCH).total_seconds() // 60)
    minutes = min(max(0, minutes), (1 << _MINUTE_BITS) - 1)
    number = ((minutes << _OBJECT_BITS) | (key // KINDS & (1 << _OBJECT_BITS) - 1)) * KINDS
    found = dict.fromkeys(
        part for text in document.texts for word in words(text) for part in pieces(word)
    )
    return PassageRow(number + key % KINDS, key, shelf, within, list(found)[:MOST_WORDS])


def within_of(document: Document) -> int:
    """Give the id of the document that one must be allowed to see as well, or 0."""
    if document.within is None or not document.within[1]:
        return 0
    return document_id(*document.within)


def learnable(tokens: Iterable[str]) -> list[str]:
    """Give those of ``tokens`` that are words, which are also found by their parts and sounds."""
    return [
        token
        for token in tokens
        if len(token) >= SHORTEST_PART and token.isalpha() and not piece(token)
    ]


def parts_of(tokens: Iterable[str]) -> list[tuple[str, str]]:
    """Give every part and sound of ``tokens`` with its token, in order."""
    found: dict[str, list[str]] = {}
    for token in sorted(tokens):
        for part in set(parts(token)):
            found.setdefault(part, []).append(token)
    return [(part, token) for part in sorted(found) for token in found[part]]


def in_order(rows: Sequence[PostingRow]) -> list[PostingRow]:
    """Sort rows that come card by card: words are sorted once for all cards that have them."""
    shelves: dict[int, dict[str, list[PostingRow]]] = {}
    for row in rows:
        shelves.setdefault(row[0], {}).setdefault(row[1], []).append(row)
    return [
        row
        for _shelf, words_of in sorted(shelves.items())
        for word in sorted(words_of)
        for row in words_of[word]
    ]
