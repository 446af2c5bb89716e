"""Escalations."""

from typing import Any

from ninja import Query, Router

from accord.features.escalations import actions
from accord.features.escalations import policies as rules
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import escalations as f
from accord.overview.api.forms import shapes
from accord.overview.api.views._lookups import named_party
from accord.overview.api.views._operation import Request, held, reads, writes

router = Router(tags=["escalations"])


@reads(router, "/escalations", rules.VIEW, f.EscalationsTold)
def list_escalations(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.escalation_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/escalations/{ref}", rules.VIEW, f.EscalationTold)
def get_escalation(request: Request, ref: str) -> Any:
    return queries.escalation(queries.escalation_at(request.user, ref))


@writes(router, "POST", "/escalations", rules.RAISE, f.EscalationTold, 201)
def raise_escalation(request: Request, given: f.EscalationGiven) -> Any:
    """Send up what can't be settled; it goes to the lowest step that may see the stakeholder."""
    party = named_party(request.user, given.party, "party")
    bundle = actions.Bundle(**given.model_dump(exclude={"party"}))
    made = actions.raise_escalation(by=request.user, party=party, bundle=bundle, at=clock.now())
    return queries.escalation(made)


@writes(router, "POST", "/escalations/{ref}/climb", rules.RAISE, f.EscalationTold)
def climb_escalation(request: Request, ref: str, given: f.ClimbGiven) -> Any:
    found = held(request, queries.escalation_at(request.user, ref))
    actions.climb(by=request.user, escalation=found, reason=given.reason, at=clock.now())
    return queries.escalation(queries.escalation_at(request.user, ref))


@writes(router, "POST", "/escalations/{ref}/decision", rules.DECIDE, f.EscalationTold)
def decide_escalation(request: Request, ref: str, given: f.WordsGiven) -> Any:
    """Decide, as the one with whom it lies."""
    found = held(request, queries.escalation_at(request.user, ref))
    actions.decide(by=request.user, escalation=found, words=given.words, at=clock.now())
    return queries.escalation(queries.escalation_at(request.user, ref))


@writes(router, "POST", "/escalations/{ref}/answer", rules.ANSWER, f.EscalationTold)
def answer_escalation(request: Request, ref: str, given: f.WordsGiven) -> Any:
    """Write down what the stakeholder was told of the decision."""
    found = held(request, queries.escalation_at(request.user, ref))
    actions.answer(by=request.user, escalation=found, words=given.words, at=clock.now())
    return queries.escalation(queries.escalation_at(request.user, ref))


@writes(router, "POST", "/escalations/{ref}/withdraw", rules.RAISE, f.EscalationTold)
def withdraw_escalation(request: Request, ref: str, given: f.WithdrawalGiven) -> Any:
    found = held(request, queries.escalation_at(request.user, ref))
    actions.withdraw(by=request.user, escalation=found, reason=given.reason, at=clock.now())
    return queries.escalation(queries.escalation_at(request.user, ref))
