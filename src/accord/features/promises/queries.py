from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accord.features.promises.models import Promise
from accord.features.promises.states import Side, State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held, seen_about, told_about, told_to
from accord.features.stakeholders.states import Visibility
from accord.foundation.accounts.reach import Reach, reach_of
from accord.foundation.journal.mentions import MARK
from accord.foundation.journal.prepared import Prepared

KIND = "promises.promise"
SETTLED = (State.KEPT, State.KEPT_LATE, State.BROKEN)
MOST = 40
_SOONEST = (F("due_at").asc(nulls_last=True), "pk")


def visible_to(user: Any) -> QuerySet[Promise]:
    """Give the promises to and from parties that one may see, unless they are restricted."""
    return _visible_within(reach_of(user)).all()


@lru_cache(maxsize=500)
def _visible_within(reach: Reach) -> QuerySet[Promise]:
    """Build the condition once for each reach; it is never asked itself, only narrowed."""
    return Promise.objects.filter(seen_about(reach, KIND, own="owner_id"))


@lru_cache(maxsize=500)
def _told_within(reach: Reach) -> QuerySet[Promise]:
    return Promise.objects.filter(told_about(reach, KIND, own="owner_id"))


def readers_of(promise: Promise) -> tuple[int, ...]:
    """Give whom a promise for named people was told to so far, for what is told of it next."""
    if promise.visibility != Visibility.NAMED:
        return ()
    return tuple(sorted(told_to(KIND, [promise.pk]).get(promise.pk, ())))


def owed_by(user: Any, people: Sequence[int]) -> QuerySet[Promise]:
    """Give what ``people`` still owe, soonest first."""
    mine = visible_to(user).filter(owner_id__in=people, state=State.AGREED, side=Side.WE)
    return mine.select_related("party").order_by(*_SOONEST)


def awaited_by(user: Any, people: Sequence[int], until: datetime) -> QuerySet[Promise]:
    """Give what was promised to us, due before ``until``, that ``people`` see to, soonest first."""
    found = visible_to(user).filter(owner_id__in=people, state=State.AGREED, side=Side.THEY)
    return found.filter(due_at__lt=until).select_related("party").order_by("due_at", "pk")


def settled_by(user: Any, people: Sequence[int], since: datetime) -> QuerySet[Promise]:
    """Give what ``people`` owed and had due since a moment, and is settled."""
    mine = visible_to(user).filter(owner_id__in=people, side=Side.WE, due_at__gte=since)
    return mine.filter(state__in=SETTLED)


def due_between(
    user: Any, people: Sequence[int], start: datetime, end: datetime
) -> QuerySet[Promise]:
    """Give what ``people`` see to on both sides and is due in a stretch of time, kept ones too."""
    found = visible_to(user).filter(owner_id__in=people, due_at__gte=start, due_at__lt=end)
    return found.exclude(state=State.RELEASED).select_related("party").order_by("due_at", "pk")


def late_count(user: Any, at: datetime) -> int:
    """Count the promises that are mine and past their date."""
    return owed_by(user, [user.pk]).filter(due_at__lt=at).count()


@dataclass(frozen=True)
class Ledger:
    """What stands between us: open on both sides, and how many of those due were kept on time."""

    we: list[Promise]
    they: list[Promise]
    kept_count: int
    due_count: int
    their_kept_count: int = 0
    their_due_count: int = 0


_open_with = Prepared(
    lambda reach, party: (
        _told_within(reach).filter(party=party, state=State.AGREED).order_by(*_SOONEST)[:MOST]
    )
)
_kept_with = Prepared(
    lambda reach, party, now: (
        _told_within(reach)
        .filter(party=party)
        .values_list("side")
        .annotate(
            kept_n=Count("pk", filter=Q(state=State.KEPT)),
            due_n=Count("pk", filter=Q(state__in=SETTLED) | Q(state=State.AGREED, due_at__lt=now)),
        )
    )
)


def ledger_of(user: Any, party: Party, now: datetime) -> Ledger:
    """Give what stands between us and ``party``, which ``user`` is known to see."""
    return ask_ledger(user, party, now)()


def ask_ledger(user: Any, party: Party, now: datetime) -> Callable[[], Ledger]:
    """Ask for the same, to be had later."""
    reach = reach_of(user)
    asked_open = _open_with.objects_later(party.pk, variant=reach)
    asked_kept = _kept_with.later(party.pk, now, variant=reach)

    def had() -> Ledger:
        both = asked_open()
        counted = {side: (kept, due) for side, kept, due in asked_kept()}
        we = [one for one in both if one.side == Side.WE]
        they = [one for one in both if one.side == Side.THEY]
        ours, theirs = (counted.get(side, (0, 0)) for side in (Side.WE, Side.THEY))
        return Ledger(we, they, *ours, *theirs)

    return had


def open_between(user: Any, parties: Iterable[int]) -> dict[int, int]:
    """Count the open promises of both sides by party, each of which one is known to see."""
    found = _told_within(reach_of(user)).filter(party__in=list(parties), state=State.AGREED)
    return dict(found.values_list("party_id").annotate(n=Count("pk")))


_we_owe_counts = Prepared(
    lambda reach, keys: (
        _told_within(reach)
        .filter(party__in=keys, state=State.AGREED, side=Side.WE)
        .values_list("party_id")
        .annotate(n=Count("pk"))
    )
)


def we_owe_counts(user: Any, parties: Iterable[int]) -> dict[int, int]:
    """Count what we owe each of ``parties``, each of which one is known to see."""
    return ask_we_owe_counts(user, parties)()


def ask_we_owe_counts(user: Any, parties: Iterable[int]) -> Callable[[], dict[int, int]]:
    """Ask for the same, to be had later."""
    asked = _we_owe_counts.later(list(parties), variant=reach_of(user))
    return lambda: dict(asked())


def late_by_department(user: Any, at: datetime) -> dict[int | None, tuple[int, int]]:
    """Count what is open and what is late by the department of its owner."""
    found = visible_to(user).filter(state=State.AGREED, side=Side.WE)
    counted = found.values_list("owner__department_id").annotate(
        n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at))
    )
    return {department: (n, late) for department, n, late in counted.order_by()}


def _becomes(promise: Promise, at: datetime) -> dict[str, Any]:
    """Leave of a promise that it was made, and how it ended; one that is open ends."""
    left: dict[str, Any] = {
        "words": MARK, "source": "", "reason": "", "their_owner": "", "snoozed_until": None
    }  # fmt: skip
    if promise.state == State.AGREED:
        left |= {"state": State.RELEASED, "settled_at": at}
    return left


HELD = Held(
    label=_("Promises"), model=Promise, order=300, by="made_at", becomes=_becomes,
    seen=lambda user, party: visible_to(user).filter(party=party),
    told={
        "ref": ("ref", _("Reference")), "side": ("side", _("Side")), "words": ("words", _("What")),
        "source": ("source", _("Made in")), "made_at": ("made_at", _("Made")),
        "due_at": ("due_at", _("Due")), "state": ("state", _("State")),
        "settled_at": ("settled_at", _("Settled")), "reason": ("reason", _("Reason")),
        "owner": ("owner__name", _("Owner")),
        "their_owner": ("their_owner", _("Who sees to it on their side")),
    },
)  # fmt: skip
