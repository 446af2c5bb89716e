"""The seats of initiatives: which sorts of stakeholders they need, who sits there, what is missing.

Everything is counted from the same seats, of those stakes that one may see; of the others only
how many there are is told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from accord.features.engagement.models import Participation
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.initiatives.models import Initiative, RequiredCategory, Stake
from accord.features.initiatives.queries import stakes_visible_to, visible_to
from accord.features.stakeholders.models import Affiliation, Category, Party
from accord.features.stakeholders.queries import party_visible
from accord.features.stakeholders.states import Kind
from accord.features.tasks.queries import next_titles
from accord.foundation.accounts.reach import points_at, reach_of
from accord.overview.coverage.states import Gap

SILENT = 1.5  # times the rhythm
THREADS = timedelta(days=365)
ENOUGH = 3  # talks from which on the threads of an organisation are told
CHUNK = 2000  # parties that are asked about in one go


@dataclass(frozen=True)
class Seat:
    """A stake with what is missing there, and for how many days nobody spoke."""

    stake: Stake
    gaps: tuple[str, ...]
    silent_days: int

    @property
    def party(self) -> Party:
        return self.stake.party


@dataclass
class Coverage:
    """The seats of one initiative by name; ``hidden`` counts those one may not see by category."""

    initiative: Initiative
    required: list[Category] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    hidden: Counter[int | None] = field(default_factory=Counter)

    @property
    def ghosts(self) -> list[Category]:
        """The required sorts of stakeholders of which nobody has a stake."""
        held = {seat.party.category_id for seat in self.seats} | set(+self.hidden)
        return [category for category in self.required if category.pk not in held]

    def of(self, category_id: int | None) -> list[Seat]:
        return [seat for seat in self.seats if seat.party.category_id == category_id]

    def with_gap(self, gap: str) -> list[Seat]:
        return [seat for seat in self.seats if gap in seat.gaps]


def open_initiatives(user: Any) -> QuerySet[Initiative]:
    return visible_to(user).filter(is_active=True).order_by("sort_key", "pk")


def coverage_of(user: Any, initiatives: Iterable[Initiative], at: datetime) -> list[Coverage]:
    """Read the seats of some initiatives, in as many queries for three seats as for one."""
    found = {one.pk: Coverage(one) for one in initiatives}
    wanted = RequiredCategory.objects.filter(initiative__in=found).select_related("category")
    for row in wanted.order_by("category__position", "category__name"):
        found[row.initiative_id].required.append(row.category)
    for key, category, n in _all_counts(found):
        found[key].hidden[category] += n
    stakes = list(_stakes(user, found))
    gaps = _Gaps(user, [stake.party for stake in stakes], at)
    for stake in stakes:
        one = found[stake.initiative_id]
        one.seats.append(Seat(stake, tuple(gaps.of(stake)), gaps.silent_days(stake.party)))
        one.hidden[stake.party.category_id] -= 1
    return list(found.values())


def _there(stakes: QuerySet[Stake], keys: Iterable[int]) -> QuerySet[Stake]:
    return stakes.filter(initiative__in=list(keys), ended_at=None, party__is_active=True)


def _all_counts(keys: Iterable[int]) -> Iterable[tuple[int, int | None, int]]:
    counted = _there(Stake.objects.all(), keys).values_list("initiative_id", "party__category_id")
    return counted.annotate(n=Count("pk")).order_by()


def _stakes(user: Any, keys: Iterable[int]) -> QuerySet[Stake]:
    found = _there(stakes_visible_to(user), keys)
    along = ("party", "party__category", "party__owner", "owner", "initiative")
    return found.select_related(*along).order_by("party__sort_key", "pk")


class _Gaps:
    """Knows of some parties who has a plan, and by how many threads each organisation hangs."""

    def __init__(self, user: Any, parties: Sequence[Party], at: datetime) -> None:
        self.at = at
        self.planned: set[int] = set()
        self.single: set[int] = set()
        for start in range(0, len(parties), CHUNK):
            some = parties[start : start + CHUNK]
            self.planned |= set(next_titles(user, [party.pk for party in some]))
            self.single |= _on_one_thread(user, some, at)

    def of(self, stake: Stake) -> Iterable[str]:
        party = stake.party
        if stake.owner_id is None and party.owner_id is None:
            yield Gap.UNOWNED
        if party.agreed_days is None and party.pk not in self.planned:
            yield Gap.UNPLANNED
        if party.agreed_days and self.silent_days(party) > SILENT * party.agreed_days:
            yield Gap.SILENT
        if party.pk in self.single:
            yield Gap.SINGLE

    def silent_days(self, party: Party) -> int:
        return (self.at - (party.last_contact_at or party.added_at)).days


def _on_one_thread(user: Any, parties: Sequence[Party], at: datetime) -> set[int]:
    """Give the organisations with which only one of us, or only one of their people, talks.

    From three talks of the last year on; a talk counts for the house and for whoever works there.
    """
    houses = {party.pk for party in parties if party.kind == Kind.ORGANISATION}
    staff = _staff(user, houses)
    seen = talks_visible_to(user).filter(at__gt=at - THREADS, at__lte=at)
    rows = Participation.objects.filter(points_at(seen, "interaction"), party__in=[*houses, *staff])
    talks: dict[int, set[int]] = defaultdict(set)
    ours: dict[int, set[int | None]] = defaultdict(set)
    theirs: dict[int, set[int]] = defaultdict(set)
    for key, talk, by in rows.values_list("party_id", "interaction_id", "interaction__logged_by"):
        for house in staff.get(key, [key]):
            talks[house].add(talk)
            ours[house].add(by)
            if key != house:
                theirs[house].add(key)
    return {
        house
        for house, spoken in talks.items()
        if len(spoken) >= ENOUGH and (len(ours[house]) == 1 or len(theirs[house]) == 1)
    }


def _staff(user: Any, houses: Iterable[int]) -> dict[int, list[int]]:
    """Give who works in some houses, as far as one may see them, each with where."""
    posts = Affiliation.objects.filter(
        party_visible(reach_of(user), "person"), organisation__in=list(houses), until_date=None
    )
    found: dict[int, list[int]] = defaultdict(list)
    for person, house in posts.values_list("person_id", "organisation_id"):
        found[person].append(house)
    return found
