"""What a strategy is to bring about, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.initiatives.models import Objective as OfInitiative
from accord.features.strategies import policies
from accord.features.strategies.actions._strategies import going_on
from accord.features.strategies.models import Objective, Strategy
from accord.features.strategies.states import ObjectiveState
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class ObjectiveDetails:
    """What is to be reached, by what that is seen, and what of the initiative it helps."""

    words: str
    measure: str = ""
    serves: OfInitiative | None = None


def add_objective(
    *, by: Actor, strategy: Strategy, details: ObjectiveDetails, at: datetime
) -> Objective:
    """Add what a strategy is to reach. Raises Invalid for an objective of another initiative."""
    if details.serves is not None and details.serves.initiative_id != strategy.initiative_id:
        raise Invalid(_("This belongs to another initiative."), field="serves")
    with going_on(policies.PLAN, by, strategy, at) as record:
        objective = Objective(
            strategy=strategy, words=said(details.words, "words", 300),
            measure=plain(details.measure, "measure", 200), serves=details.serves,
            position=Objective.objects.filter(strategy=strategy).count() + 1,
        )  # fmt: skip
        record.add(objective)
    return objective


def settle_objective(
    *, by: Actor, objective: Objective, state: str, at: datetime, note: str = ""
) -> Objective:
    """Say what became of an objective, or take it up again."""
    if state not in ObjectiveState.values:
        raise Invalid(_("There is no such choice."), field="state")
    note = plain(note, "note", 300)
    settled = None if state == ObjectiveState.OPEN else at
    with going_on(policies.PLAN, by, objective.strategy, at) as record:
        record.set(objective, state=state, note=note, settled_at=settled)
    return objective
