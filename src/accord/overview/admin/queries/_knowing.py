"""Who owns, stands in for, knows: what the register tells of colleagues in the directory."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.features.stakeholders.models import Party, TimelineRow
from accord.features.stakeholders.queries import owned_counts, rows_visible, visible_to
from accord.foundation.accounts.directory import Finding
from accord.foundation.accounts.models import User
from accord.foundation.accounts.reach import reach_of
from accord.foundation.kernel import clock
from accord.foundation.search.queries import find

PARTIES = "party"
MOST = 5  # stakeholders that one question may mean
YEAR = timedelta(days=365)


def who_knows(viewer: User, asked: str) -> Iterator[Finding]:
    """Find owners, deputies and those who spoke with the stakeholders that ``asked`` names.

    Counts only what the viewer may see.
    """
    found = find(viewer, asked, limit=MOST, kinds=(PARTIES,))
    keys = [hit.object_id for group in found.groups for hit in group.hits]
    parties = visible_to(viewer).filter(pk__in=keys).in_bulk() if keys else {}
    for party in sorted(parties.values(), key=lambda party: keys.index(party.pk)):
        url = _address(party)
        if party.owner_id:
            yield Finding(party.owner_id, _("owns %(name)s") % {"name": party.name}, url)
        if party.deputy_id:
            yield Finding(party.deputy_id, _("deputy for %(name)s") % {"name": party.name}, url)
    yield from _spoke(viewer, parties)


def looks_after(viewer: User, people: Sequence[int]) -> Iterator[Finding]:
    """Tell how many stakeholders that the viewer may see each of ``people`` owns."""
    counts = owned_counts(viewer, people)
    for key in people:
        count = counts.get(key)
        if count and count.n:
            said = ngettext(
                "looks after %(n)s stakeholder", "looks after %(n)s stakeholders", count.n
            )
            yield Finding(key, said % {"n": count})


def _spoke(viewer: User, parties: dict[int, Party]) -> Iterator[Finding]:
    rows = TimelineRow.objects.filter(
        rows_visible(reach_of(viewer)), party_id__in=list(parties), is_contact=True,
        by__isnull=False, at__gte=clock.now() - YEAR,
    )  # fmt: skip
    counted = rows.values_list("by_id", "party_id").annotate(n=Count("pk")).order_by("-n")
    for person, party_id, n in counted:
        party = parties[party_id]
        said = ngettext(
            "spoke once with %(name)s this year", "spoke %(n)s times with %(name)s this year", n
        )
        yield Finding(person, said % {"n": n, "name": party.name}, _address(party))


def _address(party: Party) -> str:
    try:
        return reverse("stakeholders:detail", args=[party.ref])
    except NoReverseMatch:
        return ""
