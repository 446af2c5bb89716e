"""Proof that the index is true: every document made anew and compared with what is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accord.foundation.search.actions import Old, all_keys, difference, strays
from accord.foundation.search.cards import card_of, passage_of, postings, readers_of, within_of
from accord.foundation.search.documents import Document
from accord.foundation.search.rows import CardRow, PassageRow, PostingRow
from accord.foundation.search.shelves import shelf_of
from accord.foundation.search.sources import KINDS, document_id, kind_of, sources
from accord.foundation.search.tables import tables


@dataclass(frozen=True)
class Gap:
    """Where the index does not say what the record says; ``object_id`` 0 is the kind as a whole."""

    kind: str
    object_id: int
    reason: str


def differences() -> Iterator[Gap]:
    """Compare everything; nothing is given when the index is true. Takes minutes for a million."""
    words_expected = texts_expected = 0
    for kind, source in sources.items():
        for keys in all_keys(kind):
            documents = list(source.build(keys, {}))
            words, texts = _expected(documents)
            words_expected += len(words)
            texts_expected += len(texts)
            yield from _compared(kind, keys, documents)
            yield from _missing_words(words)
            yield from _missing_texts(texts)
        for key in strays(kind):
            yield Gap(kind, key, "is in the index, but no longer there")
    words_kept, texts_kept = tables().totals()
    if words_kept != words_expected:
        yield Gap("", 0, f"{words_kept} words are kept, {words_expected} are expected")
    if texts_kept != texts_expected:
        yield Gap("", 0, f"{texts_kept} texts are kept, {texts_expected} are expected")


def _expected(documents: Sequence[Document]) -> tuple[list[PostingRow], list[PassageRow]]:
    words: list[PostingRow] = []
    texts: list[PassageRow] = []
    for document in documents:
        key = document_id(document.kind, document.object_id)
        shelf, within = shelf_of(document), within_of(document)
        if document.names:
            words += postings(
                card_of(document, key, shelf, within), readers_of(document, key, shelf)
            )
        if document.texts:
            texts.append(passage_of(document, key, shelf, within))
    return words, texts


def _compared(kind: str, keys: Sequence[int], documents: Sequence[Document]) -> Iterator[Gap]:
    old = Old()
    old.look_up(kind, sources[kind], keys, lock=False)
    found = difference(old, documents)
    for card in found.cards:
        yield Gap(kind, card.id // KINDS, _reason(old.cards.get(card.id), card))
    for key in sorted(found.gone):
        yield Gap(kind, key // KINDS, "is in the index, but should not be")
    for key in sorted({card for _, card in found.readers_less | found.readers_more}):
        yield Gap(kind, key // KINDS, "is shown to other people than may see it")


def _reason(kept: CardRow | None, card: CardRow) -> str:
    if kept is None:
        return "is not in the index"
    if kept.shelf_id != card.shelf_id or kept.within_id != card.within_id:
        return "is shown to other people than may see it, or in another order"
    return "has changed since it was indexed"


def _missing_words(words: Sequence[PostingRow]) -> Iterator[Gap]:
    if words:
        for _shelf, token, key in tables().missing(words):
            yield Gap(kind_of(key % KINDS), key // KINDS, f"can't be found by {token!r}")


def _missing_texts(texts: Sequence[PassageRow]) -> Iterator[Gap]:
    kept = tables().passages_kept([row.id for row in texts])
    for row in texts:
        if kept.get(row.id) != row[1:4]:
            key = row.card_id
            yield Gap(kind_of(key % KINDS), key // KINDS, "its text can't be found as it stands")
