from typing import Any

from ninja import Query, Router

from accord.features.initiatives import actions, policies
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import work as f
from accord.overview.api.views._lookups import check_all
from accord.overview.api.views._operation import Request, reads, seen, writes

router = Router(tags=["initiatives"])
SORT = "initiatives"
FACTS = ("name", "kind", "department_id", "owner_id", "from_date", "until_date")


def _at(request: Request, ref: str) -> Any:
    initiative = queries.record_at(request.user, SORT, ref)
    seen(request, initiative, None, must=False)
    return initiative


@reads(router, "", policies.VIEW, f.InitiativesTold)
def list_initiatives(request: Request, asked: Query[f.InitiativesAsked]) -> Any:
    items, after = queries.records(request.user, SORT, asked.model_dump(), asked.span)
    return {"items": items, "next": after}


@reads(router, "/{ref}", policies.VIEW, f.InitiativeTold)
def get_initiative(request: Request, ref: str) -> Any:
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "", policies.ADD, f.InitiativeTold, 201)
def add_initiative(request: Request, given: f.InitiativeGiven) -> Any:
    details = actions.InitiativeDetails(**check_all(given.model_dump()))
    made = actions.add_initiative(by=request.user, details=details, at=clock.now())
    return queries.record(request.user, SORT, made.ref)


@writes(router, "PATCH", "/{ref}", policies.CHANGE, f.InitiativeTold)
def change_initiative(request: Request, ref: str, given: f.InitiativeChanged) -> Any:
    """Write what is named; needs If-Match or `version`."""
    initiative = queries.record_at(request.user, SORT, ref)
    version = seen(request, initiative, given.version)
    fields = check_all(given.model_dump(exclude_unset=True, exclude={"version"}))
    details = actions.InitiativeDetails(
        **{name: getattr(initiative, name) for name in FACTS} | fields
    )
    actions.change_initiative(
        by=request.user, initiative=initiative, details=details, at=clock.now(), seen=version
    )
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/close", policies.CHANGE, f.InitiativeTold)
def close_initiative(request: Request, ref: str) -> Any:
    actions.close_initiative(by=request.user, initiative=_at(request, ref), at=clock.now())
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/reopen", policies.CHANGE, f.InitiativeTold)
def reopen_initiative(request: Request, ref: str) -> Any:
    actions.reopen_initiative(by=request.user, initiative=_at(request, ref), at=clock.now())
    return queries.record(request.user, SORT, ref)
