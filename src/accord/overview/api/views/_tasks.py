from typing import Any

from ninja import Query, Router

from accord.features.tasks import actions, policies
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import work as f
from accord.overview.api.views._lookups import check_all, named_party, somebody
from accord.overview.api.views._operation import Request, reads, seen, writes

router = Router(tags=["tasks"])
SORT = "tasks"


def _at(request: Request, ref: str) -> Any:
    task = queries.record_at(request.user, SORT, ref)
    seen(request, task, None, must=False)
    return task


@reads(router, "", policies.VIEW, f.TasksTold)
def list_tasks(request: Request, asked: Query[f.TasksAsked]) -> Any:
    items, after = queries.records(
        request.user, SORT, asked.model_dump(), asked.cursor, asked.limit
    )
    return {"items": items, "next": after}


@reads(router, "/{ref}", policies.VIEW, f.TaskTold)
def get_task(request: Request, ref: str) -> Any:
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "", policies.ADD, f.TaskTold, 201)
def add_task(request: Request, given: f.TaskGiven) -> Any:
    """Give somebody a task; without an owner it is yours."""
    fields = check_all(given.model_dump(exclude={"party"}))
    fields["owner_id"] = given.owner_id or request.user.pk
    party = named_party(request.user, given.party, "party") if given.party else None
    details = actions.TaskDetails(**fields, party=party)
    made = actions.add_task(by=request.user, details=details, at=clock.now())
    return queries.record(request.user, SORT, made.ref)


@writes(router, "PATCH", "/{ref}", policies.CHANGE, f.TaskTold)
def change_task(request: Request, ref: str, given: f.TaskChanged) -> Any:
    """Write what is named; needs If-Match or `version`."""
    task = queries.record_at(request.user, SORT, ref)
    version = seen(request, task, given.version)
    fields = given.model_dump(exclude_unset=True, exclude={"version"})
    actions.change_task(by=request.user, task=task, at=clock.now(), seen=version, **fields)
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/finish", policies.FINISH, f.TaskTold)
def finish_task(request: Request, ref: str) -> Any:
    actions.finish_task(by=request.user, task=_at(request, ref), at=clock.now())
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/drop", policies.FINISH, f.TaskTold)
def drop_task(request: Request, ref: str, given: f.WhyGiven) -> Any:
    task = _at(request, ref)
    actions.drop_task(by=request.user, task=task, reason=given.why, at=clock.now())
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/reopen", policies.FINISH, f.TaskTold)
def reopen_task(request: Request, ref: str) -> Any:
    actions.reopen_task(by=request.user, task=_at(request, ref), at=clock.now())
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/hand-over", policies.HAND_OVER, f.TaskTold)
def hand_over_task(request: Request, ref: str, given: f.PassOnGiven) -> Any:
    task, to = _at(request, ref), somebody(given.to_id, "to_id")
    actions.hand_over_task(by=request.user, task=task, to=to, words=given.words, at=clock.now())
    return queries.record(request.user, SORT, ref)


@writes(router, "POST", "/{ref}/snooze", policies.SNOOZE, f.TaskTold)
def snooze_task(request: Request, ref: str, given: f.SnoozeGiven) -> Any:
    task = _at(request, ref)
    actions.snooze_task(by=request.user, task=task, at=clock.now(), **given.model_dump())
    return queries.record(request.user, SORT, ref)
