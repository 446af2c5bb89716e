"""Erasure in the trail: what images and entries say is taken out, their digests stay.

So the chain is as unbroken as before, and nobody can read from it what was erased.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection
from django.db.models import Q

from accord.foundation.journal.models import Entry, Image
from accord.foundation.journal.writing import turn

CHUNK = 2000
SMALL = 512 * 1024**2  # bytes of a file that is written anew in seconds


def images_where(condition: Q) -> list[int]:
    """Give the keys of the images that ``condition`` holds for; it may have to read them all."""
    found = Image.objects.filter(condition, salt__isnull=False)
    return list(found.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK))


def entries_about(kind: str, keys: Sequence[int]) -> list[int]:
    found: list[int] = []
    for chunk in _chunks(keys):
        about = Entry.objects.filter(subject_type=kind, subject_id__in=chunk)
        found += about.values_list("pk", flat=True)
    return found


def images_of_entry(entry_id: int) -> list[int]:
    """Give the keys of all images that the transaction of ``entry_id`` wrote."""
    batch = Entry.objects.values_list("batch", flat=True).get(pk=entry_id)
    found = Image.objects.filter(entry__batch=batch)
    return list(found.values_list("pk", flat=True))


def images_of_rows(kind: str, keys: Sequence[int]) -> list[int]:
    found: list[int] = []
    for chunk in _chunks(keys):
        own = Image.objects.filter(kind=kind, row_id__in=chunk)
        found += own.values_list("pk", flat=True)
    return found


def wipe(*, images: Sequence[int] = (), entries: Sequence[int] = ()) -> None:
    """Take out what these say, with the salts by which a guess could be proved."""
    for chunk in _chunks(images):
        Image.objects.filter(pk__in=chunk).update(before=None, after=None, salt=None)
    for chunk in _chunks(entries):
        Entry.objects.filter(pk__in=chunk).update(details={}, salt=None)


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    ordered = sorted(set(keys))
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


@contextmanager
def thoroughly() -> Iterator[None]:
    """Have the database overwrite what is deleted meanwhile, where it can.

    PostgreSQL frees what was deleted when it vacuums, which it does by itself.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = OFF")
        if not connection.in_atomic_block:
            squeeze()


def squeeze() -> None:
    """Write an SQLite file anew, so that no free space in it holds what was deleted before.

    One that is too large for that gets rid of it as its free pages are used again.
    """
    if connection.vendor != "sqlite":
        return
    with turn(), connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        if cursor.fetchone()[0] <= SMALL:
            cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
