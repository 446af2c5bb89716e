"""What one person owes, meets and lets go quiet: read by owner, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone

from accord.features.engagement import queries as talks
from accord.features.engagement.models import Interaction
from accord.features.engagement.queries import Heeded
from accord.features.escalations.models import Escalation
from accord.features.escalations.queries import visible_to as escalations_visible_to
from accord.features.escalations.states import ONGOING
from accord.features.initiatives.models import RedLine, Stake
from accord.features.initiatives.queries import ask_stakes_held, red_lines_of_many
from accord.features.initiatives.states import Stance
from accord.features.meetings.models import Meeting as Gathering
from accord.features.meetings.queries import in_order as meetings_in_order
from accord.features.meetings.queries import with_party as meetings_with
from accord.features.needs.models import Need
from accord.features.needs.queries import needs_of
from accord.features.needs.queries import open_counts as open_needs
from accord.features.promises import queries as promises
from accord.features.promises.models import Promise
from accord.features.stakeholders.models import Party, TimelineRow
from accord.features.stakeholders.queries import (
    Facts,
    contact_days,
    days_off,
    facts_of,
    timeline_visible_to,
)
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.stakeholders.states import RowKind, Tier
from accord.features.strategies.models import Touch
from accord.features.strategies.queries import touches_visible_to
from accord.features.strategies.states import TouchState
from accord.features.tasks import queries as tasks
from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import away, every_department, names_of
from accord.foundation.notices.mentions import MENTIONED, UNSEEN
from accord.foundation.notices.models import Notice
from accord.foundation.notices.queries import unread_of
from accord.foundation.ui import formats, owed
from accord.foundation.ui.owed import Appointment, Owed

QUIET = 5
MENTIONS = 5
AWAITED, SOON = 8, timedelta(days=3)  # of what they owe us: how many, how long before
DAYS = 10  # of the week strip
TEAM = 6  # the level from which on one looks at what a team owes


@dataclass(frozen=True)
class Covered:
    """A colleague who is away, and for whom one stands in until a day."""

    key: int
    name: str
    until: date


@dataclass(frozen=True)
class Quiet:
    """A relationship with nobody's word for longer than agreed."""

    party: Party
    days: list[float]
    silent: int | None


@dataclass(frozen=True)
class Meeting:
    """Something on one's day, with what stands open with whoever it is about."""

    appointment: Appointment
    promises: int
    needs: int


@dataclass(frozen=True)
class Share:
    """What one department owes."""

    name: str
    open_count: int
    late_count: int


@dataclass(frozen=True)
class Desk:
    """Everything the home page shows of one person, at one moment."""

    at: datetime
    covered: list[Covered]
    things: list[Owed]
    snoozed: list[Owed]
    settled: list[datetime]
    meetings: list[Meeting]
    quiet: list[Quiet]
    awaited: list[Promise]
    off: dict[date, str]
    shares: list[Share]
    mentions: list[Notice]

    @property
    def today(self) -> date:
        return formats.local(self.at)

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    def is_late(self, thing: Owed) -> bool:
        return thing.ends_at is not None and thing.ends_at < self.at

    @property
    def late(self) -> list[Owed]:
        return [thing for thing in self.things if self.is_late(thing)]

    def due_day(self, thing: Owed) -> date | None:
        return None if thing.due is None else formats.local(thing.due)


def desk_of(user: User, at: datetime) -> Desk:
    """Read the whole page; those who are away are covered by whoever stands in for them."""
    today = formats.local(at)
    covered = _covered(user, today)
    people = [user.pk, *(one.key for one in covered)]
    monday = today - timedelta(days=today.weekday())
    things = sorted(owed.owed_by(user, people), key=_soonest)
    hidden = [thing for thing in things if thing.snoozed_until and thing.snoozed_until > today]
    return Desk(
        at=at,
        covered=covered,
        things=[thing for thing in things if thing not in hidden],
        snoozed=hidden,
        settled=owed.settled_since(user, people, _midnight(monday)),
        meetings=_meetings(user, people, today),
        quiet=_quiet(user, people, at),
        awaited=_awaited(user, people, at),
        off=days_off(today, today + timedelta(days=DAYS)),
        shares=_shares(user, at) if (user.level or 0) >= TEAM else [],
        mentions=unread_of(user, [MENTIONED, UNSEEN], MENTIONS),
    )


def tiers_owed(user: User, desk: Desk) -> dict[int, str]:
    """Tell how close those are to us whom something is owed, as far as ``user`` may see them."""
    keys = {thing.whom.key for thing in desk.things if thing.whom is not None}
    found = parties_visible_to(user).filter(pk__in=keys)
    return dict(found.values_list("pk", "tier"))


def _soonest(thing: Owed) -> tuple[bool, float, str]:
    return (
        thing.ends_at is None, thing.ends_at.timestamp() if thing.ends_at else 0.0, thing.ref
    )  # fmt: skip


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(timezone.get_current_timezone_name()))


