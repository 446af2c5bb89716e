"""Rows for building documents: those just added are at hand, the others are read at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from functools import cache
from typing import Any, Final, TypeVar

from django.db import models

from accord.foundation.journal.derived import Touched
from accord.foundation.journal.prepared import Prepared
from accord.foundation.journal.replicas import reads_from
from accord.foundation.journal.statements import together

FEW: Final = 3
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
        found |= {key: row for key, row in mine.held.items() if row is not None}
    missing = [key for key in keys if key not in found]
    if missing:
        found.update((row.pk, row) for row in _read(model, "pk", missing, tuple(only))())
    return [found[key] for key in keys if key in found]


def children_of(
    model: type[Row], column: str, keys: Sequence[int], touched: Mapping[str, Touched], parent: str
) -> dict[int, list[Row]]:
    """Give the rows that hold one of ``keys`` in ``column``, by that key, oldest first.

    Nothing is read for keys of ``parent`` (a label) that this transaction added: whatever they
    have was added with them.
    """
    return children_of_each((model,), column, keys, touched, parent)[0]


def children_of_each(
    kinds: Sequence[type[models.Model]], column: str, keys: Sequence[int],
    touched: Mapping[str, Touched], parent: str,
) -> list[dict[int, list[Any]]]:  # fmt: skip
    """Give the rows of several models, each as ``children_of`` does, asked all at once."""
    wanted = [(model, _unknown(model, keys, touched, parent)) for model in kinds]
    few = any(asked for _model, asked in wanted) and len(keys) <= FEW
    with together(reads_from()) if few else nullcontext():
        read = [_read(model, column, asked) if asked else list for model, asked in wanted]
    found: list[dict[int, list[Any]]] = []
    for (model, asked), give in zip(wanted, read, strict=True):
        mine = touched.get(model._meta.label_lower)  # noqa: SLF001
        fresh = set(keys).difference(asked) if mine else set()
        rows: dict[int, list[Any]] = defaultdict(list)
        for row in give():
            rows[getattr(row, column)].append(row)
        for row in mine.added if mine and fresh else ():
            if getattr(row, column) in fresh:
                rows[getattr(row, column)].append(row)
        found.append(rows)
    return found


def _unknown(
    model: type[models.Model], keys: Sequence[int], touched: Mapping[str, Touched], parent: str
) -> list[int]:
    """Give those of ``keys`` whose rows have to be read."""
    own = touched.get(parent)
    mine = touched.get(model._meta.label_lower)  # noqa: SLF001
    if own is None or (mine is not None and (mine.changed or mine.removed)):
        return list(keys)
    fresh = {row.pk for row in own.added}
    return [key for key in keys if key not in fresh]


def _read(
    model: type[models.Model], column: str, keys: Sequence[int], only: tuple[str, ...] = ()
) -> Callable[[], list[Any]]:
    """Read the rows that hold one of ``keys``, oldest first."""
    if len(keys) <= FEW:
        return _prepared(model, column, only).objects_later(keys)
    rows = _where(model, column, keys).order_by("pk")
    found = list(rows.only(*only) if only else rows)
    return lambda: found


@cache
def _prepared(model: type[models.Model], column: str, only: tuple[str, ...]) -> Prepared:
    def build(keys: Sequence[int]) -> models.QuerySet[models.Model]:
        rows = model._base_manager.filter(**{f"{column}__in": keys}).order_by("pk")  # noqa: SLF001
        return rows.only(*only) if only else rows

    return Prepared(build)


def _where(model: type[Row], column: str, keys: Sequence[int]) -> models.QuerySet[Row]:
    """Ask for many neighbouring keys as for a range, which is far cheaper to say."""
    first, last = min(keys), max(keys)
    rows: models.QuerySet[Row] = model._base_manager.all()  # noqa: SLF001
    if len(keys) > MANY and last - first < 2 * len(keys):
        return rows.filter(**{f"{column}__gte": first, f"{column}__lte": last})
    return rows.filter(**{f"{column}__in": keys})
