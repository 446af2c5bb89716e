from typing import Any

from ninja import Query, Router

from accord.features.tasks import actions, policies
from accord.foundation.kernel import clock
from accord.overview.api import queries
from accord.overview.api.forms import work as f
from accord.overview.api.views._lookups import check_all, named_party, somebody
from accord.overview.api.views._operation import Request, held, reads, seen, writes

router = Router(tags=["tasks"])
SORT = "tasks"


def _at(request: Request, ref: str) -> Any:
    task = queries.record_at(request.user, SORT, ref)
    seen(request, task, None, must=False)
    return task


@reads(router, "", policies.VIEW, f.TasksTold)
def list_tasks(request: Request, asked: Query[f.TasksAsked]) -> Any:
    items, after = queries.records(request.user, SORT, asked.model_dump(), asked.span)
    return {"items": items, "next": after}


@reads(router, "/{ref}", policies.VIEW, f.TaskWholeTold)
def get_task(request: Request, ref: str) -> Any:
    return _whole(request, ref)


def _whole(request: Request, ref: str) -> Any:
    return queries.record(request.user, SORT, ref) | queries.task_parts(request.user, ref)


@writes(router, "POST", "", policies.ADD, f.TaskWholeTold, 201)
def add_task(request: Request, given: f.TaskGiven) -> Any:
    """Give somebody a task; without an owner it is yours."""
    fields = check_all(given.model_dump(exclude={"party", "steps", "repeat"}))
    fields["owner_id"] = given.owner_id or request.user.pk
    party = named_party(request.user, given.party, "party") if given.party else None
    details = actions.TaskDetails(
        **fields, party=party, items=tuple(given.steps), repeat=_repeat(given.repeat)
    )
    made = actions.add_task(by=request.user, details=details, at=clock.now())
    return _whole(request, made.ref)


def _repeat(given: f.RepeatGiven | None) -> actions.Repeat | None:
    return actions.Repeat(given.every, given.unit) if given else None


@writes(router, "PATCH", "/{ref}", policies.CHANGE, f.TaskWholeTold)
def change_task(request: Request, ref: str, given: f.TaskChanged) -> Any:
    """Write what is named; needs If-Match or `version`."""
    task = queries.record_at(request.user, SORT, ref)
    version = seen(request, task, given.version)
    fields = given.model_dump(exclude_unset=True, exclude={"version", "repeat"})
    at = clock.now()
    if fields:
        actions.change_task(by=request.user, task=task, at=at, seen=version, **fields)
    if "repeat" in given.model_fields_set:
        actions.repeat_task(by=request.user, task=task, repeat=_repeat(given.repeat), at=at)
    return _whole(request, ref)


@writes(router, "POST", "/{ref}/steps", policies.CHANGE, f.TaskWholeTold, 201)
def add_step(request: Request, ref: str, given: f.StepGiven) -> Any:
    task = held(request, queries.record_at(request.user, SORT, ref))
    actions.add_item(by=request.user, task=task, text=given.text, at=clock.now())
    return _whole(request, ref)


@writes(router, "PATCH", "/{ref}/steps/{int:key}", policies.CHANGE, f.TaskWholeTold)
def change_step(request: Request, ref: str, key: int, given: f.StepChanged) -> Any:
    """Write what is named; needs If-Match or `version`."""
    step, at = queries.step_at(request.user, ref, key), clock.now()
    version = seen(request, step, given.version)
    if "text" in given.model_fields_set:
        actions.change_item(by=request.user, item=step, text=given.text, at=at, seen=version)
    if "is_done" in given.model_fields_set:
        tick = actions.tick_item if given.is_done else actions.untick_item
        tick(by=request.user, item=step, at=at)
    return _whole(request, ref)


@writes(router, "DELETE", "/{ref}/steps/{int:key}", policies.CHANGE, f.TaskWholeTold)
def remove_step(request: Request, ref: str, key: int) -> Any:
    step = held(request, queries.step_at(request.user, ref, key))
    actions.remove_item(by=request.user, item=step, at=clock.now())
    return _whole(request, ref)


@writes(router, "POST", "/{ref}/waits", policies.CHANGE, f.TaskWholeTold, 201)
def wait_for_task(request: Request, ref: str, given: f.WaitGiven) -> Any:
    """Have a task wait for another: it can't be done before that one is."""
    task = held(request, queries.record_at(request.user, SORT, ref))
    needs = queries.record_at(request.user, SORT, given.task)
    actions.depend_on(by=request.user, task=task, needs=needs, at=clock.now())
    return _whole(request, ref)


@writes(router, "DELETE", "/{ref}/waits/{other}", policies.CHANGE, f.TaskWholeTold)
def wait_no_longer(request: Request, ref: str, other: str) -> Any:
    wait = queries.wait_of(request.user, ref, other)
    actions.end_dependency(by=request.user, dependency=wait, at=clock.now())
    return _whole(request, ref)


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
