"""Files of a talk: a letter, minutes, a photograph of the place."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.engagement import policies
from accord.features.engagement.models import Interaction
from accord.foundation.files.actions import Attached, attach_each, detach
from accord.foundation.files.content import Stream
from accord.foundation.files.models import Attachment
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor

__all__ = ["Attached", "attach_files", "remove_file"]


def attach_files(
    *, by: Actor, talk: Interaction, files: Iterable[tuple[str, Stream]], at: datetime
) -> Attached:
    """Keep files with a talk in one change; one that is refused keeps none of the others out."""
    return attach_each(by=by, subject=talk, rule=policies.ATTACH, files=files, at=at)


def remove_file(*, by: Actor, talk: Interaction, attachment: Attachment, at: datetime) -> None:
    """Take a file from a talk; for a month it can be brought back."""
    if (attachment.kind, attachment.object_id) != (talk._meta.label_lower, talk.pk):  # noqa: SLF001
        raise Invalid(_("This file belongs to another record."))
    detach(by=by, attachment=attachment, subject=talk, rule=policies.ATTACH, at=at)
