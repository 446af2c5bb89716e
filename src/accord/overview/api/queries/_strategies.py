"""Strategies and planned contacts, as the API tells them."""

from collections import defaultdict
from dataclasses import asdict
from datetime import date
from typing import Any

from accord.features.strategies import queries as strategies
from accord.features.strategies.models import (
    Activity,
    Deliverable,
    Objective,
    Pick,
    Strategy,
    Touch,
)
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import brief, one_of

FIGURES = ("due", "in_time", "late", "overdue", "dropped", "moved", "ahead")


def strategy_at(user: Any, ref: str) -> Strategy:
    """Find a strategy. Raises Problem 404 where there is none such."""
    return one_of(strategies.visible_to(user), ref=ref)


def strategy_objective_at(user: Any, strategy: Strategy, key: int) -> Objective:
    return one_of(strategies.objectives_visible_to(user), strategy=strategy, pk=key)


def activity_at(user: Any, strategy: Strategy, key: int) -> Activity:
    return one_of(strategies.activities_visible_to(user), strategy=strategy, pk=key)


def touch_at(user: Any, key: int) -> Touch:
    return one_of(strategies.touches_visible_to(user), pk=key)


def strategy_list(user: Any, span: Span) -> Page:
    rows, after = page_of(strategies.visible_to(user), [], span)
    found = strategies.visible_to(user).in_bulk([row["pk"] for row in rows])
    return [_strategy(found[row["pk"]]) for row in rows], after


def strategy(user: Any, found: Strategy, today: date) -> Row:
    """Give a strategy with its objectives, activities, deliverables and figures."""
    activities = list(strategies.activities_of(found))
    figures = strategies.figures_of(user, activities, today)
    handed = defaultdict(list)
    papers = strategies.deliverables_visible_to(user).filter(activity__strategy=found)
    for paper in papers.order_by("due_on", "pk"):
        names = ("words", "due_on", "state", "settled_on", "note")
        told = {name: getattr(paper, name) for name in names}
        handed[paper.activity_id].append({"id": paper.pk, **told})
    return {
        **_strategy(found),
        "purpose": found.purpose, "research": found.research, "outcome": found.outcome,
        "objectives": [
            {
                "id": one.pk, "words": one.words, "measure": one.measure, "state": one.state,
                "note": one.note,
            }
            for one in strategies.objectives_of(found)
        ],
        "activities": [
            _activity(one, figures.get(one.pk, strategies.Figures()), handed[one.pk])
            for one in activities
        ],
    }  # fmt: skip


def _activity(found: Activity, figures: strategies.Figures, handed: list[Row]) -> Row:
    names = (
        "objective_id", "title", "channel", "participation", "rhythm_days", "from_date",
        "until_date", "segment_id", "message", "feedback", "cost", "spent", "state",
    )  # fmt: skip
    counted = asdict(figures)
    return {
        "id": found.pk, **{name: getattr(found, name) for name in names},
        "owner": brief(found.owner), "touches": {name: counted[name] for name in FIGURES},
        "deliverables": handed,
    }  # fmt: skip


def touch_list(user: Any, span: Span, *, mine: bool) -> Page:
    """Give planned contacts, open or not, oldest first; ``mine`` are those that I do."""
    seen = strategies.touches_visible_to(user)
    seen = seen.filter(owner=user.pk) if mine else seen
    rows, after = page_of(seen, [], span)
    found = seen.in_bulk([row["pk"] for row in rows])
    return [touch(found[row["pk"]]) for row in rows], after


def touch(found: Touch) -> Row:
    names = ("planned_on", "due_on", "state", "closed_on", "reason", "version")
    return {
        "id": found.pk, **{name: getattr(found, name) for name in names},
        "strategy": found.activity.strategy.ref, "activity_id": found.activity_id,
        "activity": found.activity.title, "talk": found.talk_ref,
        "party": {"ref": found.party.ref, "name": found.party.name},
        "owner": brief(found.owner),
    }  # fmt: skip


def _strategy(found: Strategy) -> Row:
    names = (
        "ref", "name", "from_date", "until_date", "state", "budget", "risk", "approved_at",
        "ended_at", "version",
    )  # fmt: skip
    return {
        **{name: getattr(found, name) for name in names},
        "initiative": found.initiative.ref if found.initiative else "",
        "owner": brief(found.owner),
    }  # fmt: skip


def pick_of(user: Any, activity: Activity, ref: str) -> Pick:
    """Find who was picked by hand for an activity, by their reference."""
    return one_of(strategies.picks_visible_to(user).filter(activity=activity), party__ref=ref)


def deliverable_at(user: Any, strategy: Strategy, key: int) -> Deliverable:
    seen = strategies.deliverables_visible_to(user).filter(activity__strategy=strategy)
    return one_of(seen, pk=key)
