"""Every write to the index: what a transaction touched, and everything anew."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from accord.foundation.journal.derived import Foreseen, Touched
from accord.foundation.journal.writing import writing
from accord.foundation.search.cards import (
    card_of,
    has_readers,
    in_order,
    learnable,
    parts_of,
    passage_of,
    postings,
    readers_of,
    within_of,
)
from accord.foundation.search.documents import Document
from accord.foundation.search.models import Card, Fresh, FreshPosting, Part, Posting
from accord.foundation.search.rows import CardRow, Difference, ReaderRow
from accord.foundation.search.shelves import shelf_of
from accord.foundation.search.sources import Source, document_id, sources
from accord.foundation.search.tables import tables
from accord.foundation.search.words import terms

CHUNK: Final = 2000
SORTED: Final = 5000  # words, and parts of words, in one transaction
Progress = Callable[[int, int], None]


def follow(touched: Mapping[str, Touched], at: datetime) -> None:
    """Bring the index up to date with one transaction, within it."""
    del at
    old, documents = _concerned(touched)
    if documents or not old.is_empty:
        tables().write(difference(old, documents))


def foresee(touched: Mapping[str, Touched]) -> Foreseen | None:
    """Work out what the index will keep of new rows, before the transaction that adds them."""
    old, documents = _concerned(touched)
    if not old.is_empty:
        return None
    found = difference(old, documents)
    found.cards.sort()
    found.more = in_order(found.more)
    found.parts = tables().unknown_parts(found)
    shelves = Difference(shelves=found.shelves)
    found.shelves = set()
    return (lambda: tables().write(found), lambda: tables().write(shelves))


def _concerned(touched: Mapping[str, Touched]) -> tuple["Old", list[Document]]:
    """Give the documents that a transaction concerns, as they are kept and as they will be."""
    old = Old()
    documents: list[Document] = []
    for kind, source in sources.items():
        keys: set[int] = set()
        for label, watch in source.watches.items():
            if label in touched:
                keys |= watch.concerned(touched[label])
        if keys:
            own = touched.get(source.model)
            known = keys.difference(row.pk for row in own.added) if own else keys
            old.look_up(kind, source, sorted(known))
            documents += source.build(sorted(keys), touched)
    return old, documents


@dataclass
class Old:
    """What the index keeps of some documents now."""

    cards: dict[int, CardRow] = field(default_factory=dict)
    readers: set[ReaderRow] = field(default_factory=set)
    passages: set[int] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        return not (self.cards or self.readers or self.passages)

    def readers_by_card(self) -> dict[int, set[ReaderRow]]:
        found: dict[int, set[ReaderRow]] = defaultdict(set)
        for row in self.readers:
            found[row[1]].add(row)
        return found

    def look_up(self, kind: str, source: Source, keys: Sequence[int], *, lock: bool = True) -> None:
        """Read, and lock before their documents are built, the cards of ``keys``."""
        if not keys:
            return
        keep = tables()
        ids = [document_id(kind, key) for key in keys]
        named = ids
        if not source.is_text:
            cards = keep.cards(ids, lock=lock)
            self.cards.update(cards)
            named = [key for key, card in cards.items() if has_readers(card)]
        if source.is_text or source.has_texts:
            self.passages.update(keep.passages(ids))
        if named:
            self.readers.update(keep.readers(named))


def difference(old: Old, documents: Sequence[Document], *, anew: bool = False) -> Difference:
    """Compare what the index keeps with what the documents are; ``anew`` trusts nothing."""
    found = Difference(passages_gone=old.passages, anew=anew)
    gone, had = dict(old.cards), old.readers_by_card()
    readers: set[ReaderRow] = set()
    for document in documents:
        key = document_id(document.kind, document.object_id)
        shelf = shelf_of(document)
        readers |= (own := readers_of(document, key, shelf))
        if document.names:
            card = card_of(document, key, shelf, within_of(document))
            _compare(found, (gone.pop(key, None), had[key]), (card, own), anew=anew)
        if document.texts:
            found.shelves.add(shelf)
            found.passages.append(passage_of(document, key, shelf, within_of(document)))
    found.gone = set(gone)
    for key, card in gone.items():
        found.less.update(postings(card, had[key]))
    found.readers_less = old.readers - readers
    found.readers_more = readers - old.readers
    return found


def _compare(
    found: Difference, before: tuple[CardRow | None, set[ReaderRow]],
    after: tuple[CardRow, set[ReaderRow]], *, anew: bool,
) -> None:  # fmt: skip
    if before == after and not anew:
        return
    if before[0] != after[0] or anew:
        found.cards.append(after[0])
    new = postings(*after)
    if before[0] is not None:
        were = set(postings(before[0], before[1]))
        found.less |= were if anew else were.difference(new)
        new = new if anew else [row for row in new if row not in were]
    found.more += new
    found.shelves.update([row[0] for row in new])


@dataclass(frozen=True)
class Reached:
    """How far reindexing is: everything of ``kind`` up to ``last``, ``done`` of ``total``."""

    kind: str
    last: int
    done: int
    total: int


def reindex(
    *, progress: Progress | None = None, kinds: Iterable[str] = (), anew: bool = False
) -> int:
    """Write the whole index once more; give how many documents there are to see to.

    Meanwhile everything is found as before, unless ``anew`` empties the index first, which
    takes half as long and also forgets the parts of words that nobody is called any more.
    """
    if anew:
        with writing():
            tables().empty()
    done = 0
    for reached in reindexing(kinds):
        done = reached.done
        if progress is not None:
            progress(done, reached.total)
    return done


def reindexing(kinds: Iterable[str] = (), *, after: tuple[str, int] = ("", 0)) -> Iterator[Reached]:
    """Write the index once more, step by step, each in its own transaction.

    ``after`` goes on behind a step that was reached before.
    """
    chosen = list(kinds) or [key for key, _ in sources.items()]
    total = sum(_rows(kind).count() for kind in chosen)
    done = 0
    for kind in chosen[chosen.index(after[0]) if after[0] in chosen else 0 :]:
        for keys in all_keys(kind, after=after[1] if kind == after[0] else 0):
            with writing():
                _write_anew(kind, keys)
            done += len(keys)
            yield Reached(kind, keys[-1], done, total)
        with writing():
            _drop_strays(kind)
    if not kinds:
        with writing():
            tables().drop_orphans()
    while sort_in():
        pass


def _write_anew(kind: str, keys: Sequence[int]) -> None:
    source = sources[kind]
    old = Old()
    old.look_up(kind, source, keys)
    tables().write(difference(old, list(source.build(keys, {})), anew=True))


def all_keys(kind: str, *, after: int = 0) -> Iterator[list[int]]:
    """Give the ids of everything of one kind, chunk by chunk."""
    last = after
    while keys := list(
        _rows(kind).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        last = keys[-1]
        yield keys


def _drop_strays(kind: str) -> None:
    """Forget what is no longer there."""
    while gone := strays(kind):
        old = Old()
        old.look_up(kind, sources[kind], gone)
        tables().write(difference(old, []))


def strays(kind: str) -> list[int]:
    """Give ids, a chunk of them, that the index has and that are no longer there."""
    source = sources[kind]
    model = apps.get_model(source.model)
    return tables().strays(source.number, model._meta.db_table, CHUNK)  # noqa: SLF001


def _rows(kind: str) -> QuerySet[Model]:
    rows: QuerySet[Model] = apps.get_model(sources[kind].model)._base_manager.all()  # noqa: SLF001
    return rows


def sort_in() -> bool:
    """Sort some thousand fresh words and parts in among all others; tells if there were any."""
    with writing():
        return tables().sort_in(SORTED)


def words_about(kind: str, object_id: int) -> set[str]:
    """Give every word that the index learned from one document and from those within it."""
    key = document_id(kind, object_id)
    cards = Card.objects.filter(Q(pk=key) | Q(within_id=key))
    return {word for told in cards.values_list("words", flat=True) for word in _learned(told)}


def _learned(told: str) -> set[str]:
    first, second = terms(told)
    return first | second


def forget_words(words: Iterable[str]) -> int:
    """Unlearn those of ``words`` that no document has any more; tells how many those were."""
    shelves = tables().shelves()
    gone = [
        word
        for word in sorted(words)
        if not any(
            model._base_manager.filter(shelf_id__in=shelves, token=word).exists()  # noqa: SLF001
            for model in (FreshPosting, Posting)
        )
    ]
    with writing():
        for word in learnable(gone):
            _unlearn(word)
    return len(gone)


def settle() -> None:
    """Write what SQLite still keeps of texts that are gone anew, without them."""
    tables().settle()


def _unlearn(word: str) -> None:
    parts = [part for part, _token in parts_of([word])]
    for model in (Part, Fresh):
        own = model._base_manager.filter(token=word, part__in=parts)  # noqa: SLF001
        own._raw_delete(own.db)  # noqa: SLF001
