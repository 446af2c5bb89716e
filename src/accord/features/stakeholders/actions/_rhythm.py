from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import agreed_days
from accord.foundation.journal import rows
from accord.foundation.journal.derived import Touched
from accord.foundation.journal.prepared import Prepared
from accord.foundation.kernel.rules import Actor

CHUNK = 500
FEW = 3
ASKED = frozenset({"tier", "rhythm_days", "is_active", "last_contact_at"})


def _asked(keys: list[int]) -> QuerySet[Party, tuple[Any, ...]]:
    return Party.objects.filter(pk__in=keys).values_list(
        "pk", "tier", "rhythm_days", "is_active", "last_contact_at", "added_at", "quiet_at"
    )


_rhythms = Prepared(_asked)


def follow_rhythm(*, by: Actor, touched: Touched, at: datetime) -> None:
    """Keep the moment from which a party counts as quiet true to its tier and its contacts."""
    del by, at
    new = [row.pk for row in touched.added if row.tier or row.rhythm_days]
    told = new + [key for key, _before, after in touched.changed if ASKED & after.keys()]
    for key, quiet in keep_rhythm(told).items():
        if (row := touched.held.get(key)) is not None:
            row.quiet_at = quiet


def keep_rhythm(keys: Collection[int]) -> dict[int, datetime | None]:
    """Write the moments that are not right; gives those."""
    wanted = sorted(set(keys))
    written: dict[int, datetime | None] = {}
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        found = _rhythms(chunk) if len(chunk) <= FEW else _asked(chunk)
        changes = []
        for key, tier, days, is_active, last, added, quiet in found:
            agreed = agreed_days(days, tier) if is_active else None
            right = (last or added) + timedelta(days=agreed) if agreed else None
            if right != quiet:
                changes.append((key, {"quiet_at": right}))
        rows.update_many(Party, changes)
        written.update((key, fields["quiet_at"]) for key, fields in changes)
    return written
