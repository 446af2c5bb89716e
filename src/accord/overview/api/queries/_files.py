"""Files of a party, as the API tells them."""

from typing import Any

from django.db.models import Model

from accord.features.stakeholders import queries as stakeholders
from accord.features.stakeholders.models import Party
from accord.foundation.files.models import Attachment
from accord.foundation.files.queries import attachments_of
from accord.overview.api.queries._paging import Row
from accord.overview.api.queries._parties import party_at
from accord.overview.api.queries._pieces import one_of


def files(party: Party) -> list[Row]:
    return [file(row) for row in stakeholders.files_of(party)]


def file(row: Attachment) -> Row:
    by = {"id": row.by.pk, "name": row.by.name} if row.by else None
    return {
        "id": row.pk, "name": row.name, "media_type": row.blob.media_type, "size": row.blob.size,
        "sha256": row.blob.sha256, "has_preview": row.blob.has_preview, "by": by, "at": row.at,
    }  # fmt: skip


def file_at(user: Any, ref: str, key: int) -> tuple[Party, Attachment]:
    """Find a file of a party that one may see. Raises Problem 404."""
    party = party_at(user, ref)
    return party, one_of(stakeholders.files_of(party), pk=key)


def files_of(record: Model) -> list[Row]:
    """Give the files of a talk or a letter that was found for whoever asks."""
    return [file(row) for row in attachments_of(record)]


def file_of(record: Model, key: int) -> Attachment:
    return one_of(attachments_of(record), pk=key)
