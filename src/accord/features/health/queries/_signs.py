"""Early warnings: which signs a relationship shows, and which tasks they have opened."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from accord.features.health.models import Warned, WarningRule
from accord.features.health.queries._computing import Standing
from accord.features.health.states import Sign
from accord.features.initiatives.models import Stake
from accord.features.initiatives.states import Level
from accord.features.promises.states import State as Promised
from accord.features.stakeholders.states import Tier
from accord.features.tasks.states import State

DAMPED = timedelta(days=30)
SUPPORTING = (Level.SUPPORTIVE, Level.LEADING)
USUAL: dict[str, tuple[float, int]] = {
    Sign.CROSSED: (1, 7), Sign.SILENCE: (1.5, 0), Sign.MOVED: (2, 90), Sign.BADLY: (3, 30),
}  # fmt: skip


def rules_in_force() -> dict[str, WarningRule]:
    """Give the newest row of each sign, or the usual rule, which is on."""
    usual = {
        sign: WarningRule(sign=sign, figure=figure, days=days)
        for sign, (figure, days) in USUAL.items()
    }
    return usual | {row.sign: row for row in WarningRule.objects.order_by("pk")}


def rules_written() -> QuerySet[WarningRule]:
    return WarningRule.objects.select_related("by").order_by("-pk")


@dataclass(frozen=True)
class Shown:
    """A sign that a relationship shows: of which promise, or how many."""

    sign: str
    count: int = 0
    days: int = 0
    ref: str = ""


def signs_of(one: Standing, rules: dict[str, WarningRule], *, is_key: bool) -> list[Shown]:
    """Give the signs that a relationship shows by the rules that are on."""
    found = (
        _crossed(one), _silent(one, rules[Sign.SILENCE].figure) if is_key else None,
        _moved(one, rules[Sign.MOVED]), _badly(one, rules[Sign.BADLY]),
    )  # fmt: skip
    return [shown for shown in found if shown is not None and rules[shown.sign].is_on]


def _crossed(one: Standing) -> Shown | None:
    if one.week is None or "band_crossed_down" not in one.week["reasons"]:
        return None
    score = one.health.value["score"] if one.health.value else None
    return Shown(Sign.CROSSED, int(score or 0))


def _silent(one: Standing, times: float) -> Shown | None:
    rhythm, _source = one.evidence.rhythm
    if not one.evidence.talks:
        return None
    days = (one.at - one.evidence.talks[-1].at).days
    return Shown(Sign.SILENCE, days) if days > times * rhythm else None


def _moved(one: Standing, rule: WarningRule) -> Shown | None:
    since = one.at - timedelta(days=rule.days)
    for promise in one.evidence.promises:
        count = sum(moved > since for moved in promise.moves)
        if promise.state == Promised.AGREED and count >= rule.figure:
            return Shown(Sign.MOVED, count, rule.days, promise.ref)
    return None


def _badly(one: Standing, rule: WarningRule) -> Shown | None:
    since = one.at - timedelta(days=rule.days)
    count = sum(talk.mood == -1 and talk.at > since for talk in one.evidence.talks)
    return Shown(Sign.BADLY, count, rule.days) if count >= rule.figure else None


def key_supporters(standings: Sequence[Standing]) -> set[int]:
    """Tell which are key by their tier, or support or lead an initiative."""
    parties = [one.evidence.party for one in standings]
    stakes = Stake.objects.filter(
        party__in=parties, ended_at__isnull=True, initiative__is_active=True,
        engagement__in=SUPPORTING,
    )  # fmt: skip
    key = {party.pk for party in parties if party.tier == Tier.KEY}
    return key | set(stakes.values_list("party_id", flat=True))


def damped(keys: Collection[int], at: datetime) -> set[tuple[int, str]]:
    """Give the signs of parties that opened a task lately, or one that is still open."""
    found = Warned.objects.filter(Q(at__gt=at - DAMPED) | Q(task__state=State.OPEN), party__in=keys)
    return set(found.values_list("party_id", "sign"))


def warned_now(at: datetime) -> Counter[int]:
    """Count the tasks that this run has opened so far, by owner."""
    return Counter(Warned.objects.filter(at=at).values_list("task__owner_id", flat=True))


def owners_of(standings: Sequence[Standing]) -> dict[int, Any]:
    """Give who looks after each party, as far as they work here."""
    return {
        one.evidence.party.pk: one.evidence.party.owner
        for one in standings
        if one.evidence.party.owner is not None and one.evidence.party.owner.is_active
    }
