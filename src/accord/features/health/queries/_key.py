"""The key relationships on one page: how each fares, since when nobody spoke, what is due next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from accord.features.health.models import Score
from accord.features.health.queries._scores import WEEKS, monday, weeks_before
from accord.features.promises.models import Promise
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.features.promises.states import Side, State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.stakeholders.states import Tier

MOST = 200


@dataclass(frozen=True)
class KeyRelation:
    """A party of the tier "key" with its scores by week and what we promised next."""

    party: Party
    scores: list[Score]
    promise: Promise | None

    @property
    def newest(self) -> Score | None:
        return next((one for one in reversed(self.scores) if one.is_newest), None)

    @property
    def rank(self) -> tuple[bool, float]:
        """Where it stands: the lowest score first, those of which too little is known last."""
        score = self.newest
        is_known = score is not None and score.is_enough and score.value is not None
        return not is_known, score.value or 0.0 if score and is_known else 0.0


def key_relations(user: Any, at: datetime, *, mine: bool) -> list[KeyRelation]:
    """Give the key relationships that one may see, or one's own, in three queries."""
    found = parties_visible_to(user).filter(is_active=True, tier=Tier.KEY)
    if mine:
        found = found.filter(Q(owner=user.pk) | Q(deputy=user.pk))
    parties = list(found.select_related("owner").order_by("sort_key", "pk")[:MOST])
    keys = [party.pk for party in parties]
    scores, promises = _courses(keys, at), _next(user, keys)
    relations = [
        KeyRelation(party, scores.get(party.pk, []), promises.get(party.pk)) for party in parties
    ]
    return sorted(relations, key=lambda one: one.rank)


def _courses(keys: list[int], at: datetime) -> dict[int, list[Score]]:
    first = monday(next(weeks_before(at, WEEKS)))
    rows = Score.objects.filter(Q(week__gte=first) | Q(is_newest=True), party__in=keys)
    found: dict[int, list[Score]] = {}
    for row in rows.order_by("week"):
        found.setdefault(row.party_id, []).append(row)
    return found


def _next(user: Any, keys: list[int]) -> dict[int, Promise]:
    owed = promises_visible_to(user).filter(
        party__in=keys, state=State.AGREED, side=Side.WE, due_at__isnull=False
    )
    found: dict[int, Promise] = {}
    for promise in owed.order_by(F("due_at").asc(), "pk"):
        found.setdefault(promise.party_id, promise)
    return found
