from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from accord.features.promises.models import Promise
from accord.features.promises.states import Side, State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to


def visible_to(user: Any) -> QuerySet[Promise]:
    """Give the promises to and from parties that one may see."""
    return Promise.objects.filter(party__in=parties_visible_to(user))


def owed_by(user: Any, people: list[int]) -> QuerySet[Promise]:
    """Give what ``people`` still owe, soonest first."""
    mine = visible_to(user).filter(owner_id__in=people, state=State.AGREED, side=Side.WE)
    return mine.select_related("party").order_by(F("due_at").asc(nulls_last=True), "pk")


@dataclass(frozen=True)
class Ledger:
    """What stands between us: open on both sides, and how many of those due were kept on time."""

    we: list[Promise]
    they: list[Promise]
    kept_count: int
    due_count: int


def ledger_of(user: Any, party: Party, now: datetime) -> Ledger:
    found = visible_to(user).filter(party=party)
    waiting = found.filter(state=State.AGREED).order_by(F("due_at").asc(nulls_last=True), "pk")
    ours = Q(side=Side.WE)
    overdue = Q(state=State.AGREED, due_at__lt=now)
    settled = Q(state__in=[State.KEPT, State.KEPT_LATE, State.BROKEN])
    counts = found.aggregate(
        kept=Count("pk", filter=ours & Q(state=State.KEPT)),
        due=Count("pk", filter=ours & (settled | overdue)),
    )
    both = list(waiting[:40])
    return Ledger(
        [p for p in both if p.side == Side.WE],
        [p for p in both if p.side == Side.THEY],
        counts["kept"],
        counts["due"],
    )


def we_owe_counts(user: Any, parties: Iterable[int]) -> dict[int, int]:
    """Count what we owe to each of ``parties`` (already seen by ``user``)."""
    del user
    found = Promise.objects.filter(party__in=list(parties), side=Side.WE, state=State.AGREED)
    return dict(found.values_list("party_id").annotate(n=Count("pk")))
