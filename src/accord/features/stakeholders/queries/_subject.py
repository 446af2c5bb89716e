"""Rows of other features that are about a party: who may see them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
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
from accord.foundation.journal.derived import Touched
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


def told_to(kind: str, keys: Iterable[int]) -> dict[int, set[int]]:
    """Give who, of the people named, may see each of these rows: the same as ``told_about``."""
    found: dict[int, set[int]] = defaultdict(set)
    told = TimelineRow.objects.filter(
        subject_type=kind, subject_id__in=list(keys), visibility=Visibility.NAMED
    )
    for key, *people in told.values_list("subject_id", "by_id", "readers__person_id"):
        found[key or 0].update(person for person in people if person is not None)
    return found


def told_subjects(kind: str) -> Callable[[Touched], Iterable[int]]:
    """Give what tells which rows of ``kind`` a change of the timeline shows to other people."""

    def subjects(touched: Touched) -> set[int]:
        named = [row for row in touched.added if row.visibility == Visibility.NAMED]
        found = {row.subject_id for row in named if row.subject_type == kind}
        found |= {was["subject_id"] for _pk, was in touched.removed if was["subject_type"] == kind}
        if changed := [pk for pk, was, _ in touched.changed if _NAMING & was.keys()]:
            rows = TimelineRow.objects.filter(pk__in=changed, subject_type=kind)
            found.update(rows.values_list("subject_id", flat=True))
        return found

    return subjects


_NAMING = frozenset({"visibility", "by_id", "subject_id", "subject_type"})


def told_readers(kind: str) -> Callable[[Touched], Iterable[int]]:
    """Give the same for a change of whom the timeline names as readers."""

    def subjects(touched: Touched) -> set[int]:
        rows = {row.row_id for row in touched.added}
        rows |= {was["row_id"] for _pk, was in touched.removed}
        found = TimelineRow.objects.filter(pk__in=rows, subject_type=kind)
        return {key for key in found.values_list("subject_id", flat=True) if key is not None}

    return subjects


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


def ask_moods(
    user: Any, party: Party, at: datetime, span: int = 90
) -> Callable[[], list[tuple[float, int]]]:
    """Ask how many days ago each contact of the last ``span`` days was, and how it went."""
    asked = _moods.later(party.pk, at - timedelta(days=span), variant=reach_of(user))
    return lambda: [((at - when).total_seconds() / 86400, mood or 0) for when, mood in asked()]


_contacts = Prepared(
    lambda reach, keys, since: (
        TimelineRow.objects.filter(
            rows_visible(reach), party__in=keys, is_contact=True, at__gte=since
        )
        .order_by("-at")
        .values_list("party_id", "at")
    )
)


def contact_days(
    user: Any, keys: list[int], at: datetime, span: int = 90
) -> dict[int, list[float]]:
    """Give for each party how many days ago each contact of the last ``span`` days was."""
    return ask_contact_days(user, keys, at, span)()


def ask_contact_days(
    user: Any, keys: list[int], at: datetime, span: int = 90
) -> Callable[[], dict[int, list[float]]]:
    """Ask for the same, to be had later."""
    asked = _contacts.later(keys, at - timedelta(days=span), variant=reach_of(user))

    def had() -> dict[int, list[float]]:
        found: dict[int, list[float]] = {key: [] for key in keys}
        for party_id, moment in asked():
            found[party_id].append((at - moment).total_seconds() / 86400)
        return found

    return had
