"""What is attached to a party; whoever may see the party may see it."""

from django.db.models import QuerySet

from accord.features.stakeholders.models import Party
from accord.foundation.files.models import Attachment
from accord.foundation.files.queries import all_attachments_of, attachments_of


def files_of(party: Party) -> QuerySet[Attachment]:
    """Give the files of a party that one may see, newest first."""
    return attachments_of(party)


def all_files_of(party: Party) -> list[Attachment]:
    """Give the same at once, as the record shows them."""
    return all_attachments_of(party)
