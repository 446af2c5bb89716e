"""Every write on attachments; the rule of the record they belong to is asked as well."""

from datetime import datetime
from hashlib import sha256
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import Model, Sum
from django.utils.translation import gettext as _

from accord.foundation.files import policies
from accord.foundation.files.content import Judged, judge
from accord.foundation.files.models import Attachment, Blob
from accord.foundation.files.queries import attachments_of
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor, Rule
from accord.foundation.kernel.text import storable

MOST_PER_RECORD = 500 * 1024 * 1024


def attach(
    *, by: Actor, subject: Model, rule: Rule, name: str, body: bytes, at: datetime
) -> Attachment:
    """Keep a file with a record. Raises Invalid when it is not what it says, or too much."""
    judged = judge(name, body)
    with change(policies.ATTACH, by=by, at=at) as record:
        rule.demand(by, subject)
        held = attachments_of(subject).aggregate(total=Sum("blob__size"))["total"] or 0
        if held + len(judged.body) > MOST_PER_RECORD:
            raise Invalid(_("This record holds too many files already."), field="file")
        attachment = Attachment(
            blob=_kept(judged, at), kind=subject._meta.label_lower, object_id=subject.pk,  # noqa: SLF001
            name=clean_file_name(name), by_id=by.pk, at=at,
        )  # fmt: skip
        record.subject = attachment
        record.add(attachment)
    return attachment


def clean_file_name(name: str) -> str:
    """Give the last part of a name without what could break a header or a path."""
    plain = PurePath(name.replace("\\", "/")).name
    plain = "".join(char for char in plain if char.isprintable()).strip(" .")
    return (plain if plain and storable(plain) else "file")[-255:]


def _kept(judged: Judged, at: datetime) -> Blob:
    """Keep bytes once: a blob without a row is harmless, a row without bytes would not be."""
    digest = sha256(judged.body).hexdigest()
    found = Blob.objects.filter(sha256=digest).first()
    if found is not None:
        return found
    blob = Blob(
        sha256=digest, size=len(judged.body), media_type=judged.media_type,
        has_preview=judged.preview is not None, kept_at=at,
    )  # fmt: skip
    shelf = storages["files"]
    for key, body in ((blob.key, judged.body), (blob.preview_key, judged.preview)):
        if body is not None and not shelf.exists(key):
            shelf.save(key, ContentFile(body))
    blob.save(force_insert=True)
    return blob


def detach(*, by: Actor, attachment: Attachment, subject: Model, rule: Rule, at: datetime) -> None:
    """Take a file from its record; the bytes stay until nothing can bring them back."""
    with change(policies.DETACH, by=by, at=at, subject=attachment) as record:
        rule.demand(by, subject)
        record.remove(attachment)


def sweep(*, by: Actor, at: datetime, kept_days: int = 30) -> int:
    """Delete the bytes that no record has held for ``kept_days``; tells how many blobs went."""
    from datetime import timedelta

    from accord.foundation.journal.models import Image

    gone = 0
    label = Attachment._meta.label_lower  # noqa: SLF001
    recent = Image.objects.filter(kind=label, op="-", entry__at__gte=at - timedelta(days=kept_days))
    held = {text for text in recent.values_list("before", flat=True) if text}
    for blob in Blob.objects.filter(attachments=None):
        if any(f'"blob_id":{blob.pk},' in text for text in held):
            continue
        with change(policies.DETACH, by=by, at=at) as record:
            record.kind = Blob._meta.label_lower  # noqa: SLF001
            record.note(sha256=blob.sha256)
            blob.delete()
        for key in (blob.key, blob.preview_key):
            storages["files"].delete(key)
        gone += 1
    return gone
