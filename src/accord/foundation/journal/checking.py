"""Proof that the trail is whole: every digest recomputed, the chain followed to its head."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from accord.foundation.journal import chain, rows
from accord.foundation.journal.models import Entry, Head, Image

CHUNK = 2000


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold, and why."""

    entry_id: int
    reason: str


def breaks(anchors: dict[int, str] | None = None) -> Iterator[Break]:
    """Follow the chain from its beginning; ``anchors`` are digests by entry id kept elsewhere."""
    previous = chain.GENESIS
    count = 0
    wanted = dict(anchors or {})
    for entry, images in _entries():
        count += 1
        reason = _reason(entry, images, previous)
        if reason:
            yield Break(entry.pk, reason)
        kept = wanted.pop(entry.pk, None)
        if kept is not None and kept != entry.digest:
            yield Break(entry.pk, "differs from its anchor")
        previous = entry.digest
    head = Head.objects.get(pk=1)
    if head.digest != previous or head.entries_count != count:
        yield Break(0, "the head does not match the last entry")
    for pk in wanted:
        yield Break(pk, "an anchored entry is missing")


def _entries() -> Iterator[tuple[Entry, list[Image]]]:
    last = 0
    while chunk := list(Entry.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        found = Image.objects.filter(entry_id__gte=chunk[0].pk, entry_id__lte=last)
        images = {
            key: list(group)
            for key, group in groupby(
                found.order_by("entry_id", "id").iterator(chunk_size=CHUNK),
                key=lambda image: image.entry_id,
            )
        }
        for entry in chunk:
            yield entry, images.get(entry.pk, [])


def _reason(entry: Entry, images: list[Image], previous: str) -> str:
    if entry.previous != previous:
        return "does not follow the entry before it"
    if entry.salt is not None and entry.details_digest != chain.details_digest(
        rows.encode(entry.details), entry.salt
    ):
        return "its details were changed"
    if any(_altered(image) for image in images):
        return "an image of it was changed"
    if entry.rows_digest != chain.rows_digest(image.digest for image in images):
        return "its images are not those it was written with"
    expected = chain.entry_digest(
        previous=previous, pk=entry.pk, at=entry.at, by_id=entry.by_id, verb=entry.verb,
        subject_type=entry.subject_type, subject_id=entry.subject_id, batch=entry.batch,
        details_digest=entry.details_digest, rows_digest=entry.rows_digest,
    )  # fmt: skip
    return "" if expected == entry.digest else "was changed"


def _altered(image: Image) -> bool:
    if image.salt is None:
        return False
    return image.digest != chain.image_digest(
        kind=image.kind, row_id=image.row_id, op=image.op, version=image.version,
        before=image.before, after=image.after, salt=image.salt,
    )  # fmt: skip
