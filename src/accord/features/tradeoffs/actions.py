"""Every write on trade-offs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.policies import NOTE
from accord.features.stakeholders.states import RowKind
from accord.features.tradeoffs import policies, queries
from accord.features.tradeoffs.models import (
    Bearing,
    Criterion,
    Demand,
    Merit,
    Option,
    Told,
    TradeOff,
)
from accord.features.tradeoffs.states import Effect, How, Meets, Weight
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.derived import Touched
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class TradeOffDetails:
    """What is at odds, in one line and in full, and in which initiative."""

    title: str
    question: str = ""
    initiative: Initiative | None = None


def open_tradeoff(*, by: Actor, details: TradeOffDetails, at: datetime) -> TradeOff:
    """Write down what can't all be had."""
    fields = _checked(details)
    with change(policies.WEIGH, by=by, at=at) as record:
        made = TradeOff(
            ref=reference("B", take_numbers("tradeoff")[0]), opened_at=at, opened_by_id=by.pk,
            **fields,
        )  # fmt: skip
        record.add(made)
        record.subject = made
    return made


def change_tradeoff(
    *, by: Actor, tradeoff: TradeOff, details: TradeOffDetails, at: datetime,
    seen: int | None = None,
) -> TradeOff:  # fmt: skip
    """Put the question in other words. Raises Stale once it is decided."""
    fields = _checked(details)
    with _open(by, tradeoff, at, seen) as record:
        record.set(tradeoff, **fields)
    return tradeoff


def add_demand(
    *, by: Actor, tradeoff: TradeOff, party: Party, words: str, at: datetime
) -> Demand:  # fmt: skip
    """Write down what a party asks for."""
    made = Demand(tradeoff=tradeoff, party=party, words=said(words, "words", 300))
    with _open(by, tradeoff, at) as record:
        policies.WEIGH.demand(by, party)
        record.add(made)
    return made


def drop_demand(*, by: Actor, demand: Demand, at: datetime) -> None:
    """Take a demand away, with what was said of it."""
    with _open(by, demand.tradeoff, at) as record:
        policies.WEIGH.demand(by, demand)
        record.remove_many(list(Bearing.objects.filter(demand=demand)))
        record.remove(demand)


def add_option(*, by: Actor, tradeoff: TradeOff, words: str, at: datetime) -> Option:
    """Write down one way to decide."""
    made = Option(tradeoff=tradeoff, words=said(words, "words", 200))
    with _open(by, tradeoff, at) as record:
        record.add(made)
    return made


def drop_option(*, by: Actor, option: Option, at: datetime) -> None:
    """Take an option away, with what was said of it."""
    with _open(by, option.tradeoff, at) as record:
        record.remove_many(list(Bearing.objects.filter(option=option)))
        record.remove_many(list(Merit.objects.filter(option=option)))
        record.remove(option)


def weigh(
    *, by: Actor, option: Option, demand: Demand, effect: int, at: datetime
) -> Bearing:  # fmt: skip
    """Say how an option bears on a demand; said anew, the newer counts."""
    if effect not in Effect.values:
        raise Invalid(_("Choose who gains and who loses."), field="effect")
    with _open(by, demand.tradeoff, at) as record:
        policies.WEIGH.demand(by, demand)
        if option.tradeoff_id != demand.tradeoff_id:
            raise Invalid(_("These belong to two trade-offs."))
        there = Bearing.objects.filter(option=option, demand=demand).first()
        if there is None:
            there = Bearing(option=option, demand=demand, effect=effect)
            record.add(there)
        else:
            record.set(there, effect=effect)
    return there


def add_criterion(
    *, by: Actor, tradeoff: TradeOff, words: str, weight: int, at: datetime
) -> Criterion:
    """Write down by what the options are compared."""
    made = Criterion(tradeoff=tradeoff, **_criterion(words, weight))
    with _open(by, tradeoff, at) as record:
        record.add(made)
    return made


def change_criterion(
    *, by: Actor, criterion: Criterion, words: str, weight: int, at: datetime
) -> Criterion:
    """Put a criterion in other words, or let it count for more or less."""
    fields = _criterion(words, weight)
    with _open(by, criterion.tradeoff, at) as record:
        record.set(criterion, **fields)
    return criterion


def drop_criterion(*, by: Actor, criterion: Criterion, at: datetime) -> None:
    """Take a criterion away, with what was said of it."""
    with _open(by, criterion.tradeoff, at) as record:
        record.remove_many(list(Merit.objects.filter(criterion=criterion)))
        record.remove(criterion)


def measure(
    *, by: Actor, option: Option, criterion: Criterion, value: int, at: datetime
) -> Merit:  # fmt: skip
    """Say how well an option meets a criterion; said anew, the newer counts."""
    if value not in Meets.values:
        raise Invalid(_("Choose how well it is met."), field="value")
    with _open(by, criterion.tradeoff, at) as record:
        if option.tradeoff_id != criterion.tradeoff_id:
            raise Invalid(_("These belong to two trade-offs."))
        there = Merit.objects.filter(option=option, criterion=criterion).first()
        if there is None:
            there = Merit(option=option, criterion=criterion, value=value)
            record.add(there)
        else:
            record.set(there, value=value)
    return there


