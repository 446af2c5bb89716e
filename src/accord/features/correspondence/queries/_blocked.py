"""Whose mail is not wanted: by one person, or by the whole house."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from accord.features.correspondence.models import Block
from accord.foundation.arrivals.models import Arrival

WINDOW = timedelta(hours=1)
MOST_AN_HOUR = 30


def is_blocked(owner: Any, address: str) -> bool:
    """Tell whether an address or its domain is blocked for a person."""
    if not address:
        return False
    domain = "@" + address.rpartition("@")[2]
    patterns = Block.objects.filter(pattern__in=[address.lower(), domain.lower()])
    return patterns.filter(Q(owner=None) | Q(owner_id=owner.pk)).exists()


def blocks_of(user: Any) -> QuerySet[Block]:
    """Give whom one does not want to read, and whom nobody here reads."""
    found = Block.objects.filter(Q(owner=None) | Q(owner_id=user.pk))
    return found.order_by("owner", "pattern")


def floods(arrival: Arrival, at: datetime) -> bool:
    """Tell whether somebody nobody knows writes to a person more often than people do."""
    if not arrival.sender or arrival.is_archive:
        return False
    same = Arrival.objects.filter(
        sender=arrival.sender, owner_id=arrival.owner_id, taken_at__gt=at - WINDOW,
        pk__lt=arrival.pk,
    )  # fmt: skip
    return len(same.values_list("pk")[:MOST_AN_HOUR]) >= MOST_AN_HOUR
