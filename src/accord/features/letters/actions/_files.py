"""Files that go with a letter; they are as they were when it left."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.letters import policies
from accord.features.letters.actions._write import refuse_sent
from accord.features.letters.models import Letter
from accord.foundation.files.actions import Attached, attach_each, detach
from accord.foundation.files.content import Stream
from accord.foundation.files.models import Attachment
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor


def enclose(
    *, by: Actor, letter: Letter, files: Iterable[tuple[str, Stream]], at: datetime
) -> Attached:
    """Enclose files with a draft; one that is refused keeps none of the others out."""
    refuse_sent(letter)
    return attach_each(
        by=by, subject=letter, rule=policies.WRITE, files=files, at=at,
        told=lambda _record, _kept: refuse_sent(letter),
    )  # fmt: skip


def take_out(*, by: Actor, letter: Letter, attachment: Attachment, at: datetime) -> None:
    """Take a file out of a draft. Raises Stale when it is on its way."""
    if (attachment.kind, attachment.object_id) != (letter._meta.label_lower, letter.pk):  # noqa: SLF001
        raise Invalid(_("This file belongs to another record."))
    refuse_sent(letter)
    detach(by=by, attachment=attachment, subject=letter, rule=policies.WRITE, at=at)
