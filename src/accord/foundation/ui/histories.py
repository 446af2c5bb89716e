"""The history of a small record in words: who changed what, when, from what to what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accord.foundation.accounts.queries import names_of
from accord.foundation.journal.queries import Change, history
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats


@dataclass(frozen=True)
class Told:
    """How a column reads: its label, and its values where they are not plain words."""

    label: str | Promise
    said: Callable[[Any], object] | None = None


@dataclass(frozen=True)
class Line:
    """One change of the record; ``fields`` are (label, before, after)."""

    who: str
    moment: str
    full: str
    is_first: bool
    is_undone: bool
    fields: list[tuple[str, str, str]]


def lines(kind: str, row_id: int, columns: Mapping[str, Told], *, at: datetime) -> list[Line]:
    """Give the newest changes of a row, of the ``columns`` that people may read."""
    found = history(kind, row_id)
    people = names_of({*(change.by_id for change in found), *_people(found)})
    return [_line(change, columns, people, at) for change in found]


def _people(found: list[Change]) -> set[int]:
    pairs = [pair for change in found for name, *pair in change.fields if name == "owner_id"]
    return {key for pair in pairs for key in pair if key is not None}


def _line(
    change: Change, columns: Mapping[str, Told], people: dict[int, str], at: datetime
) -> Line:
    first = change.op == "+"
    fields = [
        (
            str(columns[name].label),
            _said(columns[name], name, old, people),
            _said(columns[name], name, new, people),
        )
        for name, old, new in change.fields
        if name in columns and not (first and new in (None, ""))
    ]
    return Line(
        people.get(change.by_id or 0, _("The system")), formats.stamp(change.at, at=at),
        formats.full(change.at), first, change.undone, fields,
    )  # fmt: skip


def _said(column: Told, name: str, value: Any, people: dict[int, str]) -> str:
    if value is None or value == "":
        return _("nothing")
    if column.said is not None:
        return str(column.said(value))
    if name == "owner_id":
        return people.get(value, "")
    if isinstance(value, date):
        return formats.full(value)
    return visible(str(value))
