"""Minimal valid strategies, made by the same actions as everybody's."""

from datetime import timedelta

from accord.features.strategies import actions
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON


def strategy(owner, *, at=NOON, name="Quiet nights", days=300, approved=True, **more):
    """Make one with an objective; give (strategy, objective)."""
    details = actions.StrategyDetails(
        name, owner.pk, at.date(), at.date() + timedelta(days=days), **more
    )
    made = actions.add_strategy(by=SYSTEM, details=details, at=at)
    words = actions.ObjectiveDetails("Nobody is surprised", "told before")
    objective = actions.add_objective(by=SYSTEM, strategy=made, details=words, at=at)
    if approved:
        actions.approve_strategy(by=SYSTEM, strategy=made, at=at)
    return made, objective


def activity(objective, parties=(), *, at=NOON, started=True, **more):
    """Plan one for ``parties``, and start it."""
    given = {
        "title": "Walk along the works", "from_date": objective.strategy.from_date,
        "until_date": objective.strategy.until_date, "rhythm_days": 30, **more,
    }  # fmt: skip
    made = actions.add_activity(
        by=SYSTEM, objective=objective, details=actions.ActivityDetails(**given), at=at,
        parties=parties,
    )  # fmt: skip
    if started:
        actions.start_activity(by=SYSTEM, activity=made, at=at)
    return made
