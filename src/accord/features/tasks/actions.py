"""Every write on tasks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.policies import NOTE
from accord.features.stakeholders.states import RowKind, Visibility
from accord.features.tasks import policies
from accord.features.tasks.events import TaskGiven, TaskHandedOver
from accord.features.tasks.models import Task
from accord.features.tasks.states import MOVES, State
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import is_blank


@dataclass(frozen=True)
class TaskDetails:
    """What is to be done, about whom, by whom, by when."""

    title: str
    owner_id: int
    party: Party | None = None
    due_at: datetime | None = None
    channel: str = ""
    visibility: str = Visibility.EVERYONE
    department_id: int | None = None


def add_task(*, by: Actor, details: TaskDetails, at: datetime) -> Task:
    task = Task(
        title=_title(details.title), owner_id=details.owner_id, party=details.party,
        due_at=details.due_at, channel=details.channel, visibility=details.visibility,
        department_id=details.department_id, made_at=at,
    )  # fmt: skip
    with change(policies.ADD, by=by, at=at) as record:
        if details.party is not None:
            NOTE.demand(by, details.party)
        task.ref = reference("T", take_numbers("task")[0])
        record.subject = task
        record.add(task)
        _tell(by, record, task, "task-given", at)
        record.publish(
            TaskGiven(
                at=at, task_id=task.pk, ref=task.ref, title=task.title, owner_id=task.owner_id,
                by_id=by.pk,
            )
        )  # fmt: skip
    return task


def finish_task(*, by: Actor, task: Task, at: datetime) -> Task:
    return _move(by, task, State.DONE, at, "task-done")


def drop_task(*, by: Actor, task: Task, reason: str, at: datetime) -> Task:
    return _move(by, task, State.DROPPED, at, "task-dropped", reason=_why(reason))


def reopen_task(*, by: Actor, task: Task, at: datetime) -> Task:
    return _move(by, task, State.OPEN, at, "task-reopened", reason="")


def change_task(
    *, by: Actor, task: Task, at: datetime, seen: int | None = None, **fields: Any
) -> Task:
    """Set title, moment or channel. ``seen`` is the version that the person read."""
    if unknown := fields.keys() - {"title", "due_at", "channel"}:
        raise Invalid(_("These can't be set here: %s") % ", ".join(sorted(unknown)))
    if "title" in fields:
        fields["title"] = _title(fields["title"])
    with change(policies.CHANGE, by=by, at=at, subject=task, seen=seen) as record:
        _check_open(task)
        record.set(task, **fields)
    return task


def snooze_task(*, by: Actor, task: Task, until: date, reason: str, at: datetime) -> Task:
    """Put a task out of sight until a day, and say why."""
    reason = _why(reason)
    if until <= at.date():
        raise Invalid(_("Choose a day after today."), field="until")
    with change(policies.SNOOZE, by=by, at=at, subject=task) as record:
        _check_open(task)
        record.set(task, snoozed_until=until, reason=reason)
    return task


def hand_over_task(*, by: Actor, task: Task, to: User, at: datetime, words: str = "") -> Task:
    """Give a task to another owner; ``words`` are for them."""
    if not to.is_active:
        raise Invalid(_("%s no longer works here.") % to, field="to")
    with change(policies.HAND_OVER, by=by, at=at, subject=task) as record:
        _check_open(task)
        before = task.owner_id
        if not record.set(task, owner_id=to.pk, snoozed_until=None):
            raise Invalid(_("%s owns this already.") % to, field="to")
        _tell(by, record, task, "task-handed-over", at, words.strip())
        record.publish(
            TaskHandedOver(
                at=at, task_id=task.pk, ref=task.ref, title=task.title, from_id=before,
                to_id=to.pk, by_id=by.pk,
            )
        )  # fmt: skip
    return task


def _title(title: str) -> str:
    return said(title, "title", why=_("Say what is to be done."))[:300]


def _why(reason: str) -> str:
    if is_blank(reason):
        raise Invalid(_("Say why, so that others understand."), field="reason")
    return reason.strip()[:300]


def _check_open(task: Task) -> None:
    if task.state != State.OPEN:
        raise Stale(_("This task is %s already.") % State(task.state).label.lower())


def _move(by: Actor, task: Task, state: State, at: datetime, verb: str, **fields: Any) -> Task:
    with change(policies.FINISH, by=by, at=at, subject=task) as record:
        if state not in MOVES[State(task.state)]:
            raise Stale(_("This task is %s already.") % State(task.state).label.lower())
        done_at = None if state == State.OPEN else at
        record.set(task, state=state, done_at=done_at, snoozed_until=None, **fields)
        _tell(by, record, task, verb, at, fields.get("reason", ""))
    return task


def _tell(by: Actor, record: Record, task: Task, verb: str, at: datetime, words: str = "") -> None:
    if task.party is None:
        return
    told = Telling(
        RowKind.TASK, verb, subject=task, ref=task.ref, title=task.title, text=words,
        visibility=task.visibility, department_id=task.department_id,
    )  # fmt: skip
    tell(by=by, record=record, parties=[task.party], telling=told, at=at)
