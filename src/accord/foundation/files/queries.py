"""What is attached to a record, and the bytes of it."""

from collections.abc import Callable, Iterator
from typing import IO, Any

from django.core.files.storage import storages
from django.db.models import Model, QuerySet

from accord.foundation.files.models import Attachment, Blob
from accord.foundation.journal.prepared import Prepared


def attachments_of(subject: Model) -> QuerySet[Attachment]:
    return _attached(subject._meta.label_lower, subject.pk)  # noqa: SLF001


def _attached(kind: str, key: int) -> QuerySet[Attachment]:
    found = Attachment.objects.filter(kind=kind, object_id=key)
    return found.select_related("blob", "by").order_by("-at", "-pk")


_all_attached = Prepared(_attached)


def ask_attachments(subject: Model) -> Callable[[], list[Attachment]]:
    """Ask for them all, as a page does that shows them, to be had later."""
    return _all_attached.objects_later(subject._meta.label_lower, subject.pk)  # noqa: SLF001


def opened(blob: Blob, *, preview: bool = False) -> IO[Any]:
    """Open the bytes of a blob, or of its small picture."""
    return storages["files"].open(blob.preview_key if preview else blob.key)


def broken() -> Iterator[tuple[Blob, str]]:
    """Compare every blob with its bytes; give those that are missing or differ."""
    from hashlib import sha256

    for blob in Blob.objects.order_by("pk").iterator(chunk_size=500):
        if not storages["files"].exists(blob.key):
            yield blob, "missing"
            continue
        digest = sha256()
        with opened(blob) as body:
            for chunk in iter(lambda: body.read(1 << 20), b""):
                digest.update(chunk)
        if digest.hexdigest() != blob.sha256:
            yield blob, "differs"
