"""What one column of a list is: how it reads, sorts, loads and leaves the house."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any

from django.utils.functional import Promise

from accord.foundation.journal.prepared import at_once

Label = str | Promise
Row = dict[str, Any]
Cell = Callable[[Row, Any], str]


@dataclass(frozen=True)
class Asking:
    """Who looks at a list, and when; what a column or a filter may ask."""

    user: Any
    at: datetime


Found = Mapping[int, Any]
Loader = Callable[[Sequence[Row], Asking], Found | Callable[[], Found]]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a list.

    ``cell`` draws the value as HTML that it escaped itself; ``draws`` makes such a function where
    it depends on who looks, when, or in which language.

    ``needs`` are the columns of the table that it reads. What stands elsewhere comes through
    ``load``, once for all rows of a page; both functions get what it found for their row. It may
    ask now and give what can be had later: so PostgreSQL is asked for all columns at once.
    In a file, a column gives the values of its first need, or those of ``files``: head, column of
    the table, or a function in its place. ``place`` is where it stands on a phone: "who", "end",
    "mark" or nowhere.
    """

    key: str
    label: Label
    cell: Cell | None = None
    draws: Callable[[Asking], Cell] | None = None
    needs: tuple[str, ...] = ()
    load: Loader | None = None
    files: Sequence[tuple[Label, str, Callable[[Row, Any], object] | None]] = ()
    sort: str = ""
    is_numeric: bool = False
    is_default: bool = True
    is_fixed: bool = False
    is_exported: bool = True
    place: str = ""
    cls: str = ""

    def draw(self, asking: Asking) -> Cell:
        if self.draws is not None:
            return self.draws(asking)
        return self.cell or text(self.needs[0])


@dataclass
class Loaded:
    """What the columns of one page found for its rows, by column and row."""

    found: dict[str, Mapping[int, Any]] = field(default_factory=dict)

    def of(self, column: Column, key: int) -> Any:
        found = self.found.get(column.key)
        return None if found is None else found.get(key)


def load(
    columns: Sequence[Column],
    rows: Sequence[Row],
    asking: Asking,
    along: Callable[[], object] | None = None,
) -> Loaded:
    """Ask each column once for what it needs beyond the table; ``along`` asks for more."""
    if not rows:
        return Loaded()
    with at_once():
        asked = {c.key: c.load(rows, asking) for c in columns if c.load is not None}
        if along is not None:
            along()
    return Loaded({key: had() if callable(had) else had for key, had in asked.items()})


def needed(columns: Sequence[Column], always: Sequence[str]) -> tuple[str, ...]:
    """Name the columns of the table that a page must read, each once."""
    return tuple(dict.fromkeys([*always, *(name for c in columns for name in c.needs)]))


def text(name: str) -> Cell:
    """Draw a column of the table as it is."""

    def cell(row: Row, found: Any) -> str:
        del found
        value = row[name]
        return escape(str(value)) if value not in (None, "") else DASH

    return cell


DASH = '<span class="mut">–</span>'


def draw_rows(drawing: "Drawing", rows: Sequence[Row], loaded: Loaded) -> str:
    """Draw table rows, with a head wherever the group changes."""
    parts: list[str] = []
    columns = drawing.columns
    opens, found = drawing.opens(), [loaded.found.get(column.key) for column in columns]
    drawn = [column.draw(drawing.asking) for column in columns]
    cells = list(zip(drawn, opens, found, strict=True))
    previous = drawing.after_group
    reads = drawing.group.reads() if drawing.group is not None else str
    for row in rows:
        if drawing.group is not None:
            value = row[drawing.group.column]
            if group_name(value) != previous:
                parts.append(_group_head(drawing, reads(value)))
                previous = group_name(value)
        key = row["id"]
        parts.append(_row_open(drawing, row))
        for cell, opened, values in cells:
            parts.append(opened)
            parts.append(cell(row, None if values is None else values.get(key)))
        parts.append("</td></tr>")
    return "".join(parts)


def group_name(value: Any) -> str:
    """Name a group as the part of the order that holds it."""
    return "0" if value is None else f"={value}"


@dataclass(frozen=True)
class Grouping:
    """Rows under heads: by which column of the table; ``reads`` gives what writes its values."""

    column: str
    reads: Callable[[], Callable[[Any], str]]


@dataclass(frozen=True)
class Drawing:
    """Everything that drawing rows needs to know once."""

    asking: Asking
    columns: Sequence[Column]
    peek: Callable[[Row], str]
    name: Callable[[Row], str]
    key: Callable[[Row], str]
    select_words: str = ""
    group: Grouping | None = None
    after_group: str = "-"  # no value reads so: the first row gets its head

    def opens(self) -> list[str]:
        """Give the markup between two cells: what closes the one before, and opens this one."""
        opens = []
        for column in self.columns:
            cls = " ".join(
                part
                for part in ("n" if column.is_numeric else "", column.cls, _place(column))
                if part
            )
            opens.append(f'</td><td class="{cls}">' if cls else "</td><td>")
        return opens


def _place(column: Column) -> str:
    return f"on-{column.place}" if column.place else ""


def _row_open(drawing: Drawing, row: Row) -> str:
    name = escape(drawing.name(row))
    check = ""
    if drawing.select_words:
        check = (
            f'<input type="checkbox" class="check" data-select name="ids" value="{row["id"]}" '
            f'aria-label="{drawing.select_words % {"name": name}}">'
        )
    return (
        f'<tr data-row data-key="{escape(drawing.key(row))}" '
        f'data-peek="{escape(drawing.peek(row))}"><td class="on-check">{check}'
    )


def _group_head(drawing: Drawing, words: str) -> str:
    return (
        f'<tr class="gh"><th scope="rowgroup" colspan="{len(drawing.columns) + 1}">'
        f"{escape(words)}</th></tr>"
    )
