"""What the trail says of one record, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from accord.foundation.journal import rows
from accord.foundation.journal.models import Entry, Image
from accord.foundation.journal.returning import undone_among


@dataclass(frozen=True)
class Change:
    """One row's change: who, when, by which verb, and each field before and after."""

    entry_id: int
    at: datetime
    by_id: int | None
    verb: str
    op: str
    kind: str
    row_id: int
    fields: tuple[tuple[str, Any, Any], ...]
    undone: bool
    erased: bool


def history(kind: str, row_id: int, *, before: int | None = None, limit: int = 50) -> list[Change]:
    """Give the newest changes of one row; ``before`` is the entry id to go on from."""
    images = Image.objects.filter(kind=kind, row_id=row_id).select_related("entry")
    if before is not None:
        images = images.filter(entry_id__lt=before)
    return _changes(images.order_by("-id")[:limit])


def _changes(images: Iterable[Image]) -> list[Change]:
    found = list(images)
    undone = undone_among({one.entry_id: one.entry for one in found}.values())
    return [_change(image, undone) for image in found]


def _change(image: Image, undone: set[int]) -> Change:
    model = apps.get_model(image.kind)
    old = rows.decode(model, image.before or "{}")
    new = rows.decode(model, image.after or "{}")
    names = [n for n in dict.fromkeys([*old, *new]) if old.get(n) != new.get(n)]
    entry = image.entry
    return Change(
        entry.pk, entry.at, entry.by_id, entry.verb, image.op, image.kind, image.row_id,
        tuple((name, old.get(name), new.get(name)) for name in names),
        entry.pk in undone, image.salt is None,
    )  # fmt: skip


def trail() -> QuerySet[Entry]:
    return Entry.objects.order_by("-id")


def history_of(
    kind: str, subject_id: int, *, kinds: frozenset[str], before: int | None = None, limit: int = 30
) -> list[Change]:
    """Give the newest changes of a record and of the rows of ``kinds`` that belong to it."""
    entries = Entry.objects.filter(subject_type=kind, subject_id=subject_id)
    if before is not None:
        entries = entries.filter(pk__lt=before)
    chosen = list(entries.order_by("-id").values_list("pk", flat=True)[:limit])
    images = Image.objects.filter(entry_id__in=chosen, kind__in=kinds).select_related("entry")
    return _changes(images.order_by("-entry_id", "id"))


def last_entry() -> int:
    """Give the id of the newest entry, 0 in an empty trail."""
    return Entry.objects.order_by("-id").values_list("pk", flat=True).first() or 0


def newest_of(verb: str) -> Entry | None:
    """Give the newest entry of one verb that nobody undid."""
    return Entry.objects.filter(verb=verb, undone_by=None).order_by("-id").first()


def entries_between(first: int, last: int) -> list[Entry]:
    """Give the entries from ``first`` to ``last`` that nobody undid, oldest first."""
    found = Entry.objects.filter(pk__gte=first, pk__lte=last, undone_by=None)
    return list(found.order_by("pk"))
