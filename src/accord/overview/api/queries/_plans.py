"""Trade-offs and key plans, as the API tells them."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Model

from accord.features.keyplans import queries as keyplans
from accord.features.keyplans.models import Goal, KeyPlan
from accord.features.tradeoffs import queries as tradeoffs
from accord.features.tradeoffs.models import Criterion, Demand, Option, TradeOff
from accord.overview.api.queries._paging import Page, Row, Span, page_of
from accord.overview.api.queries._pieces import brief, one_of

Found = TypeVar("Found", bound=Model)


def tradeoff_at(user: Any, ref: str) -> TradeOff:
    """Find a trade-off. Raises Problem 404 where there is none such."""
    return one_of(tradeoffs.visible_to(user), ref=ref)


def option_at(user: Any, tradeoff: TradeOff, key: int) -> Option:
    return one_of(tradeoffs.options_visible_to(user), tradeoff=tradeoff, pk=key)


def demand_at(user: Any, tradeoff: TradeOff, key: int) -> Demand:
    return one_of(tradeoffs.demands_visible_to(user), tradeoff=tradeoff, pk=key)


def criterion_at(user: Any, tradeoff: TradeOff, key: int) -> Criterion:
    return one_of(tradeoffs.criteria_visible_to(user), tradeoff=tradeoff, pk=key)


def tradeoff_list(user: Any, span: Span) -> Page:
    rows, after = page_of(tradeoffs.visible_to(user), [], span)
    found = tradeoffs.visible_to(user).in_bulk([row["pk"] for row in rows])
    return [_tradeoff(found[row["pk"]]) for row in rows], after


def tradeoff(user: Any, found: TradeOff) -> Row:
    """Give a trade-off with its options, and the demands that ``user`` may see."""
    laid = tradeoffs.board(user, found)
    return {
        **_tradeoff(found),
        "options": [
            {
                "id": one.option.pk, "words": one.option.words,
                "is_chosen": one.option.is_chosen, "gain": one.gain, "lose": one.lose,
                "unsaid": one.unsaid,
            }
            for one in laid.columns
        ],
        "demands": [
            {
                "id": demand.pk, "words": demand.words,
                "party": {"ref": demand.party.ref, "name": demand.party.name},
                "bearings": [
                    {"option_id": option.pk, "effect": int(effect)}
                    for option, effect in cells
                    if effect is not None
                ],
            }
            for demand, cells in laid.rows
        ],
        "criteria": _criteria(found, [one.option for one in laid.columns]),
        "hidden_count": laid.hidden,
        **_told(user, found),
    }  # fmt: skip


def _criteria(found: TradeOff, options: Sequence[Option]) -> list[Row]:
    """Give by what the options are compared, and what was said of each."""
    compared = tradeoffs.comparison(found, options)
    return [
        {
            "id": one.pk, "words": one.words, "weight": one.weight, "turns": one in compared.turns,
            "merits": [
                {"option_id": option.pk, "value": int(value)}
                for option, value in cells
                if value is not None
            ],
        }
        for one, cells in compared.rows
    ]  # fmt: skip


def _told(user: Any, found: TradeOff) -> Row:
    """Give who was told of the decision, and who still has to be."""
    if found.decided_at is None:
        return {"told": [], "untold_count": 0}
    listed = tradeoffs.told_list(user, found)
    rows = [
        {
            "party": {"ref": party.ref, "name": party.name},
            "told_at": told.at if told else None, "how": told.how if told else "",
            "words": told.words if told else "",
        }
        for party, told in listed.rows
    ]  # fmt: skip
    return {"told": rows, "untold_count": listed.missing}


def _tradeoff(found: TradeOff) -> Row:
    return {
        "ref": found.ref, "title": found.title, "question": found.question,
        "initiative": found.initiative.ref if found.initiative else "",
        "opened_at": found.opened_at, "decided_at": found.decided_at,
        "decided_by": brief(found.decided_by), "grounds": found.grounds,
        "version": found.version,
    }  # fmt: skip


def plan_at(user: Any, ref: str) -> KeyPlan:
    """Find a plan. Raises Problem 404 where there is none such."""
    return one_of(keyplans.visible_to(user), ref=ref)


def goal_at(user: Any, plan: KeyPlan, key: int) -> Goal:
    return one_of(keyplans.goals_visible_to(user), plan=plan, pk=key)


def plan_list(user: Any, span: Span) -> Page:
    rows, after = page_of(keyplans.visible_to(user), [], span)
    found = keyplans.visible_to(user).in_bulk([row["pk"] for row in rows])
    return [_plan(found[row["pk"]]) for row in rows], after


def plan(user: Any, found: KeyPlan) -> Row:
    """Give a plan with its goals and reviews."""
    there = found.counterpart if keyplans.sees_counterpart(user, found) else None
    return {
        **_plan(found),
        "counterpart": {"ref": there.ref, "name": there.name} if there else None,
        "goals": [
            {
                "id": goal.pk, "year": goal.year, "words": goal.words, "measure": goal.measure,
                "state": goal.state, "settled_at": goal.settled_at, "note": goal.note,
            }
            for goal in keyplans.goals_of(found)
        ],
        "reviews": [
            {
                "at": row.at, "by": brief(row.by), "words": row.words,
                "is_on_course": row.is_on_course,
            }
            for row in keyplans.reviews_of(found)
        ],
    }  # fmt: skip


def _plan(found: KeyPlan) -> Row:
    names = (
        "ref", "ambition", "gain", "from_date", "until_date", "review_days", "review_at",
        "ended_at", "outcome", "version",
    )  # fmt: skip
    return {
        **{name: getattr(found, name) for name in names},
        "party": {"ref": found.party.ref, "name": found.party.name},
        "owner": brief(found.owner), "sponsor": brief(found.sponsor),
    }  # fmt: skip
