"""Where a table begins, whether its first row names the columns, and a name for each of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from accord.foundation.imports.reading import header_words, hints
from accord.foundation.imports.reading.rows import Remark
from accord.foundation.kernel.text import fold

Cells = Sequence[str]
_LOOKED_AT = 100
_CELLS_WEIGHED = 20_000
_SHOWN = 5
_TITLE_ROWS = 20
_LONGEST_NAME = 120
_SHORT = 40
_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+|.{1,60}:")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Verdict:
    """Whether the first row names the columns; ``sure`` is false where little spoke either way."""

    has_header: bool
    sure: bool


def skip_titles(rows: Sequence[Cells]) -> int:
    """Count the rows before the table itself: titles and remarks that fill a single cell."""
    widths = sorted(_filled(row) for row in rows[:_LOOKED_AT] if _filled(row))
    if not widths or widths[len(widths) // 2] < 2:  # noqa: PLR2004
        return 0
    for place, row in enumerate(rows[:_TITLE_ROWS]):
        if _filled(row) > 1 or (_filled(row) == 1 and not _is_title(row)):
            return place
    return 0


def _filled(row: Cells) -> int:
    return sum(1 for cell in row if cell.strip())


def _is_title(row: Cells) -> bool:
    text = next(cell for cell in row if cell.strip())
    return hints.kind_of(text) == "text"


def judge(rows: Sequence[Cells]) -> Verdict:
    """Tell whether the first of ``rows`` is a header, by how it differs from those below it."""
    first = rows[0]
    rest = rows[1 : max(5, min(_LOOKED_AT, _CELLS_WEIGHED // max(1, len(first))))]
    if not rest:
        return Verdict(_reads_as_names(first), sure=False)
    points = [
        _point(cell, [row[at] for row in rest if at < len(row)]) for at, cell in enumerate(first)
    ]
    names = [fold(cell.strip()[:_LONGEST_NAME]) for cell in first if cell.strip()]
    score = sum(points) - 0.3 * (len(names) - len(set(names)))
    return Verdict(score >= 0, sure=abs(score) >= 0.5)  # noqa: PLR2004


def _reads_as_names(row: Cells) -> bool:
    """Judge a row with none below it: several short cells, most of them usual names."""
    filled = [cell.strip() for cell in row if cell.strip()]
    known = sum(_is_known(cell) for cell in filled if len(cell) <= _SHORT)
    return len(filled) > 1 and known * 2 >= len(filled)


def _is_known(cell: str) -> bool:
    words = re.split(r"[\s_./()#:-]+", fold(cell.strip()))
    return (
        any(word in header_words.FOLDED for word in words)
        or fold(cell.strip()) in header_words.FOLDED
    )


def _point(cell: str, below: list[str]) -> float:
    """Weigh one cell of the first row against its column: positive speaks for a name."""
    name = cell.strip()
    if not name:
        return -0.1
    kind, column = hints.kind_of(name), hints.prevailing(below)
    if kind in {"text", "yes-no", "country"}:
        return _text_point(name, column, below)
    if column not in {kind, "text", "blank"} or _is_year_over_others(name, below):
        return 0.5
    return -1.0


def _is_year_over_others(name: str, below: list[str]) -> bool:
    """Tell a year that names a column of other numbers."""
    years = sum(_YEAR.fullmatch(cell.strip()) is not None for cell in below)
    return _YEAR.fullmatch(name) is not None and years * 2 < len(below)


def _text_point(name: str, column: str, below: list[str]) -> float:
    if name in {each.strip() for each in below}:
        return -1.0
    if column not in {"text", "blank", hints.kind_of(name)}:
        return 1.0
    if len(name) > _LONGEST_NAME:
        return -0.5
    known = len(name) <= _SHORT and _is_known(name)
    return 1.0 if known or _IDENTIFIER.fullmatch(name) else 0.0


def named(cells: Cells) -> tuple[tuple[str, ...], tuple[Remark, ...]]:
    """Give each column a name of its own; say which were blank or there twice."""
    names: list[str] = []
    next_number: dict[str, int] = {}
    blank: list[str] = []
    twice: list[str] = []
    taken = {" ".join(cell.split()) for cell in cells}
    for place, cell in enumerate(cells, start=1):
        stated = " ".join(cell.split())
        wanted = stated or f"column {place}"
        name = wanted if stated and wanted not in next_number else _free(wanted, next_number, taken)
        next_number.setdefault(wanted, 2)
        if not stated:
            blank.append(str(place))
        elif name != stated:
            twice.append(stated)
        names.append(name)
    return tuple(names), (*_noted("blank-headers", blank), *_noted("duplicate-headers", twice))


def _free(name: str, next_number: dict[str, int], taken: set[str]) -> str:
    """Find a name that no column has; each number is tried once."""
    free = name
    number = next_number.get(name, 2)
    while free in taken:
        free = f"{name} ({number})"
        number += 1
    next_number[name] = number
    taken.add(free)
    return free


def _noted(code: str, which: list[str]) -> tuple[Remark, ...]:
    if not which:
        return ()
    shown = ", ".join(dict.fromkeys(which[:_SHOWN])) + (" …" if len(which) > _SHOWN else "")
    return (Remark(code, {"count": len(which), "which": shown}),)
