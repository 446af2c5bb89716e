"""What came in, and whether it adds up."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from accord.foundation.arrivals.models import Arrival, Folder, Mailbox, State
from accord.foundation.files.queries import attachments_of, opened
from accord.foundation.kernel.roles import ADMINISTRATORS

KIND = "arrivals.arrival"


def visible_to(user: Any) -> QuerySet[Arrival]:
    """Give the ledger: all of it as an administrator, else one's own rows. Newest first.

    An administrator sees that a message came and what became of it, never its words.
    """
    rows = Arrival.objects.order_by("-id")
    return rows if user.holds(ADMINISTRATORS) else rows.filter(owner_id=user.pk)


def counts() -> dict[str, int]:
    """How many messages ended how; together they are all that ever came."""
    found = Arrival.objects.values_list("state").annotate(arrivals_count=Count("id"))
    return {state.value: 0 for state in State} | dict(found)


def endings_of(user: Any) -> list[tuple[str, str, int]]:
    """Tell how many of one's messages ended how and why, most first."""
    found = Arrival.objects.filter(owner_id=user.pk).values_list("state", "reason")
    return list(found.annotate(n=Count("id")).order_by("-n", "state", "reason"))


def raw_of(arrival: Arrival) -> bytes:
    """Read the bytes as they came. Raises FileNotFoundError when they were erased."""
    kept = attachments_of(arrival).first()
    if kept is None:
        raise FileNotFoundError(arrival.identity)
    with opened(kept.blob) as body:
        whole: bytes = body.read()
    return whole


def mailboxes_of(user: Any) -> QuerySet[Mailbox]:
    """Give the mailboxes that ``user`` may arrange: one's own, an administrator shared ones."""
    rows = Mailbox.objects.select_related("owner", "department").order_by("name", "pk")
    own = Q(owner_id=user.pk)
    return rows.filter(own | Q(kind=Mailbox.Kind.SHARED) if user.holds(ADMINISTRATORS) else own)


def all_mailboxes(user: Any) -> QuerySet[Mailbox]:
    """Give every mailbox that is read, for whoever keeps the system; nothing of what is in it."""
    rows = Mailbox.objects.select_related("owner", "department").order_by("is_closed", "name", "pk")
    return rows if user.holds(ADMINISTRATORS) else rows.none()


def folders_of(mailbox: Mailbox) -> QuerySet[Folder]:
    return Folder.objects.filter(mailbox=mailbox).order_by("name")
