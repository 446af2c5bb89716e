from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from accord.foundation.arrivals import policies
from accord.foundation.arrivals.models import Arrival, State, veiled
from accord.foundation.arrivals.queries import KIND
from accord.foundation.files.models import Attachment
from accord.foundation.journal import erasing
from accord.foundation.journal.change import change_many
from accord.foundation.kernel.rules import Actor

KEPT_FOR = timedelta(days=90)
BATCH = 500


def forget_unlinked(*, by: Actor, at: datetime) -> int:
    """Erase the bytes of what was set aside long ago, and who sent it; gives how many.

    That it came, and why it was set aside, stays in the ledger; it is not taken in again.
    """
    old = Arrival.objects.filter(state=State.DROPPED, taken_at__lt=at - KEPT_FOR)
    old = old.exclude(identity__startswith=veiled("")[:7])
    total = 0
    while rows := list(old.order_by("pk")[:BATCH]):
        with change_many(policies.FORGET, by=by, at=at, kind=Arrival) as record:
            keys = [row.pk for row in rows]
            said = erasing.images_of_rows(KIND, keys)
            record.after(partial(_wipe, said))
            record.remove_many(list(Attachment.objects.filter(kind=KIND, object_id__in=keys)))
            record.set_many([
                (row, {"identity": veiled(row.identity), "sender": "", "subject": "", "error": ""})
                for row in rows
            ])  # fmt: skip
        total += len(rows)
    return total


def _wipe(said: Sequence[int], entry_id: int) -> None:
    """Take out of the trail what it said of them, this change included."""
    erasing.wipe(images=[*said, *erasing.images_of_entry(entry_id)])
