from typing import Any

from ninja import Query, Router

from accord.features.promises import actions, policies
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import work as f
from accord.overview.api.views._lookups import check_all, named_party, people, somebody
from accord.overview.api.views._operation import Request, reads, seen, writes

router = Router(tags=["promises"])
SORT = "promises"


def _at(request: Request, ref: str) -> Any:
    promise = queries.record_at(request.user, SORT, ref)
    seen(request, promise, None, must=False)
    return promise


@reads(router, "", policies.VIEW, f.PromisesTold)
def list_promises(request: Request, asked: Query[f.PromisesAsked]) -> Any:
    items, after = queries.records(request.user, SORT, asked.model_dump(), asked.span)
    return {"items": items, "next": after}


@reads(router, "/{ref}", policies.VIEW, f.PromiseTold)
def get_promise(request: Request, ref: str) -> Any:
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "", policies.MAKE, f.PromiseTold, 201)
def make_promise(request: Request, given: f.PromiseGiven) -> Any:
    """Write down what one side promised the other; without an owner it is yours."""
    fields = check_all(given.model_dump(exclude={"party", "reader_ids"}))
    party = named_party(request.user, given.party, "party")
    readers = tuple(person.pk for person in people(given.reader_ids))
    details = actions.PromiseDetails(**fields, reader_ids=readers)
    made = actions.make_promise(by=request.user, party=party, details=details, at=clock.now())
    return queries.record(request.user, SORT, made.ref)


@writes(router, "PATCH", "/{ref}", policies.CHANGE, f.PromiseTold)
def change_promise(request: Request, ref: str, given: f.PromiseChanged) -> Any:
    """Write what is named; needs If-Match or `version`."""
    promise = queries.record_at(request.user, SORT, ref)
    version = seen(request, promise, given.version)
    fields = given.model_dump(exclude_unset=True, exclude={"version"})
    actions.change_promise(by=request.user, promise=promise, at=clock.now(), seen=version, **fields)
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/keep", policies.KEEP, f.PromiseTold)
def keep_promise(request: Request, ref: str) -> Any:
    actions.keep_promise(by=request.user, promise=_at(request, ref), at=clock.now())
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/break", policies.KEEP, f.PromiseTold)
def break_promise(request: Request, ref: str, given: f.WhyGiven) -> Any:
    promise = _at(request, ref)
    actions.break_promise(by=request.user, promise=promise, why=given.why, at=clock.now())
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/release", policies.KEEP, f.PromiseTold)
def release_promise(request: Request, ref: str, given: f.WhyGiven) -> Any:
    promise = _at(request, ref)
    actions.release_promise(by=request.user, promise=promise, why=given.why, at=clock.now())
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/reopen", policies.KEEP, f.PromiseTold)
def reopen_promise(request: Request, ref: str, given: f.WhyGiven) -> Any:
    promise = _at(request, ref)
    actions.reopen_promise(by=request.user, promise=promise, why=given.why, at=clock.now())
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/move", policies.CHANGE, f.PromiseTold)
def move_promise(request: Request, ref: str, given: f.MoveGiven) -> Any:
    """Agree on another date, and say why."""
    promise = _at(request, ref)
    actions.move_promise(
        by=request.user, promise=promise, due_at=given.due_at, why=given.why, at=clock.now()
    )
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/hand-over", policies.HAND_OVER, f.PromiseTold)
def hand_over_promise(request: Request, ref: str, given: f.PassOnGiven) -> Any:
    promise, to = _at(request, ref), somebody(given.to_id, "to_id")
    actions.hand_over_promise(
        by=request.user, promise=promise, to=to, words=given.words, at=clock.now()
    )
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/snooze", policies.SNOOZE, f.PromiseTold)
def snooze_promise(request: Request, ref: str, given: f.SnoozeGiven) -> Any:
    promise = _at(request, ref)
    actions.snooze_promise(by=request.user, promise=promise, at=clock.now(), **given.model_dump())
    return queries.record(request.user, SORT, ref)
