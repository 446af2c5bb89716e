"""What the clock does about mail: send what was left lying, drop what is old."""

from datetime import datetime, timedelta

from accord.foundation.jobs.actions import enqueue
from accord.foundation.jobs.queries import open_with
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.actions._post import order_for
from accord.foundation.mail.actions._send import MAX_TRIES
from accord.foundation.mail.models import WAITING, OutMail, State

LEFT_LYING = timedelta(minutes=10)
KEPT_FOR = timedelta(days=90)


def sweep(*, at: datetime) -> int:
    """Give a job to each mail that waits without one: its worker died each time, or a restore."""
    lying = OutMail.objects.filter(state__in=WAITING, written_at__lt=at - LEFT_LYING)
    count = 0
    for mail in lying.order_by("id").iterator():
        order = order_for(mail)
        if open_with(order.unique_key) is not None:
            continue
        with writing():
            if mail.tries >= MAX_TRIES:
                OutMail.objects.filter(pk=mail.pk, state__in=WAITING).update(
                    state=State.DEAD, ended_at=at, error=mail.error or "every worker died with it"
                )
            else:
                enqueue(by=SYSTEM, order=order, at=at)
                count += 1
    return count


def prune(*, at: datetime) -> int:
    """Drop mails that ended long ago; that they were sent stands in the trail of what they told."""
    with writing():
        old = OutMail.objects.filter(written_at__lt=at - KEPT_FOR).exclude(state__in=WAITING)
        return old.delete()[0]


def hold_back(*, at: datetime) -> int:
    """Keep what waited when a backup was made: it may have left since. Sent when somebody says."""
    words = "restored from a backup: it may have been sent before"
    with writing():
        waiting = OutMail.objects.filter(state__in=WAITING)
        return waiting.update(state=State.KEPT, ended_at=at, error=words)
