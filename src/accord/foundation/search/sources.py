"""Who gives documents to the index: each feature registers its sources in ``AppConfig.ready``."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.utils.functional import Promise

from accord.foundation.journal.derived import Touched
from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.rules import Rule
from accord.foundation.search.documents import Document

KINDS = 64  # a document's id is its object's times this, plus the number of its source


@dataclass(frozen=True, kw_only=True)
class Watch:
    """Which documents a row of another kind concerns.

    ``column`` of the row holds the object's id ("" is the row itself). ``columns``: only these
    matter when the row is changed; empty is all. ``keys``, where given, tells the ids itself.
    """

    column: str = ""
    columns: frozenset[str] = frozenset()
    keys: Callable[[Touched], Iterable[int]] | None = None

    def concerned(self, touched: Touched) -> set[int]:
        if self.keys is not None:
            return set(self.keys(touched))
        changed = [change for change in touched.changed if self._matters(change[1])]
        if not self.column:
            found = {row.pk for row in touched.added} | {pk for pk, *_ in changed}
            return found | {pk for pk, _before in touched.removed}
        found = {getattr(row, self.column) for row in touched.added}
        found |= {before[self.column] for _pk, before in touched.removed}
        for _pk, before, after in changed:
            found |= {image[self.column] for image in (before, after) if self.column in image}
        if changed:
            rows = apps.get_model(touched.kind)._base_manager  # noqa: SLF001
            still = rows.filter(pk__in=[pk for pk, *_ in changed])
            found |= set(still.values_list(self.column, flat=True))
        return {pk for pk in found if pk is not None}

    def _matters(self, before: Mapping[str, Any]) -> bool:
        return not self.columns or not self.columns.isdisjoint(before)


Build = Callable[[Sequence[int], Mapping[str, Touched]], Iterable[Document]]


@dataclass(frozen=True, kw_only=True)
class Source:
    """One kind of thing that can be found.

    ``number``: 1 to 63, its own for ever. ``model``: the label of the model whose ids it uses.
    ``build``: the documents of the given ids, those that are no longer there left out; the rows
    that the open transaction touched come along, so that what was just added need not be read.
    ``watches``: by label of model, which rows change which documents. ``rule``: who may find
    this kind at all. ``address``: where a document opens, of its reference and id; an empty one
    is not a page of its own. ``nested``: its documents have ``within``. ``is_text``: they have
    running text only; ``has_texts``: they have both.
    """

    number: int
    label: str | Promise
    model: str
    rule: Rule
    build: Build
    address: Callable[[str, int], str]
    watches: Mapping[str, Watch] = field(default_factory=dict)
    prefix: str = ""
    icon: str = ""
    nested: bool = False
    is_text: bool = False
    has_texts: bool = False


@dataclass(frozen=True, kw_only=True)
class Making:
    """Something new that can be made of words that nothing was found by.

    ``label`` holds %(words)s; ``address`` is of the words.
    """

    label: str | Promise
    icon: str
    rule: Rule
    address: Callable[[str], str]


class Sources(Registry[Source]):
    """Refuses two sources with one number."""

    def add(self, key: str, item: Source) -> None:
        if not 0 < item.number < KINDS:
            raise ValueError(f"{self.name}: the number of {key!r} is not 1 to {KINDS - 1}")
        if any(item.number == other.number for other in self):
            raise ValueError(f"{self.name}: the number {item.number} of {key!r} is taken")
        super().add(key, item)
        kind_of.cache_clear()


sources = Sources("search sources")
makings: Registry[Making] = Registry("what can be made of words")


def document_id(kind: str, object_id: int) -> int:
    return object_id * KINDS + sources[kind].number


@cache
def kind_of(number: int) -> str:
    """Name the kind of document whose id ends in ``number``."""
    return next((key for key, source in sources.items() if source.number == number), "")
