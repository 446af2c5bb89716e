"""One file is kept with a record, taken from it, or let go for good."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import Model, QuerySet, Sum
from django.utils.translation import gettext as _

from accord.foundation.files import policies
from accord.foundation.files.content import Judged, judge
from accord.foundation.files.models import Attachment, Blob
from accord.foundation.files.queries import attachments_of
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.models import Image
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor, Rule
from accord.foundation.kernel.text import storable

MOST_PER_RECORD = 500 * 1024 * 1024


def attach(
    *, by: Actor, subject: Model, rule: Rule, name: str, body: bytes, at: datetime
) -> Attachment:
    """Keep a file with a record. Raises Invalid when it is not what it says, or too much."""
    rule.demand(by, subject)
    blob = keep(name=name, body=body, at=at)
    return attach_blob(by=by, subject=subject, rule=rule, name=name, blob=blob, at=at)


def attach_blob(
    *, by: Actor, subject: Model, rule: Rule, name: str, blob: Blob, at: datetime
) -> Attachment:
    """Give a record bytes that were kept just now. Raises Invalid when it holds too much."""
    with change(policies.ATTACH, by=by, at=at) as record:
        rule.demand(by, subject)
        there = attachments_of(subject)
        held = there.aggregate(total=Sum("blob__size"))["total"] or 0
        if held + blob.size > MOST_PER_RECORD:
            raise Invalid(_("This record holds too many files already."), field="file")
        if there.filter(blob=blob, name=clean_file_name(name)).exists():
            raise Invalid(_("This file is here already."), field="file")
        attachment = Attachment(
            blob=blob, kind=subject._meta.label_lower, object_id=subject.pk,  # noqa: SLF001
            name=clean_file_name(name), by_id=by.pk, at=at,
        )  # fmt: skip
        record.subject = subject
        record.add(attachment)
    return attachment


def clean_file_name(name: str) -> str:
    """Give the last part of a name without what could break a header or a path."""
    plain = PurePath(name.replace("\\", "/")).name
    plain = "".join(char for char in plain if char.isprintable()).strip(" .")
    return (plain if plain and storable(plain) else "file")[-255:]


def keep(*, name: str, body: bytes, at: datetime) -> Blob:
    """Judge bytes and keep them once, for a record that takes them at once. Raises Invalid.

    A blob without a record is harmless and swept after a day; a row without bytes would not be.
    """
    judged = judge(name, body)
    blob = Blob(
        sha256=sha256(judged.body).hexdigest(), size=len(judged.body),
        media_type=judged.media_type, has_preview=judged.preview is not None, kept_at=at,
    )  # fmt: skip
    found = Blob.objects.filter(sha256=blob.sha256).first()
    _shelve(blob, judged)
    (kept,) = _enter([blob])
    if found is not None and found.pk != kept.pk:  # swept just now, perhaps with the bytes
        _shelve(kept, judged)
    return kept


def _enter(blobs: Sequence[Blob]) -> list[Blob]:
    """Write down that bytes are kept from now on, whoever else writes down the same meanwhile."""
    with writing():
        Blob.objects.bulk_create(
            blobs, update_conflicts=True, unique_fields=["sha256"], update_fields=["kept_at"]
        )
        there = Blob.objects.in_bulk([blob.sha256 for blob in blobs], field_name="sha256")
    return [there[blob.sha256] for blob in blobs]


def keep_as_it_came(*, bodies: Sequence[bytes], media_type: str, at: datetime) -> list[Blob]:
    """Keep bytes that no page hands out, in the caller's change; they are not judged."""
    known = {sha256(body).hexdigest(): body for body in bodies}
    blobs = [
        Blob(sha256=digest, size=len(body), media_type=media_type, kept_at=at)
        for digest, body in sorted(known.items())
    ]
    found = {blob.sha256: blob for blob in _enter(blobs)}
    for digest, blob in found.items():
        _shelve(blob, Judged(known[digest], media_type))
    return [found[sha256(body).hexdigest()] for body in bodies]


def _shelve(blob: Blob, judged: Judged) -> None:
    """Write the bytes; those of a writer who died over them are cut off, and written anew."""
    shelf = storages["files"]
    for key, body in ((blob.key, judged.body), (blob.preview_key, judged.preview)):
        if body is None:
            continue
        if shelf.exists(key):
            if shelf.size(key) == len(body):
                continue
            shelf.delete(key)
        shelf.save(key, ContentFile(body))


def detach(*, by: Actor, attachment: Attachment, subject: Model, rule: Rule, at: datetime) -> None:
    """Take a file from its record; the bytes stay until nothing can bring them back."""
    with change(policies.DETACH, by=by, at=at, subject=attachment) as record:
        rule.demand(by, subject)
        record.subject = subject
        record.remove(attachment)


def drop_all(*, by: Actor, record: Record, subject: Model, at: datetime) -> list[int]:
    """Take all files from a record that is erased, within the change; gives whose bytes to let go.

    Their images must be wiped by the caller, else they hold the bytes for a month.
    """
    del by, at
    found = list(attachments_of(subject))
    record.remove_many(found)
    return sorted({row.blob_id for row in found})


def let_go(*, by: Actor, blobs: Sequence[int], at: datetime) -> int:
    """Delete at once the bytes of those of ``blobs`` that no other record holds or may get back."""
    return sum(_let_go(by, blob, at) for blob in _loose(Blob.objects.filter(pk__in=blobs), at))


def sweep(*, by: Actor, at: datetime, kept_days: int = 30) -> int:
    """Delete the bytes that no record has held for ``kept_days``; tells how many blobs went."""
    settled = Blob.objects.filter(kept_at__lt=at - timedelta(days=1))
    return sum(_let_go(by, blob, at) for blob in _loose(settled, at, kept_days))


def _loose(blobs: QuerySet[Blob], at: datetime, kept_days: int = 30) -> list[Blob]:
    """Give those that no record holds, and that none can get back by undo."""
    label = Attachment._meta.label_lower  # noqa: SLF001
    recent = Image.objects.filter(kind=label, op="-", entry__at__gte=at - timedelta(days=kept_days))
    held = {text for text in recent.values_list("before", flat=True) if text}
    return [
        blob
        for blob in blobs.filter(attachments=None).order_by("pk")
        if not any(f'"blob_id":{blob.pk},' in text for text in held)
    ]


def _let_go(by: Actor, blob: Blob, at: datetime) -> bool:
    """Delete a blob and its bytes, unless a record has just taken it.

    The bytes go before the transaction ends: a blob without bytes is mended when they come again.
    """
    with writing():
        locked = Blob.objects.select_for_update().filter(pk=blob.pk, kept_at=blob.kept_at)
        if not list(locked) or Attachment.objects.filter(blob=blob).exists():
            return False
        with change(policies.DETACH, by=by, at=at) as record:
            record.kind = Blob._meta.label_lower  # noqa: SLF001
            record.note(sha256=blob.sha256)
            Blob.objects.filter(pk=blob.pk).delete()
        for key in (blob.key, blob.preview_key):
            storages["files"].delete(key)
    return True
