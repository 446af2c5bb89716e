"""Files of a party: kept with it, taken from it, told on its timeline."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.stakeholders import policies
from accord.features.stakeholders.actions._timeline import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import RowKind
from accord.foundation.files import actions as filing
from accord.foundation.files.actions import Attached
from accord.foundation.files.content import Stream
from accord.foundation.files.models import Attachment
from accord.foundation.journal.change import Record, change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor

__all__ = ["Attached", "attach_files", "remove_file"]


def attach_files(
    *, by: Actor, party: Party, files: Iterable[tuple[str, Stream]], at: datetime
) -> Attached:
    """Keep files with a party in one change; one that is refused keeps none of the others out."""

    def told(record: Record, kept: Attachment) -> None:
        telling = Telling(RowKind.CHANGE, "file-attached", subject=kept, title=kept.name)
        tell(by=by, record=record, parties=[party], telling=telling, at=at)

    return filing.attach_each(
        by=by, subject=party, rule=policies.CHANGE, files=files, at=at, told=told
    )


def remove_file(*, by: Actor, party: Party, attachment: Attachment, at: datetime) -> None:
    """Take a file from a party; for a month it can be brought back."""
    if (attachment.kind, attachment.object_id) != (party._meta.label_lower, party.pk):  # noqa: SLF001
        raise Invalid(_("This file belongs to another record."))
    with change(policies.CHANGE, by=by, at=at, subject=party) as record:
        filing.detach(by=by, attachment=attachment, subject=party, rule=policies.CHANGE, at=at)
        told = Telling(RowKind.CHANGE, "file-removed", title=attachment.name)
        tell(by=by, record=record, parties=[party], telling=told, at=at)
