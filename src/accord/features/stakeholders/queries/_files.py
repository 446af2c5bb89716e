"""What is attached to a party; whoever may see the party may see it."""

from collections.abc import Callable

from django.db.models import QuerySet

from accord.features.stakeholders.models import Party
from accord.foundation.files.models import Attachment
from accord.foundation.files.queries import ask_attachments, attachments_of


def files_of(party: Party) -> QuerySet[Attachment]:
    """Give the files of a party that one may see, newest first."""
    return attachments_of(party)


def ask_files(party: Party) -> Callable[[], list[Attachment]]:
    """Ask for them all, as the record shows them, to be had later."""
    return ask_attachments(party)
