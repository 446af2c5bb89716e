from collections.abc import Sequence

from django.db.models import QuerySet

from accord.features.letters.models import Letter
from accord.foundation.files.models import Attachment
from accord.foundation.files.queries import attachments_of, opened
from accord.foundation.mail.reading.shapes import Enclosed


class FilesGone(LookupError):  # noqa: N818 -- a fact: the mail does not leave without them
    """A file of a letter is no longer kept."""


def files_of(letter: Letter) -> QuerySet[Attachment]:
    return attachments_of(letter)


def enclosed(keys: Sequence[int]) -> list[Enclosed]:
    """Give files as they go with a mail, all of them. Raises FilesGone."""
    found = {row.pk: row for row in Attachment.objects.filter(pk__in=keys).select_related("blob")}
    if found.keys() != set(keys):
        raise FilesGone("a file of this letter is no longer kept")
    return [_read(found[key]) for key in keys]


def _read(row: Attachment) -> Enclosed:
    with opened(row.blob) as body:
        return Enclosed(name=row.name, media_type=row.blob.media_type, body=body.read())
