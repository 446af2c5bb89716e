"""Which column of a file is meant for which field: a proposal that people look over.

Names of columns are compared in all languages at once, since the language of a file is rarely that
of the person who imports it; what the cells look like speaks for or against.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from accord.foundation.imports.reading import hints
from accord.foundation.kernel.text import fold

LANGUAGES = ("en", "pl", "et", "ru", "zh-Hans")
_ALIKE = 84
_SHORT = 4
_LONGEST = 200
_ENOUGH = 0.6
_BY_CONTENT = 0.61
_COMPARED_LOOSELY = 1000
_CELLS_LOOKED_AT = 50
_TELLING = frozenset({"mail", "web", "lei", "phone"})
# Kinds of content that a field of a kind may well have; a field of text may have any.
_FITTING = {
    "mail": {"mail"},
    "phone": {"phone", "number"},
    "web": {"web", "text"},
    "date": {"date"},
    "number": {"number"},
    "yes-no": {"yes-no", "number", "text"},
    "country": {"country", "text", "yes-no"},
    "lei": {"lei"},
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Field:
    """Something that a column may fill.

    ``synonyms`` holds words by language code (see ``LANGUAGES``); ``kind`` is one of
    ``hints.KINDS`` and says what its values look like.
    """

    key: str
    label: str
    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    kind: str = "text"

    def names(self) -> Iterator[str]:
        yield self.label
        yield self.key
        for words in self.synonyms.values():
            yield from words


@dataclass(frozen=True)
class Proposal:
    """One column and the field it seems to be; ``reason`` is ``name``, ``alike`` or ``content``."""

    column: int
    header: str
    field: str
    score: float
    reason: str


def propose(
    headers: Sequence[str], fields: Sequence[Field], rows: Sequence[Sequence[str]] = ()
) -> dict[int, Proposal]:
    """Propose a field for each column that seems to have one; no field is proposed twice."""
    known = _known_names(fields)
    kinds = [_kind(rows, column) for column in range(len(headers))]
    found: list[Proposal] = []
    for column, header in enumerate(headers):
        found += _by_name(column, header, known, fields, kinds[column])
        found += _by_content(column, header, fields, kinds[column])
    return _best(found)


def _best(found: list[Proposal]) -> dict[int, Proposal]:
    """Take the likeliest proposals first, each column and each field once."""
    chosen: dict[int, Proposal] = {}
    taken: set[str] = set()
    for each in sorted(found, key=lambda each: (-each.score, each.column)):
        if each.score >= _ENOUGH and each.column not in chosen and each.field not in taken:
            chosen[each.column] = each
            taken.add(each.field)
    return dict(sorted(chosen.items()))


def _known_names(fields: Sequence[Field]) -> dict[str, list[str]]:
    """Give each folded name the keys of the fields that go by it."""
    known: dict[str, list[str]] = {}
    for each in fields:
        for name in dict.fromkeys(map(_plain, each.names())):
            if name:
                known.setdefault(name, []).append(each.key)
    return known


def _plain(name: str) -> str:
    return _folded(name[:_LONGEST])


@lru_cache(maxsize=16_384)
def _folded(name: str) -> str:
    return _APART.sub(" ", fold(_CAMEL.sub(" ", name))).strip()


def _kind(rows: Sequence[Sequence[str]], column: int) -> str:
    return hints.prevailing(row[column] for row in rows[:_CELLS_LOOKED_AT] if column < len(row))


def _by_name(
    column: int,
    header: str,
    known: Mapping[str, list[str]],
    fields: Sequence[Field],
    content: str,
) -> Iterator[Proposal]:
    plain = _plain(header)
    kinds = {each.key: each.kind for each in fields}
    for name, score in _alike(plain, known, loosely=column < _COMPARED_LOOSELY):
        for key in known[name]:
            total = score + _support(kinds[key], content)
            reason = "name" if name == plain else "alike"
            yield Proposal(column, header, key, round(total, 3), reason)


def _alike(
    plain: str, known: Mapping[str, list[str]], *, loosely: bool
) -> Iterator[tuple[str, float]]:
    """Give names that equal a header, hold it, are held by it, or differ by a slip of the pen."""
    if plain in known:
        yield plain, 1.0
    if not loosely or not plain:
        return
    words = set(plain.split())
    for name in known:
        if name != plain and _is_part(name, plain, words):
            yield name, 0.7 + 0.2 * len(name) / max(len(plain), 1)
    if len(plain) >= _SHORT:
        yield from _slipped(plain, [name for name in known if len(name) >= _SHORT])


def _slipped(plain: str, known: Sequence[str]) -> Iterator[tuple[str, float]]:
    from rapidfuzz import fuzz, process

    for name, score, _ in process.extract(
        plain, known, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=5
    ):
        if name != plain:
            yield name, score / 100 - 0.05


def _is_part(name: str, plain: str, words: set[str]) -> bool:
    """Tell whether a header says a name among other words; Chinese puts no spaces between."""
    if name.isascii() or " " in name or not _is_ideographic(name):
        return words.issuperset(name.split())
    return len(name) > 1 and name in plain


def _is_ideographic(name: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in name)


def _support(wanted: str, content: str) -> float:
    """Weigh what the cells look like against the kind of the field."""
    if content == "blank" or wanted not in _FITTING:
        return 0.0
    if content == wanted:
        return 0.1
    return 0.0 if content in _FITTING[wanted] else -0.3


def _by_content(
    column: int, header: str, fields: Sequence[Field], content: str
) -> Iterator[Proposal]:
    """Where cells look like one thing only, its first field will do whatever the header says."""
    if content in _TELLING:
        for each in fields:
            if each.kind == content:
                yield Proposal(column, header, each.key, _BY_CONTENT, "content")
