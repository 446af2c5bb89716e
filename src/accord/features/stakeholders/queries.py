"""What may be seen of parties and what passed with them. Every read starts here."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from accord.features.stakeholders.models import (
    Party,
    PartyReader,
    TimelineMonth,
    TimelineReader,
    TimelineRow,
)
from accord.features.stakeholders.states import Visibility
from accord.foundation.accounts.reach import Reach, reach_of


def visible_to(user: Any) -> QuerySet[Party]:
    """Give the parties that ``user`` may see; the start of every list, record and count."""
    return Party.objects.filter(party_visible(reach_of(user)))


def party_visible(reach: Reach) -> Q:
    """Say the same as a condition on parties."""
    if reach.person_id is None:
        return Q() if reach.everything else Q(pk__in=())
    if not reach.grants:
        return Q(pk__in=())
    named = Q(owner_id=reach.person_id) | Q(deputy_id=reach.person_id)
    listed = PartyReader.objects.filter(party=OuterRef("pk"), person_id=reach.person_id)
    return _within(reach, named | Q(Exists(listed)))


def _within(reach: Reach, named: Q) -> Q:
    seen = Q(visibility=Visibility.EVERYONE)
    if reach.everything:
        seen |= Q(visibility=Visibility.DEPARTMENT)
    elif reach.departments:
        seen |= Q(visibility=Visibility.DEPARTMENT, department_id__in=sorted(reach.departments))
    return seen | (Q(visibility=Visibility.NAMED) & named)


def timeline_of(party: Party) -> QuerySet[TimelineRow]:
    return TimelineRow.objects.filter(party=party)


def rows_visible(reach: Reach) -> Q:
    """Say which rows of a party that one may see may be read; the others are only counted."""
    if reach.person_id is None:
        return Q() if reach.everything else Q(pk__in=())
    named = Q(by_id=reach.person_id)
    listed = TimelineReader.objects.filter(row=OuterRef("pk"), person_id=reach.person_id)
    return _within(reach, named | Q(Exists(listed)))


def timeline_visible_to(user: Any, party: Party) -> QuerySet[TimelineRow]:
    return timeline_of(party).filter(rows_visible(reach_of(user)))


def hidden_count(user: Any, party: Party, kinds: tuple[str, ...] = ()) -> int:
    """Count the rows of ``party`` that ``user`` may not read; never says what or when."""
    rows = timeline_of(party)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    restricted = rows.exclude(visibility=Visibility.EVERYONE)
    return restricted.exclude(rows_visible(reach_of(user))).count()


def rows_by_month(user: Any, since: date) -> list[dict[str, Any]]:
    """Count rows by month and kind from the rollup; rows for named people are in nobody's sum."""
    reach = reach_of(user)
    seen = Q(visibility=Visibility.EVERYONE)
    if reach.everything:
        seen |= Q(visibility=Visibility.DEPARTMENT)
    elif reach.departments:
        seen |= Q(visibility=Visibility.DEPARTMENT, department_id__in=sorted(reach.departments))
    months = TimelineMonth.objects.filter(seen, month__gte=since)
    summed = months.values("month", "kind").annotate(rows=Sum("rows_count"))
    return [dict(cell) for cell in summed.order_by("month", "kind")]


def owned_counts(user: Any) -> dict[int, int]:
    """Count the visible active parties by owner."""
    found = visible_to(user).filter(is_active=True, owner__isnull=False)
    return dict(found.values_list("owner_id").annotate(n=Count("pk")))
