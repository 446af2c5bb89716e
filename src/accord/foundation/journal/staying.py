"""Which rows an undo must leave: those edited since, and what belongs to them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from accord.foundation.journal import rows
from accord.foundation.journal.models import Image

CHUNK = 1000
Key = tuple[str, int]


def staying(entries: Sequence[int]) -> set[Key]:
    """Give the rows that ``entries`` added and that stay when the entries are undone.

    A row stays when somebody wrote it after the last of the entries; a row that was added with it
    and points at it stays as well, so that nothing edited is left without its parts.
    """
    stay = _edited(entries)
    if not stay:
        return stay
    added = Image.objects.filter(entry_id__in=entries, op="+").order_by("id")
    for image in added.iterator(chunk_size=CHUNK):
        if (image.kind, image.row_id) in stay or image.after is None:
            continue
        model: type[models.Model] = apps.get_model(image.kind)
        parents = _parents(model)
        if not parents.keys() & {kind for kind, _key in stay}:
            continue
        values = rows.decode(model, image.after)
        if any((kind, values.get(name)) in stay for kind, name in parents.items()):
            stay.add((image.kind, image.row_id))
    return stay


def _edited(entries: Sequence[int]) -> set[Key]:
    """Compare each added row's version with the last one that the entries gave it."""
    last: dict[str, dict[int, int]] = {}
    added: set[Key] = set()
    found = Image.objects.filter(entry_id__in=entries).exclude(op="-")
    for kind, key, op, version in found.values_list("kind", "row_id", "op", "version").iterator(
        chunk_size=CHUNK
    ):
        versions = last.setdefault(kind, {})
        versions[key] = max(version, versions.get(key, 0))
        if op == "+":
            added.add((kind, key))
    edited: set[Key] = set()
    for kind, versions in last.items():
        model: type[models.Model] = apps.get_model(kind)
        newer = [key for key in _newer(model, versions) if (kind, key) in added]
        edited |= {(kind, key) for key in _different(model, newer, entries)}
    return edited


def _different(
    model: type[models.Model], keys: Sequence[int], entries: Sequence[int]
) -> Iterator[int]:
    """Leave out the rows that stand as the entries left them: what came later was undone."""
    kind = model._meta.label_lower  # noqa: SLF001
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        left: dict[int, dict[str, Any]] = {key: {} for key in some}
        found = Image.objects.filter(entry_id__in=entries, kind=kind, row_id__in=some)
        for image in found.exclude(op="-").order_by("id"):
            left[image.row_id] |= rows.decode(model, image.after or "{}")
        there = model._base_manager.in_bulk(some)  # noqa: SLF001
        yield from (key for key, row in there.items() if not _stands(row, left[key]))


def _stands(row: models.Model, left: Mapping[str, Any]) -> bool:
    """Compare all but the version and what the model says follows from other rows."""
    now = rows.values(row)
    passing = {"version", *getattr(row, "derived_columns", ())}
    return left.keys() == now.keys() and all(
        now[name] == value for name, value in left.items() if name not in passing
    )


def _newer(model: type[models.Model], versions: dict[int, int]) -> list[int]:
    if not any(f.name == "version" for f in rows.columns(model)):
        return []
    keys = list(versions)
    newer: list[int] = []
    for start in range(0, len(keys), CHUNK):
        there = model._base_manager.filter(pk__in=keys[start : start + CHUNK])  # noqa: SLF001
        newer += [
            key for key, version in there.values_list("pk", "version") if version > versions[key]
        ]
    return newer


@cache
def _parents(model: type[models.Model]) -> dict[str, str]:
    """Map the kinds that rows of ``model`` point at to the columns that do."""
    return {
        f.related_model._meta.label_lower: f.attname  # noqa: SLF001
        for f in rows.columns(model)
        if f.is_relation and isinstance(f.related_model, type)
    }
