"""What is next: which copies are due, what became of those that left, how many may go now."""

from datetime import datetime, timedelta

from django.db.models import Min, Q

from accord.features.mailings.models import Mailing, Recipient
from accord.features.mailings.states import Copy, State
from accord.foundation.mail.models import WAITING, OutMail

MAIL, TRY = "mailing", "mailing-try"
MINUTE = timedelta(minutes=1)
AT_ONCE = 50
SOON, LATER, LONGEST = timedelta(seconds=2), timedelta(seconds=20), timedelta(hours=1)


def settled_mails(mailing: Mailing) -> list[tuple[Recipient, OutMail | None]]:
    """Give copies that left and whose mail ended since; without a mail where it is gone."""
    rows = list(
        Recipient.objects.filter(mailing=mailing, state=Copy.LEAVING)
        .select_related("party").order_by("pk")[:1000]
    )  # fmt: skip
    found: dict[str, OutMail] = {}
    for begin in range(0, len(rows), 200):
        names = [f"<{row.message_id}>" for row in rows[begin : begin + 200]]
        for mail in OutMail.objects.filter(message_id__in=names, kind=MAIL).defer("text", "html"):
            found[mail.message_id.strip("<>")] = mail
    pairs = [(row, found.get(row.message_id)) for row in rows]
    return [(row, mail) for row, mail in pairs if mail is None or mail.state not in WAITING][:200]


def room_now(mailing: Mailing, at: datetime) -> int:
    """Tell how many copies may leave now: as many in a minute as was set, a portion at a time."""
    lately = Recipient.objects.filter(mailing=mailing, left_at__gt=at - MINUTE).count()
    return max(0, min(mailing.per_minute - lately, AT_ONCE))


def due_copies(mailing: Mailing, at: datetime, most: int) -> list[Recipient]:
    due = Q(state=Copy.WAITING) | Q(state=Copy.DEFERRED, due_at__lte=at)
    rows = Recipient.objects.filter(due, mailing=mailing).select_related("party")
    return list(rows.order_by("pk")[:most])


def wait_for(mailing: Mailing, at: datetime) -> timedelta | None:
    """Tell how long there is nothing to do; None where nothing is left to be done."""
    rows = Recipient.objects.filter(mailing=mailing)
    waits: list[timedelta] = []
    leaving = rows.filter(state=Copy.LEAVING).aggregate(first=Min("left_at"))["first"]
    if leaving is not None:
        waits.append(min(max(at - leaving, SOON), LATER))
    if mailing.state == State.SENDING:
        if due_copies(mailing, at, 1):
            left = rows.filter(left_at__gt=at - MINUTE).aggregate(first=Min("left_at"))["first"]
            is_full = room_now(mailing, at) == 0 and left is not None
            waits.append(max(left + MINUTE - at, SOON) if is_full else timedelta())
        later = rows.filter(state=Copy.DEFERRED).aggregate(first=Min("due_at"))["first"]
        if later is not None:
            waits.append(min(max(later - at, timedelta()), LONGEST))
    return min(waits) if waits else None


def is_due(mailing: Mailing, at: datetime) -> bool:
    """Tell whether a copy may leave now, or nothing is left that could."""
    if mailing.state != State.SENDING:
        return False
    wait = wait_for(mailing, at)
    return wait is None or not wait
