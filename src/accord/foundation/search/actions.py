"""Every write to the index: what a transaction touched, and everything anew."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from accord.foundation.journal.derived import Touched
from accord.foundation.journal.writing import writing
from accord.foundation.search.documents import Document
from accord.foundation.search.rows import CardRow, PassageRow, PostingRow
from accord.foundation.search.shelves import FOR_NAMED, OTHER_WORDS, audience_of, shelf_of
from accord.foundation.search.sources import KINDS, Source, document_id, sources
from accord.foundation.search.tables import tables
from accord.foundation.search.words import (
    SHORTEST_PART,
    line,
    parts,
    piece,
    pieces,
    terms,
    words,
)

CHUNK: Final = 2000
MOST_WORDS: Final = 5000  # of one text
_EPOCH: Final = datetime(1900, 1, 1, tzinfo=UTC)
_OBJECT_BITS: Final = 30


def follow(touched: Mapping[str, Touched], at: datetime) -> None:
    """Bring the index up to date with one transaction, within it."""
    del at
    for kind, source in sources.items():
        keys: set[int] = set()
        for label, watch in source.watches.items():
            if label in touched:
                keys |= watch.concerned(touched[label])
        if keys:
            own = touched.get(source.model)
            fresh = {row.pk for row in own.added} if own else set()
            _keep(kind, sorted(keys), touched, is_fresh=keys <= fresh)


def _keep(
    kind: str, keys: Sequence[int], touched: Mapping[str, Touched], *, is_fresh: bool
) -> None:
    source = sources[kind]
    ids = [document_id(kind, key) for key in keys]
    old = Old() if is_fresh else Old.of(source, ids)
    _Changes(old, list(source.build(keys, touched))).write()


@dataclass
class Old:
    """What the index keeps of some documents now."""

    cards: dict[int, CardRow] = field(default_factory=dict)
    readers: set[tuple[int, int]] = field(default_factory=set)
    passages: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, source: Source, ids: Sequence[int]) -> "Old":
        keep = tables()
        cards = {} if source.is_text else keep.cards(ids, lock=True)
        named = [key for key, card in cards.items() if audience_of(card.shelf_id) == FOR_NAMED]
        return cls(
            cards,
            keep.readers(ids if source.is_text else named) if named or source.is_text else set(),
            keep.passages(ids),
        )


class _Changes:
    """The difference between what the index keeps and what the documents are now."""

    def __init__(self, old: Old, documents: Sequence[Document]) -> None:
        self.old = old
        self.shelves: set[int] = set()
        self.cards: list[CardRow] = []
        self.more: list[PostingRow] = []
        self.less: list[PostingRow] = []
        self.words: set[str] = set()
        self.readers: set[tuple[int, int]] = set()
        self.passages: list[PassageRow] = []
        gone = dict(old.cards)
        for document in documents:
            self._take(document, gone)
        for card in gone.values():
            self.less += postings(card)
        self.gone = list(gone)

    def _take(self, document: Document, gone: dict[int, CardRow]) -> None:
        key = document_id(document.kind, document.object_id)
        shelf = shelf_of(document)
        within = document_id(*document.within) if document.within else 0
        if audience_of(shelf) == FOR_NAMED:
            self.readers.update((person, key) for person in document.reader_ids)
        if document.names:
            card = card_of(document, key, shelf, within)
            before = gone.pop(key, None)
            if before != card:
                self._change(before, card)
        if document.texts:
            self.shelves.add(shelf)
            self.passages.append(passage_of(document, key, shelf, within))

    def _change(self, before: CardRow | None, card: CardRow) -> None:
        self.cards.append(card)
        if before is not None and (before.shelf_id, before.words) == (card.shelf_id, card.words):
            return
        new = postings(card)
        if before is not None:
            were = set(postings(before))
            self.less += were.difference(new)
            new = [row for row in new if row not in were]
        self.more += new
        self.shelves.update([row[0] for row in new])

    def write(self) -> None:
        """Write rows in the order of their keys: near to each other, and no two writers cross."""
        keep = tables()
        if self.gone:
            keep.drop_cards(self.gone)
        if self.less:
            keep.drop_postings(sorted(self.less))
        if self.cards:
            keep.add_cards(sorted(self.cards))
        if self.more:
            keep.add_postings(sorted(self.more))
            _learn({token for _, token, _ in self.more})
        self._write_others()

    def _write_others(self) -> None:
        keep = tables()
        if left := self.old.readers - self.readers:
            keep.drop_readers(sorted(left))
        if new := self.readers - self.old.readers:
            keep.add_readers(sorted(new))
        if self.old.passages:
            keep.drop_passages(self.old.passages)
        if self.passages:
            keep.add_passages(self.passages)
        if self.shelves:
            keep.add_shelves(sorted(self.shelves.difference(keep.shelves())))


def _learn(tokens: set[str]) -> None:
    """Take up the parts and sounds of words that are new to the index."""
    keep = tables()
    plain = sorted(
        token
        for token in tokens
        if len(token) >= SHORTEST_PART and token.isalpha() and not piece(token)
    )
    if plain and (new := keep.unknown(plain)):
        keep.add_parts(sorted((part, token) for token in new for part in set(parts(token))))


def card_of(document: Document, key: int, shelf: int, within: int) -> CardRow:
    told = line(document.names, document.others, document.codes)
    return CardRow(
        key, shelf, document.ref, document.title[:300], document.subtitle[:300], document.look,
        told, within,
    )  # fmt: skip


def postings(card: CardRow) -> list[PostingRow]:
    first, second = terms(card.words)
    shelf, key = card.shelf_id, card.id
    found = [(shelf, token, key) for token in first]
    shelf += OTHER_WORDS
    found += [(shelf, token, key) for token in second]
    return found


def passage_of(document: Document, key: int, shelf: int, within: int) -> PassageRow:
    """Give a text the number of its moment, minutes since 1900, then which object's it is."""
    if document.at is None:
        raise ValueError(f"{document.kind} {document.object_id}: a text needs its moment")
    minutes = max(0, int((document.at - _EPOCH).total_seconds() // 60))
    number = ((minutes << _OBJECT_BITS) | (key // KINDS & (1 << _OBJECT_BITS) - 1)) * KINDS
    found = dict.fromkeys(
        part for text in document.texts for word in words(text) for part in pieces(word)
    )
    return PassageRow(number + key % KINDS, key, shelf, within, list(found)[:MOST_WORDS])


Progress = Callable[[int, int], None]


def reindex(*, progress: Progress | None = None, kinds: Iterable[str] = ()) -> int:
    """Make the whole index anew, source by source in chunks of their own transactions.

    Searching goes on meanwhile, with what has been reached so far.
    """
    chosen = list(kinds) or [key for key, _ in sources.items()]
    done = 0
    with writing():
        if not kinds:
            tables().empty()
    for kind in chosen:
        for keys in all_keys(kind):
            with writing():
                _keep(kind, keys, {}, is_fresh=False)
            done += len(keys)
            if progress is not None:
                progress(done, 0)
    return done


def all_keys(kind: str) -> Iterator[list[int]]:
    from django.apps import apps

    rows = apps.get_model(sources[kind].model)._base_manager  # noqa: SLF001
    last = 0
    while keys := list(
        rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        last = keys[-1]
        yield keys
