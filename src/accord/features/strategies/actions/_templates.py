"""A strategy begins with what usually helps."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accord.features.strategies import policies, queries
from accord.features.strategies.actions._strategies import StrategyDetails, add_strategy, going_on
from accord.features.strategies.models import Activity, Deliverable, Objective, Strategy
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor


def plan_from_template(
    *, by: Actor, details: StrategyDetails, template: str, at: datetime
) -> Strategy:
    """Draft a strategy with the objectives, activities and deliverables of a template.

    Days are counted from its first; what would lie after its last day ends with it.
    """
    if template not in queries.TEMPLATES:
        raise Invalid(_("There is no such choice."), field="template")
    pattern = queries.TEMPLATES[template]()
    strategy = add_strategy(by=by, details=details, at=at)
    first, last = strategy.from_date, strategy.until_date
    with going_on(policies.PLAN, by, strategy, at) as record:
        objectives = [
            Objective(strategy=strategy, words=str(words), measure=str(measure), position=place)
            for place, (words, measure) in enumerate(pattern.objectives, 1)
        ]
        record.add_many(objectives)
        for step in pattern.steps:
            starts = min(first + timedelta(days=step.starts), last)
            activity = Activity(
                strategy=strategy, objective=objectives[step.objective], title=str(step.title),
                channel=step.channel, participation=step.participation,
                feedback=str(step.feedback), rhythm_days=step.rhythm_days, from_date=starts,
                until_date=min(starts + timedelta(days=step.lasts), last),
            )  # fmt: skip
            record.add(activity)
            record.add_many(
                [
                    Deliverable(
                        activity=activity, words=str(words),
                        due_on=min(first + timedelta(days=days), last),
                    )
                    for words, days in step.deliverables
                ]
            )  # fmt: skip
    return strategy
