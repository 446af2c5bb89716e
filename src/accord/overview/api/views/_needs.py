from typing import Any

from ninja import Query, Router

from accord.features.needs import actions, policies
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import work as f
from accord.overview.api.views._lookups import named_party, people
from accord.overview.api.views._operation import Request, reads, seen, writes

router = Router(tags=["needs"])
SORT = "needs"


@reads(router, "", policies.VIEW, f.NeedsTold)
def list_needs(request: Request, asked: Query[f.NeedsAsked]) -> Any:
    items, after = queries.records(request.user, SORT, asked.model_dump(), asked.span)
    return {"items": items, "next": after}


@reads(router, "/{ref}", policies.VIEW, f.NeedTold)
def get_need(request: Request, ref: str) -> Any:
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "", policies.HEAR, f.NeedTold, 201)
def hear_need(request: Request, given: f.NeedGiven) -> Any:
    """Write down what a stakeholder needs, in their words."""
    need = actions.hear_need(
        by=request.user, party=named_party(request.user, given.party, "party"), at=clock.now(),
        reader_ids=tuple(person.pk for person in people(given.reader_ids)),
        **given.model_dump(exclude={"party", "reader_ids"}),
    )  # fmt: skip
    return queries.record(request.user, SORT, need.ref)


@writes(router, "PATCH", "/{ref}", policies.CHANGE, f.NeedTold)
def reword_need(request: Request, ref: str, given: f.NeedChanged) -> Any:
    """Say the same need in better words, or what it is and how we know, where these are given.

    Needs If-Match or `version`.
    """
    need = queries.record_at(request.user, SORT, ref)
    version = seen(request, need, given.version)
    actions.reword_need(
        by=request.user, need=need, words=given.words, at=clock.now(), seen=version,
        kind=given.kind, confidence=given.confidence,
    )  # fmt: skip
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/confirm", policies.CONFIRM, f.NeedTold)
def confirm_need(request: Request, ref: str) -> Any:
    """Say that a need holds still."""
    need = queries.record_at(request.user, SORT, ref)
    seen(request, need, None, must=False)
    actions.confirm_need(by=request.user, need=need, at=clock.now())
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/judge", policies.JUDGE, f.NeedTold)
def judge_need(request: Request, ref: str, given: f.JudgementGiven) -> Any:
    """Say whether a need is met now, and why one thinks so."""
    need = queries.record_at(request.user, SORT, ref)
    seen(request, need, None, must=False)
    actions.judge_need(by=request.user, need=need, at=clock.now(), **given.model_dump())
    return queries.record(request.user, SORT, ref)
