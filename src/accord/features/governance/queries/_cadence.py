"""Who was in contact as often as the policy says, and who was not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import IntegerField, QuerySet, Value

from accord.features.escalations.models import Escalation
from accord.features.escalations.states import State as Open
from accord.features.governance.models import Cadence, EngagementPolicy, Excuse
from accord.features.governance.states import Light
from accord.features.initiatives.queries import stakes_visible_to
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import parties_of_each
from accord.foundation.accounts.models import User
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.rules import SYSTEM

MOST = 5_000


@dataclass(frozen=True)
class Standing:
    """How long a party was without contact, and what the policy asks; None: there never was any."""

    party: Party
    owner: User | None
    days: int | None
    ideal: int
    most: int
    light: Light
    reason: str = ""


def cadence_of(user: Any, policy: EngagementPolicy, at: datetime) -> list[Standing]:
    """Give how each party with a stake stands, the longest without contact first.

    A party in several segments is held to the shortest. Who was never met counts from the day
    the stake was noted.
    """
    today = day_of(at, settings.HOUSE_TIME_ZONE)
    rules = _rules(policy, at)
    excused = _excused(policy, today)
    found = []
    stakes = stakes_visible_to(user).filter(
        initiative=policy.initiative, ended_at=None, party__is_active=True
    )
    for stake in stakes.select_related("party__owner", "owner").order_by("pk")[:MOST]:
        rule = rules(stake.party_id)
        if rule is None:
            continue
        met = stake.party.last_contact_at
        days = (today - day_of(met or stake.added_at, settings.HOUSE_TIME_ZONE)).days
        reason = excused.get(stake.party_id, "")
        found.append(
            Standing(
                stake.party, stake.owner or stake.party.owner, days if met else None,
                rule.ideal_days, rule.most_days,
                Light.EXCUSED if reason else _light(days, rule), reason,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (_ORDER[one.light], -(one.days or MOST), one.party.pk))


_ORDER = {Light.RED: 0, Light.AMBER: 1, Light.EXCUSED: 2, Light.GREEN: 3}


def _light(days: int, rule: Cadence) -> Light:
    if days > rule.most_days:
        return Light.RED
    return Light.AMBER if days > rule.ideal_days else Light.GREEN


def _rules(policy: EngagementPolicy, at: datetime) -> Any:
    """Give what tells the rule of a party: that of its segment, the shortest, or the general."""
    cadences = list(Cadence.objects.filter(policy=policy).select_related("segment"))
    general = next((one for one in cadences if one.segment is None), None)
    by_segment = {one.segment_id: one for one in cadences if one.segment is not None}
    segments = [one.segment for one in by_segment.values() if one.segment is not None]
    held: dict[int, Cadence] = {}
    members = parties_of_each(segments, user=SYSTEM, at=at)
    for key, party in _members(members):
        rule = by_segment[key]
        if party not in held or rule.most_days < held[party].most_days:
            held[party] = rule
    return lambda party: held.get(party, general)


def _members(members: dict[int, QuerySet[Party]]) -> Iterable[tuple[int, int]]:
    """Give (segment, party) of all segments in one question."""
    asked = [
        parties.order_by()
        .annotate(of_segment=Value(key, output_field=IntegerField()))
        .values_list("of_segment", "pk")
        for key, parties in members.items()
    ]
    return list(asked[0].union(*asked[1:], all=True)) if asked else []


def _excused(policy: EngagementPolicy, today: date) -> dict[int, str]:
    found = Excuse.objects.filter(policy=policy, until__gte=today)
    return dict(found.order_by("pk").values_list("party_id", "reason"))


def is_escalated(party: Party, policy: EngagementPolicy) -> bool:
    """Tell whether a contact that a policy asks for waits for a decision already."""
    found = Escalation.objects.filter(party=party, about=policy.ref, state=Open.OPEN)
    return found.exists()


def in_red(found: Iterable[Standing]) -> list[Standing]:
    return [one for one in found if one.light == Light.RED]


def tally(found: Iterable[Standing]) -> Counter[Light]:
    return Counter(one.light for one in found)
