from collections.abc import Sequence
from datetime import datetime
from functools import partial

from accord.features.correspondence import policies
from accord.features.correspondence.models import Message
from accord.features.correspondence.states import State
from accord.foundation.arrivals.actions import KEPT_FOR
from accord.foundation.files.queries import attachments_of
from accord.foundation.journal import erasing
from accord.foundation.journal.change import change
from accord.foundation.kernel.rules import Actor

KIND = Message._meta.label_lower  # noqa: SLF001
EMPTY = {
    "sender_address": "", "sender_name": "", "recipients": [], "subject": "", "text": "",
    "left_out": [], "message_id": "", "thread": "", "snooze_reason": "", "domain": "",
}  # fmt: skip


def forget_aside(*, by: Actor, at: datetime) -> int:
    """Erase the words and files of mail that was set aside and belongs to nobody."""
    old = Message.objects.filter(state=State.ASIDE, arrival__taken_at__lt=at - KEPT_FOR)
    count = 0
    for message in old.exclude(thread="").order_by("pk").iterator():
        with change(policies.FORGET, by=by, at=at, subject=message) as record:
            record.after(partial(_wipe, erasing.images_of_rows(KIND, [message.pk])))
            record.remove_many(list(attachments_of(message)))
            record.set(message, **EMPTY)
        count += 1
    return count


def _wipe(said: Sequence[int], entry_id: int) -> None:
    """Take out of the trail what it said of a mail, this change included."""
    erasing.wipe(images=[*said, *erasing.images_of_entry(entry_id)])