def decide(*, by: Actor, option: Option, grounds: str, at: datetime) -> TradeOff:
    """Decide for an option, on grounds that everybody can read; each party's timeline tells it.

    Raises: Invalid without grounds, or while it is not said of somebody whether they gain or lose,
    or of a criterion how the option meets it; Stale when it is decided already.
    """
    grounds = said(grounds, "grounds", 4000)
    tradeoff = option.tradeoff
    with change(policies.DECIDE, by=by, at=at, subject=tradeoff) as record:
        _demand_open(tradeoff)
        if queries.unsaid(option):
            raise Invalid(_("Say first of everybody whether they gain or lose by it."))
        if queries.unmeasured(option):
            raise Invalid(_("Say first of each criterion how well it is met."))
        record.set(tradeoff, grounds=grounds, decided_at=at, decided_by_id=by.pk)
        record.set(option, is_chosen=True)
        _tell_all(by, record, tradeoff, "tradeoff-decided", at, grounds)
    return tradeoff


def note_told(
    *, by: Actor, tradeoff: TradeOff, party: Party, how: str, at: datetime, words: str = ""
) -> Told:  # fmt: skip
    """Note that somebody concerned was told what was decided, how, and how they took it.

    Raises: Stale while nothing is decided, or when they were told already; Invalid for who has no
    demand in it.
    """
    made = Told(
        tradeoff=tradeoff, party=party, how=How(how), at=at, by_id=by.pk,
        words=plain(words, "words")[:500],
    )  # fmt: skip
    with change(policies.TELL, by=by, at=at, subject=tradeoff) as record:
        NOTE.demand(by, party)
        if tradeoff.decided_at is None:
            raise Stale(_("It is not decided."))
        if not Demand.objects.filter(tradeoff=tradeoff, party=party).exists():
            raise Invalid(_("They asked for nothing here."), field="party")
        if Told.objects.filter(tradeoff=tradeoff, party=party).exists():
            raise Stale(_("They were told already."))
        record.add(made)
        telling = Telling(
            RowKind.CHANGE, "tradeoff-told", subject=tradeoff, ref=tradeoff.ref,
            title=tradeoff.title, text=made.words,
        )  # fmt: skip
        tell(by=by, record=record, parties=[party], telling=telling, at=at)
    return made


def reopen_tradeoff(*, by: Actor, tradeoff: TradeOff, at: datetime) -> TradeOff:
    """Take a decision back, to weigh anew; all will have to be told of the next one.

    Raises Stale when there is none.
    """
    with change(policies.DECIDE, by=by, at=at, subject=tradeoff) as record:
        if tradeoff.decided_at is None:
            raise Stale(_("It is not decided."))
        record.set(tradeoff, grounds="", decided_at=None, decided_by_id=None)
        for option in Option.objects.filter(tradeoff=tradeoff, is_chosen=True):
            record.set(option, is_chosen=False)
        record.remove_many(list(Told.objects.filter(tradeoff=tradeoff).order_by("pk")))
        _tell_all(by, record, tradeoff, "tradeoff-reopened", at, "")
    return tradeoff


def follow_decisions(*, by: Actor, touched: Touched, at: datetime) -> None:
    """Refuse to undo a decision of which somebody was told; it is taken back instead."""
    del by, at
    undone = [
        pk for pk, was, now in touched.changed if was.get("decided_at") and not now["decided_at"]
    ]
    if Told.objects.filter(tradeoff__in=undone).exists():
        raise Stale(_("Somebody was told of it already; take the decision back instead."))


def _tell_all(
    by: Actor, record: Record, tradeoff: TradeOff, verb: str, at: datetime, text: str
) -> None:
    found = Demand.objects.filter(tradeoff=tradeoff).select_related("party").order_by("pk")
    parties = {demand.party_id: demand.party for demand in found}
    telling = Telling(
        RowKind.CHANGE, verb, subject=tradeoff, ref=tradeoff.ref, title=tradeoff.title, text=text
    )
    tell(by=by, record=record, parties=list(parties.values()), telling=telling, at=at)


@contextmanager
def _open(by: Actor, tradeoff: TradeOff, at: datetime, seen: int | None = None) -> Iterator[Record]:
    """Change what belongs to a trade-off that is not decided yet."""
    with change(policies.WEIGH, by=by, at=at, subject=tradeoff, seen=seen) as record:
        _demand_open(tradeoff)
        yield record


def _demand_open(tradeoff: TradeOff) -> None:
    if tradeoff.decided_at is not None:
        raise Stale(_("This is decided; take the decision back first."))


def _criterion(words: str, weight: int) -> dict[str, object]:
    if weight not in Weight.values:
        raise Invalid(_("A criterion counts from 1 to 5."), field="weight")
    return {"words": said(words, "words", 200), "weight": weight}


def _checked(details: TradeOffDetails) -> dict[str, object]:
    return {
        "title": said(details.title, "title", 200), "question": plain(details.question, "question"),
        "initiative": details.initiative,
    }  # fmt: skip
