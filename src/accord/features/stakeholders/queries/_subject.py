"""Rows of other features that are about a party: who may see them."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from accord.features.stakeholders.models import Party, TimelineRow
from accord.features.stakeholders.queries._party import (
    party_visible,
    rows_visible,
    visible_to,
    within,
)
from accord.features.stakeholders.states import Visibility
from accord.foundation.accounts.reach import Reach, reach_of
from accord.foundation.journal.prepared import Prepared


def seen_about(reach: Reach, kind: str, *, own: str = "") -> Q:
    """Say which rows with a ``party`` may be seen: the party's, and by their own visibility.

    ``kind`` is the label of their model, as the timeline names it: what only named people may
    see is seen by those who may read a row of the timeline about it. ``own`` names the column of
    the person who sees a row whatever its own visibility says.
    """
    return party_visible(reach, "party") & told_about(reach, kind, own=own)


def told_about(reach: Reach, kind: str, *, own: str = "") -> Q:
    """Say the same where the party is known to be one that may be seen."""
    if reach.person_id is None:
        return Q() if reach.everything else Q(pk__in=())
    if not reach.grants:
        return Q(pk__in=())
    me = reach.person_id
    told = TimelineRow.objects.filter(
        Q(by_id=me) | Q(readers__person_id=me),
        subject_type=kind,
        subject_id=OuterRef("pk"),
        visibility=Visibility.NAMED,
    )
    seen = within(reach, Q(Exists(told)))
    return seen | Q(**{own: me}) if own else seen


def party_named(user: Any, words: str) -> Party | None:
    """Find a party by its reference (whatever follows it) or by its exact name."""
    code = words.strip().split(" ", 1)[0].upper()
    seen = visible_to(user)
    return seen.filter(ref=code).first() or seen.filter(name=words.strip()).first()


_moods = Prepared(
    lambda reach, party, since: (
        TimelineRow.objects.filter(rows_visible(reach), party=party, is_contact=True, at__gte=since)
        .order_by("-at", "-id")
        .values_list("at", "mood")
    )
)


def contact_moods(user: Any, party: Party, at: datetime, span: int = 90) -> list[tuple[float, int]]:
    """Give how many days ago each contact of the last ``span`` days was, and how it went."""
    found = _moods(party.pk, at - timedelta(days=span), variant=reach_of(user))
    return [((at - moment).total_seconds() / 86400, mood or 0) for moment, mood in found]
