"""What has left, what waits, what could not be sent."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet

from accord.foundation.kernel.roles import ADMINISTRATORS
from accord.foundation.mail.models import Outage, OutMail, State

WINDOW = timedelta(hours=24)


def visible_to(user: Any) -> QuerySet[OutMail]:
    """Give the mails a person may see: all as an administrator, else those to oneself."""
    mails = OutMail.objects.order_by("-id")
    return mails if user.holds(ADMINISTRATORS) else mails.filter(person_id=user.pk)


def counts() -> dict[str, int]:
    """How many mails are in each state."""
    found = OutMail.objects.values_list("state").annotate(mails_count=Count("id"))
    return {state.value: 0 for state in State} | dict(found)


def outage(server: str, at: datetime) -> Outage | None:
    """Give the outage of a server that is being left alone."""
    return Outage.objects.filter(server=server, until__gt=at).first()


def free_again(mails: QuerySet[OutMail], limit: int, at: datetime) -> datetime | None:
    """When there is room for one more of ``mails`` within 24 hours; None if there is now."""
    lately = mails.filter(sent_at__gt=at - WINDOW)
    if lately.count() < limit:
        return None
    oldest: datetime | None = lately.aggregate(oldest=Min("sent_at"))["oldest"]
    return (oldest or at) + WINDOW