def _covered(user: User, today: date) -> list[Covered]:
    absent = {key: absence for key, absence in away(today).items() if absence.deputy_id == user.pk}
    names = names_of(absent)
    return [Covered(key, names.get(key, ""), row.until_date) for key, row in absent.items()]


def _meetings(user: User, people: list[int], today: date) -> list[Meeting]:
    start = _midnight(today)
    found = owed.appointments_of(user, people, start, _midnight(today + timedelta(days=1)))
    keys = {one.whom.key for one in found if one.whom}
    promised, needed = promises.open_between(user, keys), open_needs(user, keys)
    return [
        Meeting(
            one,
            promised.get(one.whom.key, 0) if one.whom else 0,
            needed.get(one.whom.key, 0) if one.whom else 0,
        )
        for one in found
    ]


def _quiet(user: User, people: list[int], at: datetime) -> list[Quiet]:
    """Give those of one's own that are silent for longer than agreed, the closest first."""
    mine = parties_visible_to(user).filter(owner_id__in=people, is_active=True, quiet_at__lt=at)
    tiers = [When(tier=tier, then=Value(place)) for place, tier in enumerate(Tier)]
    closest = Case(*tiers, default=Value(len(tiers)), output_field=IntegerField())
    parties = list(mine.order_by(closest, "quiet_at", "pk")[:QUIET])
    days = contact_days(user, [party.pk for party in parties], at)
    return [
        Quiet(
            party,
            days[party.pk],
            (at - party.last_contact_at).days if party.last_contact_at else None,
        )
        for party in parties
    ]


def _awaited(user: User, people: list[int], at: datetime) -> list[Promise]:
    """Give what they owe us and is late or due within days, unless it was put off."""
    today = formats.local(at)
    seen = Q(snoozed_until=None) | Q(snoozed_until__lte=today)
    return list(promises.awaited_by(user, people, at + SOON).filter(seen)[:AWAITED])


def _shares(user: User, at: datetime) -> list[Share]:
    """Count what each department owes and what of it is late; the latest first."""
    counts: dict[int | None, tuple[int, int]] = {}
    for source in (promises.late_by_department(user, at), tasks.late_by_department(user, at)):
        for key, (n, late) in source.items():
            known = counts.get(key, (0, 0))
            counts[key] = (known[0] + n, known[1] + late)
    names = dict(every_department().values_list("pk", "name"))
    found = [Share(names.get(key or 0, ""), n, late) for key, (n, late) in counts.items()]
    return sorted(found, key=lambda share: (-share.late_count, -share.open_count, share.name))


@dataclass(frozen=True)
class Brief:
    """What one must know before any contact with a party, on one page."""

    party: Party
    facts: Facts
    talks: list[Interaction]
    ledger: promises.Ledger
    needs: list[Need]
    known_by: list[dict[str, Any]]
    notes: list[TimelineRow]
    heeded: Heeded | None
    stakes: list[Stake]
    red_lines: list[RedLine]
    meeting: Gathering | None
    touch: Touch | None
    escalated: list[Escalation]


CONTACTS = 5
NOTES = 3
FEW = 3  # stakes, red lines, escalations: it is one sheet


def _heeded(user: User, party: Party, at: datetime) -> Heeded | None:
    if not party.accessibility:
        return None
    return talks.heeded_by_party(user, [party.pk], at).get(party.pk, Heeded())


def _red_lines(stakes: Sequence[Stake]) -> list[RedLine]:
    found = red_lines_of_many([one.pk for one in stakes]).exclude(stance=Stance.FOR)
    return list(found[:FEW]) if stakes else []


def brief_of(user: User, party: Party, at: datetime) -> Brief:
    stakes = ask_stakes_held(user, party)()[:FEW]
    ahead = meetings_in_order(user, at, past=False)
    touches = touches_visible_to(user).filter(party=party, state=TouchState.OPEN)
    escalated = escalations_visible_to(user).filter(party=party, state__in=ONGOING)
    notes = timeline_visible_to(user, party).filter(kind=RowKind.NOTE)
    return Brief(
        party=party,
        facts=facts_of(user, party),
        talks=talks.last_talks(user, party, CONTACTS),
        ledger=promises.ledger_of(user, party, at),
        needs=needs_of(user, party),
        known_by=talks.who_knows(user, party),
        notes=list(notes.select_related("by").order_by("-at", "-id")[:NOTES]),
        heeded=_heeded(user, party, at),
        stakes=stakes,
        red_lines=_red_lines(stakes),
        meeting=ahead.filter(pk__in=meetings_with(user, party).values("pk")).first(),
        touch=touches.select_related("activity").order_by("due_on", "pk").first(),
        escalated=list(escalated.order_by("due_at", "pk")[:FEW]),
    )
