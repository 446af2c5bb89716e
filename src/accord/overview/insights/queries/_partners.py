"""Those we work closely with: what both sides owe, the rhythm, meetings, what was solved."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from accord.features.engagement.models import Interaction, Participation, Point
from accord.features.engagement.queries import last_talks, open_points_with
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.escalations.models import Escalation, Step
from accord.features.escalations.queries import ladder
from accord.features.escalations.queries import visible_to as escalations_visible_to
from accord.features.keyplans.models import KeyPlan
from accord.features.keyplans.queries import sees_counterpart
from accord.features.keyplans.queries import visible_to as keyplans_visible_to
from accord.features.meetings.models import Invitee, Meeting
from accord.features.meetings.queries import in_order as meetings_in_order
from accord.features.meetings.queries import with_party
from accord.features.meetings.states import BEHIND
from accord.features.promises.models import Promise
from accord.features.promises.queries import SETTLED
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.features.promises.states import Side, State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.stakeholders.states import Tier
from accord.foundation.accounts.models import Grant, User
from accord.foundation.accounts.queries import colleagues
from accord.foundation.accounts.reach import points_at
from accord.foundation.kernel.roles import Role

YEAR, LATELY = timedelta(days=365), timedelta(days=90)
MOST, SHOWN, FEW = 100, 10, 5


@dataclass(frozen=True)
class Rhythm:
    """How often contact was agreed, and how many of the gaps of a year were no longer than that.

    A gap that goes on counts once it is too long. ``silent`` are the days since the last contact.
    """

    days: int | None
    kept: int = 0
    gaps: int = 0
    silent: int | None = None


@dataclass(frozen=True)
class Owed:
    """Open promises of one side, and how many of them are late."""

    n: int = 0
    late: int = 0


@dataclass(frozen=True)
class Partner:
    """One line of the list."""

    party: Party
    we: Owed
    they: Owed
    rhythm: Rhythm
    meeting: Meeting | None


@dataclass(frozen=True)
class Together:
    """All that stands between us and one partner."""

    we: list[Promise]
    they: list[Promise]
    settled: list[Promise]
    points: list[Point]
    rhythm: Rhythm
    ahead: list[Meeting]
    behind: list[Meeting]
    issues: list[Escalation]


def partners(user: Any, at: datetime, *, mine: bool = False) -> list[Partner]:
    """Give those who are key to us, have a plan of their own or meet us in a rhythm; by name."""
    found = _partners(user, mine=mine)
    parties = list(found.select_related("owner").order_by("sort_key", "pk")[:MOST])
    keys = [one.pk for one in parties]
    owed, moments, meetings = _owed(user, keys, at), _moments(user, keys, at), _next(user, keys, at)
    return [
        Partner(
            one, owed[one.pk, Side.WE], owed[one.pk, Side.THEY],
            _rhythm(one, moments[one.pk], at), meetings.get(one.pk),
        )
        for one in parties
    ]  # fmt: skip


def _partners(user: Any, *, mine: bool) -> QuerySet[Party]:
    plans = KeyPlan.objects.filter(ended_at=None).values("party")
    series = Invitee.objects.filter(
        party__isnull=False, meeting__series__isnull=False, meeting__series__ended_at=None
    )
    found = parties_visible_to(user).filter(
        Q(tier=Tier.KEY) | Q(pk__in=plans) | Q(pk__in=series.values("party")), is_active=True
    )
    return found.filter(Q(owner_id=user.pk) | Q(deputy_id=user.pk)) if mine else found


def _owed(user: Any, keys: Sequence[int], at: datetime) -> dict[tuple[int, str], Owed]:
    found = promises_visible_to(user).filter(party__in=keys, state=State.AGREED).order_by()
    rows = found.values_list("party_id", "side").annotate(
        n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at))
    )
    counted: dict[tuple[int, str], Owed] = defaultdict(Owed)
    counted.update({(key, side): Owed(n, late) for key, side, n, late in rows})
    return counted


def _moments(user: Any, keys: Sequence[int], at: datetime) -> dict[int, list[datetime]]:
    rows = Participation.objects.filter(
        points_at(talks_visible_to(user), "interaction"), party__in=keys,
        interaction__at__gt=at - YEAR, interaction__at__lte=at,
    )  # fmt: skip
    found: dict[int, list[datetime]] = defaultdict(list)
    for key, moment in rows.values_list("party_id", "interaction__at"):
        found[key].append(moment)
    return found


def _next(user: Any, keys: Sequence[int], at: datetime) -> dict[int, Meeting]:
    """Give the next meeting with each of some parties."""
    ahead = meetings_in_order(user, at, past=False).order_by().values("pk")
    rows = Invitee.objects.filter(party__in=keys, meeting__in=ahead).select_related("meeting")
    found: dict[int, Meeting] = {}
    for one in rows.order_by("meeting__starts_at", "pk"):
        found.setdefault(one.party_id or 0, one.meeting)
    return found


def _rhythm(party: Party, moments: Iterable[datetime], at: datetime) -> Rhythm:
    marks, days = sorted(moments), party.agreed_days
    silent = (at - marks[-1]).days if marks else None
    if not days or not marks:
        return Rhythm(days, silent=silent)
    gaps = [(after - before).days for before, after in pairwise(marks)]
    gaps += [silent] if silent is not None and silent > days else []
    return Rhythm(days, sum(gap <= days for gap in gaps), len(gaps), silent)


def together(user: Any, party: Party, at: datetime) -> Together:
    """Give what stands between us and ``party``, which ``user`` is known to see."""
    promises = promises_visible_to(user).filter(party=party)
    both = list(
        promises.filter(state=State.AGREED).order_by(F("due_at").asc(nulls_last=True), "pk")[:MOST]
    )
    lately = promises.filter(state__in=SETTLED, settled_at__gt=at - LATELY)
    meetings = with_party(user, party)
    ahead = meetings_in_order(user, at, past=False).filter(pk__in=meetings.values("pk"))
    behind = meetings.filter(state__in=BEHIND).order_by("-starts_at", "-pk")
    issues = escalations_visible_to(user).filter(party=party).order_by("-pk")
    return Together(
        [one for one in both if one.side == Side.WE],
        [one for one in both if one.side == Side.THEY],
        list(lately.order_by("-settled_at", "-pk")[:SHOWN]),
        open_points_with(user, [party.pk], SHOWN),
        _rhythm(party, _moments(user, [party.pk], at)[party.pk], at),
        list(ahead[:SHOWN]), list(behind[:SHOWN]), list(issues[:SHOWN]),
    )  # fmt: skip


@dataclass(frozen=True)
class Risk:
    """What whoever decides on an escalation needs beside it: what we owe, what was last said."""

    owed: list[Promise]
    talks: list[Interaction]


def at_risk(user: Any, party: Party) -> Risk:
    """Give the open promises of ours, soonest first, and the last talks with ``party``."""
    ours = promises_visible_to(user).filter(party=party, state=State.AGREED, side=Side.WE)
    return Risk(
        list(ours.order_by(F("due_at").asc(nulls_last=True), "pk")[:FEW]), last_talks(user, party)
    )


@dataclass(frozen=True)
class Turning:
    """Whom to turn to: those who look after a party, stand for its plan, or decide higher up."""

    plan: KeyPlan | None
    counterpart: bool
    steps: list[Step]
    custodians: list[User]


def whom_to_turn_to(user: Any, party: Party) -> Turning:
    plan = keyplans_visible_to(user).filter(party=party, ended_at=None).first()
    keepers = Grant.objects.filter(role=Role.CUSTODIAN).values("person")
    return Turning(
        plan, plan is not None and sees_counterpart(user, plan), list(ladder()),
        list(colleagues().filter(pk__in=keepers).order_by("name", "pk")),
    )  # fmt: skip


def joint_list(user: Any, party: Party) -> list[Promise]:
    """Give the open promises of both sides that may be shown outside: none that is restricted."""
    found = promises_visible_to(user).filter(
        party=party, state=State.AGREED, visibility="everyone", party__visibility="everyone"
    )
    return list(found.order_by("due_at", "pk")[:MOST])
