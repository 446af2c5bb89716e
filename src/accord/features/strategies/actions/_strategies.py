"""A strategy is drafted, approved, changed and ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from accord.features.strategies import policies, queries
from accord.features.strategies.actions._touches import drop_all
from accord.features.strategies.models import Objective, Strategy
from accord.features.strategies.states import ActivityState, Risk, State
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor, Rule


@dataclass(frozen=True)
class StrategyDetails:
    """What is to be reached, with whom in mind, when, and at what cost and risk."""

    name: str
    owner_id: int
    from_date: date
    until_date: date
    purpose: str = ""
    research: str = ""
    initiative_id: int | None = None
    department_id: int | None = None
    budget: Decimal | None = None
    risk: str = ""
    risk_words: str = ""

    def columns(self) -> dict[str, Any]:
        """Give the fields as they are kept. Raises Invalid."""
        if self.until_date < self.from_date:
            raise Invalid(_("The last day lies before the first."), field="until_date")
        if self.risk and self.risk not in Risk.values:
            raise Invalid(_("There is no such choice."), field="risk")
        check_money(self.budget, "budget")
        return {
            **asdict(self), "name": said(self.name, "name", 200),
            "purpose": plain(self.purpose, "purpose", 4000),
            "research": plain(self.research, "research", 8000),
            "risk_words": plain(self.risk_words, "risk_words", 300),
        }  # fmt: skip


def add_strategy(*, by: Actor, details: StrategyDetails, at: datetime) -> Strategy:
    """Draft a strategy; nothing is asked of anybody before it is approved."""
    fields = details.columns()
    with change(policies.ADD, by=by, at=at) as record:
        strategy = Strategy(ref=reference("ST", take_numbers("strategy")[0]), **fields)
        record.subject = strategy
        record.add(strategy)
    return strategy


def change_strategy(
    *, by: Actor, strategy: Strategy, details: StrategyDetails, at: datetime,
    seen: int | None = None,
) -> Strategy:  # fmt: skip
    """Set the facts of a strategy anew. Raises Stale once it has ended."""
    fields = details.columns()
    with going_on(policies.PLAN, by, strategy, at, seen) as record:
        record.set(strategy, **fields)
    return strategy


def approve_strategy(*, by: Actor, strategy: Strategy, at: datetime) -> Strategy:
    """Agree to a draft: from now on its activities may start. Raises Stale, Invalid."""
    with change(policies.APPROVE, by=by, at=at, subject=strategy) as record:
        if strategy.state != State.DRAFT:
            raise Stale(_("This strategy is no draft any more."))
        if not Objective.objects.filter(strategy=strategy).exists():
            raise Invalid(_("Say at least one objective first."))
        record.set(strategy, state=State.RUNNING, approved_at=at, approved_by_id=by.pk)
    return strategy


def end_strategy(*, by: Actor, strategy: Strategy, outcome: str, at: datetime) -> Strategy:
    """End a strategy and say what came of it; what is still planned is planned no more."""
    outcome = said(outcome, "outcome", 4000)
    with going_on(policies.PLAN, by, strategy, at) as record:
        running = list(queries.activities_of(strategy).exclude(state=ActivityState.STOPPED))
        drop_all(record, running, _("The strategy has ended."), at)
        record.set_many([(one, {"state": ActivityState.STOPPED}) for one in running])
        record.set(strategy, state=State.ENDED, ended_at=at, outcome=outcome)
    return strategy


@contextmanager
def going_on(
    rule: Rule, by: Actor, strategy: Strategy, at: datetime, seen: int | None = None
) -> Iterator[Record]:
    """Open a change on a strategy that has not ended."""
    with change(rule, by=by, at=at, subject=strategy, seen=seen) as record:
        if strategy.state == State.ENDED:
            raise Stale(_("This strategy has ended."))
        yield record


def check_money(amount: Decimal | None, field: str) -> None:
    if amount is not None and not 0 <= amount < Decimal(10_000_000_000):
        raise Invalid(_("This is no amount of money."), field=field)
