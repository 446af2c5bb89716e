"""Hard contacts and arrangements; how grave something was, people decide on its page."""

from typing import Any

from ninja import Query, Router

from accord.features.conduct import actions
from accord.features.conduct import policies as rules
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import conduct as f
from accord.overview.api.forms import shapes
from accord.overview.api.views._lookups import named_party, named_talk
from accord.overview.api.views._operation import Request, held, reads, writes

router = Router(tags=["conduct"])


@reads(router, "/incidents", rules.VIEW, f.IncidentsTold)
def list_incidents(request: Request, asked: Query[shapes.Asked]) -> Any:
    """Give those you were in, were asked to read, or where you lead."""
    items, after = queries.incident_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/incidents/{ref}", rules.VIEW, f.IncidentTold)
def get_incident(request: Request, ref: str) -> Any:
    return queries.incident(request.user, queries.incident_at(request.user, ref))


@writes(router, "POST", "/incidents", rules.NOTE, f.IncidentTold, 201)
def note_incident(request: Request, given: f.IncidentGiven) -> Any:
    """Note that a talk was hard; a person decides how grave it was, on its page."""
    party = named_party(request.user, given.party, "party")
    talk = named_talk(request.user, given.interaction, "interaction")
    told = given.model_dump(exclude={"party", "interaction"})
    lists = {name: tuple(told[name]) for name in ("markers", "patterns")}
    made = actions.note_incident(
        by=request.user, talk=talk, party=party, at=clock.now(),
        details=actions.IncidentDetails(**{**told, **lists}),
    )  # fmt: skip
    return queries.incident(request.user, queries.incident_at(request.user, made.ref))


@reads(router, "/arrangements", rules.SEE, f.ArrangementsTold)
def list_arrangements(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.arrangement_list(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/arrangements/{ref}", rules.SEE, f.ArrangementTold)
def get_arrangement(request: Request, ref: str) -> Any:
    return queries.arrangement(queries.arrangement_at(request.user, ref))


@writes(router, "POST", "/arrangements/{ref}/told", rules.TELL, f.ArrangementTold)
def note_arrangement_told(request: Request, ref: str, given: f.HowGiven) -> Any:
    """Write down that they were told, and how."""
    found = held(request, queries.arrangement_at(request.user, ref))
    actions.note_told(by=request.user, arrangement=found, how=given.how, at=clock.now())
    return queries.arrangement(queries.arrangement_at(request.user, ref))


@writes(router, "POST", "/arrangements/{ref}/appeals", rules.APPEAL, f.ArrangementTold, 201)
def receive_appeal(request: Request, ref: str, given: f.AppealGiven) -> Any:
    """Take down that they want another manager to look at it."""
    found = held(request, queries.arrangement_at(request.user, ref))
    actions.receive_appeal(by=request.user, arrangement=found, words=given.words, at=clock.now())
    return queries.arrangement(queries.arrangement_at(request.user, ref))
