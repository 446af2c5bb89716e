"""Rows for building documents: those just added are at hand, the others are read at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

from django.db import models

from accord.foundation.journal.derived import Touched

MANY: Final = 100
Row = TypeVar("Row", bound=models.Model)


def rows_of(
    model: type[Row], keys: Sequence[int], touched: Mapping[str, Touched], only: Iterable[str] = ()
) -> list[Row]:
    """Give the rows of ``keys`` that are there, in their order."""
    mine = touched.get(model._meta.label_lower)  # noqa: SLF001
    found: dict[int, Row] = {}
    if mine is not None:
        altered = {pk for pk, *_ in mine.changed} | {pk for pk, _ in mine.removed}
        found = {row.pk: row for row in mine.added if row.pk not in altered}
    missing = [key for key in keys if key not in found]
    if missing:
        rows = _where(model, "pk", missing)
        found.update((row.pk, row) for row in (rows.only(*only) if only else rows))
    return [found[key] for key in keys if key in found]


def children_of(
    model: type[Row], column: str, keys: Sequence[int], touched: Mapping[str, Touched], parent: str
) -> dict[int, list[Row]]:
    """Give the rows that hold one of ``keys`` in ``column``, by that key, oldest first.

    Nothing is read for keys of ``parent`` (a label) that this transaction added: whatever they
    have was added with them.
    """
    found: dict[int, list[Row]] = defaultdict(list)
    own = touched.get(parent)
    fresh = {row.pk for row in own.added} if own else set()
    mine = touched.get(model._meta.label_lower)  # noqa: SLF001
    is_steady = mine is None or not (mine.changed or mine.removed)
    asked = [key for key in keys if not (is_steady and key in fresh)]
    if asked:
        for row in _where(model, column, asked).order_by("pk"):
            found[getattr(row, column)].append(row)
    if mine is not None and len(asked) < len(keys):
        wanted = set(keys).difference(asked)
        for row in mine.added:
            key = getattr(row, column)
            if key in wanted:
                found[key].append(row)
    return found


def _where(model: type[Row], column: str, keys: Sequence[int]) -> models.QuerySet[Row]:
    """Ask for many neighbouring keys as for a range, which is far cheaper to say."""
    first, last = min(keys), max(keys)
    rows: models.QuerySet[Row] = model._base_manager.all()  # noqa: SLF001
    if len(keys) > MANY and last - first < 2 * len(keys):
        return rows.filter(**{f"{column}__gte": first, f"{column}__lte": last})
    return rows.filter(**{f"{column}__in": keys})
