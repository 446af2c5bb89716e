"""Trade-offs and key plans."""

from typing import Any

from ninja import Query, Router

from accord.features.keyplans import actions as keyplans
from accord.features.keyplans import policies as plan_rules
from accord.features.tradeoffs import actions as tradeoffs
from accord.features.tradeoffs import policies as tradeoff_rules
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import plans as f
from accord.overview.api.forms import shapes
from accord.overview.api.views._lookups import check_all, checked, named_initiative, named_party
from accord.overview.api.views._operation import Request, held, reads, writes

router = Router(tags=["plans and trade-offs"])


@reads(router, "/tradeoffs", tradeoff_rules.VIEW, f.TradeOffsTold)
def list_tradeoffs(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.tradeoff_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/tradeoffs/{ref}", tradeoff_rules.VIEW, f.TradeOffTold)
def get_tradeoff(request: Request, ref: str) -> Any:
    return queries.tradeoff(request.user, queries.tradeoff_at(request.user, ref))


@writes(router, "POST", "/tradeoffs", tradeoff_rules.WEIGH, f.TradeOffTold, 201)
def open_tradeoff(request: Request, given: f.TradeOffGiven) -> Any:
    initiative = None
    if given.initiative:
        initiative = named_initiative(request.user, given.initiative, "initiative")
    details = tradeoffs.TradeOffDetails(given.title, given.question, initiative)
    made = tradeoffs.open_tradeoff(by=request.user, details=details, at=clock.now())
    return queries.tradeoff(request.user, made)


@writes(router, "POST", "/tradeoffs/{ref}/demands", tradeoff_rules.WEIGH, f.TradeOffTold, 201)
def add_demand(request: Request, ref: str, given: f.DemandGiven) -> Any:
    found = held(request, queries.tradeoff_at(request.user, ref))
    party = named_party(request.user, given.party, "party")
    tradeoffs.add_demand(
        by=request.user, tradeoff=found, party=party, words=given.words, at=clock.now()
    )
    return queries.tradeoff(request.user, found)


@writes(router, "POST", "/tradeoffs/{ref}/options", tradeoff_rules.WEIGH, f.TradeOffTold, 201)
def add_option(request: Request, ref: str, given: f.OptionGiven) -> Any:
    found = held(request, queries.tradeoff_at(request.user, ref))
    tradeoffs.add_option(by=request.user, tradeoff=found, words=given.words, at=clock.now())
    return queries.tradeoff(request.user, found)


@writes(router, "POST", "/tradeoffs/{ref}/bearings", tradeoff_rules.WEIGH, f.TradeOffTold)
def weigh_option(request: Request, ref: str, given: f.BearingGiven) -> Any:
    """Say how an option bears on a demand; said anew, the newer counts."""
    found = held(request, queries.tradeoff_at(request.user, ref))
    option = queries.option_at(request.user, found, given.option_id)
    demand = queries.demand_at(request.user, found, given.demand_id)
    tradeoffs.weigh(
        by=request.user, option=option, demand=demand, effect=given.effect, at=clock.now()
    )
    return queries.tradeoff(request.user, found)


@writes(router, "POST", "/tradeoffs/{ref}/criteria", tradeoff_rules.WEIGH, f.TradeOffTold, 201)
def add_criterion(request: Request, ref: str, given: f.CriterionGiven) -> Any:
    found = held(request, queries.tradeoff_at(request.user, ref))
    tradeoffs.add_criterion(
        by=request.user, tradeoff=found, words=given.words, weight=given.weight, at=clock.now()
    )
    return queries.tradeoff(request.user, found)


@writes(router, "POST", "/tradeoffs/{ref}/merits", tradeoff_rules.WEIGH, f.TradeOffTold)
def measure_option(request: Request, ref: str, given: f.MeritGiven) -> Any:
    """Say how well an option meets a criterion; said anew, the newer counts."""
    found = held(request, queries.tradeoff_at(request.user, ref))
    option = queries.option_at(request.user, found, given.option_id)
    criterion = queries.criterion_at(request.user, found, given.criterion_id)
    tradeoffs.measure(
        by=request.user, option=option, criterion=criterion, value=given.value, at=clock.now()
    )
    return queries.tradeoff(request.user, found)


@writes(router, "POST", "/tradeoffs/{ref}/decision", tradeoff_rules.DECIDE, f.TradeOffTold)
def decide_tradeoff(request: Request, ref: str, given: f.DecisionGiven) -> Any:
    """Decide for an option; it must be said of everybody how it bears on them."""
    found = held(request, queries.tradeoff_at(request.user, ref))
    option = queries.option_at(request.user, found, given.option_id)
    decided = tradeoffs.decide(
        by=request.user, option=option, grounds=given.grounds, at=clock.now()
    )
    return queries.tradeoff(request.user, decided)


@writes(router, "POST", "/tradeoffs/{ref}/told", tradeoff_rules.TELL, f.TradeOffTold, 201)
def note_told(request: Request, ref: str, given: f.ToldGiven) -> Any:
    """Note that somebody concerned was told what was decided."""
    found = held(request, queries.tradeoff_at(request.user, ref))
    party = named_party(request.user, given.party, "party")
    tradeoffs.note_told(
        by=request.user, tradeoff=found, party=party, how=given.how, words=given.words,
        at=clock.now(),
    )  # fmt: skip
    return queries.tradeoff(request.user, found)


@writes(router, "POST", "/tradeoffs/{ref}/reopen", tradeoff_rules.DECIDE, f.TradeOffTold)
def reopen_tradeoff(request: Request, ref: str) -> Any:
    found = held(request, queries.tradeoff_at(request.user, ref))
    tradeoffs.reopen_tradeoff(by=request.user, tradeoff=found, at=clock.now())
    return queries.tradeoff(request.user, found)


@reads(router, "/plans", plan_rules.VIEW, f.PlansTold)
def list_plans(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.plan_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/plans/{ref}", plan_rules.VIEW, f.PlanTold)
def get_plan(request: Request, ref: str) -> Any:
    return queries.plan(request.user, queries.plan_at(request.user, ref))


@writes(router, "POST", "/plans", plan_rules.PLAN, f.PlanTold, 201)
def open_plan(request: Request, given: f.PlanGiven) -> Any:
    """Plan a relationship over years; there is one plan at a time for a stakeholder."""
    fields = check_all(given.model_dump(exclude={"party", "counterpart"}))
    checked("people", given.sponsor_id, "sponsor_id")
    there = None
    if given.counterpart:
        there = named_party(request.user, given.counterpart, "counterpart")
    details = keyplans.PlanDetails(**fields, counterpart=there)
    party = named_party(request.user, given.party, "party")
    made = keyplans.open_plan(by=request.user, party=party, details=details, at=clock.now())
    return queries.plan(request.user, made)


@writes(router, "POST", "/plans/{ref}/goals", plan_rules.PLAN, f.PlanTold, 201)
def add_goal(request: Request, ref: str, given: f.GoalGiven) -> Any:
    found = held(request, queries.plan_at(request.user, ref))
    details = keyplans.GoalDetails(**given.model_dump())
    keyplans.add_goal(by=request.user, plan=found, details=details, at=clock.now())
    return queries.plan(request.user, found)


@writes(router, "POST", "/plans/{ref}/goals/{int:key}/settle", plan_rules.REVIEW, f.PlanTold)
def settle_goal(request: Request, ref: str, key: int, given: f.GoalSettled) -> Any:
    """Say what became of a goal, or take it up again."""
    found = held(request, queries.plan_at(request.user, ref))
    goal = queries.goal_at(request.user, found, key)
    keyplans.settle_goal(by=request.user, goal=goal, at=clock.now(), **given.model_dump())
    return queries.plan(request.user, found)


@writes(router, "POST", "/plans/{ref}/reviews", plan_rules.REVIEW, f.PlanTold, 201)
def review_plan(request: Request, ref: str, given: f.ReviewGiven) -> Any:
    found = held(request, queries.plan_at(request.user, ref))
    keyplans.review_plan(by=request.user, plan=found, at=clock.now(), **given.model_dump())
    return queries.plan(request.user, found)


@writes(router, "POST", "/plans/{ref}/end", plan_rules.PLAN, f.PlanTold)
def end_plan(request: Request, ref: str, given: f.PlanEnded) -> Any:
    found = held(request, queries.plan_at(request.user, ref))
    keyplans.end_plan(by=request.user, plan=found, outcome=given.outcome, at=clock.now())
    return queries.plan(request.user, found)
