"""What is attached to a party; whoever may see the party may see it."""

from django.db.models import QuerySet

from accord.features.stakeholders.models import Party
from accord.foundation.files.models import Attachment
from accord.foundation.files.queries import attachments_of


def files_of(party: Party) -> QuerySet[Attachment]:
    """Give the files of a party that one may see, newest first."""
    return attachments_of(party)
