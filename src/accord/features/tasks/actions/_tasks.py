"""A task is given, changed, repeated, handed over and brought to an end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.policies import NOTE
from accord.features.stakeholders.states import RowKind, Visibility
from accord.features.tasks import policies
from accord.features.tasks.events import TaskGiven, TaskHandedOver
from accord.features.tasks.models import ChecklistItem, Dependency, Task
from accord.features.tasks.queries import next_due, visible_to
from accord.features.tasks.states import MOVES, RepeatUnit, State
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import because, said
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor

MOST_EVERY = 365
MOST_MINUTES = 60_000


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
    effort_minutes: int | None = None
    origin_ref: str = ""
    items: tuple[str, ...] = ()
    repeat: "Repeat | None" = None


@dataclass(frozen=True)
class Repeat:
    """Every so many days, weeks, months; when a task is done, the next one is made."""

    every: int
    unit: str

    def columns(self, due_at: datetime | None) -> dict[str, Any]:
        """Give what a task keeps of it. Raises Invalid without a day to count from."""
        if not 0 < self.every <= MOST_EVERY:
            raise Invalid(_("Give a number between 1 and 365."), field="every")
        if due_at is None:
            raise Invalid(_("Say by when first; it repeats from that day."), field="due_at")
        day = due_at.astimezone(ZoneInfo(settings.HOUSE_TIME_ZONE)).day
        return {
            "repeat_every": self.every, "repeat_unit": RepeatUnit(self.unit), "repeat_day": day,
        }  # fmt: skip


def add_task(*, by: Actor, details: TaskDetails, at: datetime) -> Task:
    task = Task(
        title=_title(details.title), owner_id=details.owner_id, party=details.party,
        due_at=details.due_at, channel=details.channel, visibility=details.visibility,
        department_id=details.department_id, made_at=at, origin_ref=details.origin_ref,
        effort_minutes=_effort(details.effort_minutes),
        **(details.repeat.columns(details.due_at) if details.repeat else {}),
    )  # fmt: skip
    with change(policies.ADD, by=by, at=at) as record:
        if details.party is not None:
            NOTE.demand(by, details.party)
        task.ref = reference("T", take_numbers("task")[0])
        record.subject = task
        _add(by, record, task, details.items, at)
    return task


def _add(by: Actor, record: Record, task: Task, items: Sequence[str], at: datetime) -> None:
    record.add(task)
    record.add_many(
        [
            ChecklistItem(task=task, position=place, text=item_text(text))
            for place, text in enumerate(items, 1)
        ]
    )
    _tell(by, record, task, "task-given", at)
    record.publish(
        TaskGiven(
            at=at, task_id=task.pk, ref=task.ref, title=task.title, owner_id=task.owner_id,
            by_id=by.pk,
        )
    )  # fmt: skip


def item_text(text: str) -> str:
    """Give the words of a step as they are kept. Raises Invalid when they say nothing."""
    return said(text, "text", why=_("Say what the step is."))[:300]


def _effort(minutes: int | None) -> int | None:
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        raise Invalid(_("Give minutes between 1 and 60,000."), field="effort_minutes")
    return minutes


def finish_task(*, by: Actor, task: Task, at: datetime, is_settled: bool = False) -> Task:
    """Call a task done; one whose matter ``is_settled`` elsewhere waits for no other."""
    return _move(by, task, State.DONE, at, "task-done", is_settled=is_settled)


def drop_task(*, by: Actor, task: Task, reason: str, at: datetime) -> Task:
    return _move(by, task, State.DROPPED, at, "task-dropped", reason=because(reason))


def reopen_task(*, by: Actor, task: Task, at: datetime) -> Task:
    return _move(by, task, State.OPEN, at, "task-reopened", reason="")


def change_task(
    *, by: Actor, task: Task, at: datetime, seen: int | None = None, **fields: Any
) -> Task:
    """Set title, moment, channel or effort. ``seen`` is the version that the person read."""
    if unknown := fields.keys() - {"title", "due_at", "channel", "effort_minutes"}:
        raise Invalid(_("These can't be set here: %s") % ", ".join(sorted(unknown)))
    if "title" in fields:
        fields["title"] = _title(fields["title"])
    if "effort_minutes" in fields:
        fields["effort_minutes"] = _effort(fields["effort_minutes"])
    with change(policies.CHANGE, by=by, at=at, subject=task, seen=seen) as record:
        _check_open(task)
        if task.repeat_every and fields.get("due_at", task.due_at) is None:
            raise Invalid(_("It repeats; end that first."), field="due_at")
        record.set(task, **fields)
    return task


def repeat_task(*, by: Actor, task: Task, repeat: Repeat | None, at: datetime) -> Task:
    """Have the next one made whenever this is done; None ends the series with this task."""
    none = {"repeat_every": None, "repeat_unit": "", "repeat_day": None}
    with change(policies.CHANGE, by=by, at=at, subject=task) as record:
        _check_open(task)
        if not record.set(task, **(repeat.columns(task.due_at) if repeat else none)):
            raise Stale(_("It is so already."))
    return task


def snooze_task(*, by: Actor, task: Task, until: date, reason: str, at: datetime) -> Task:
    """Put a task out of sight until a day, and say why."""
    reason = because(reason)
    if until <= day_of(at, settings.HOUSE_TIME_ZONE):
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


def _check_open(task: Task) -> None:
    if task.state != State.OPEN:
        raise Stale(_("This task is %s already.") % State(task.state).label.lower())


def _move(
    by: Actor, task: Task, state: State, at: datetime, verb: str, *, is_settled: bool = False,
    **fields: Any,
) -> Task:  # fmt: skip
    with change(policies.FINISH, by=by, at=at, subject=task) as record:
        if state not in MOVES[State(task.state)]:
            raise Stale(_("This task is %s already.") % State(task.state).label.lower())
        if state == State.DONE and not is_settled:
            _check_free(by, task)
        done_at = None if state == State.OPEN else at
        record.set(task, state=state, done_at=done_at, snoozed_until=None, **fields)
        _tell(by, record, task, verb, at, fields.get("reason", ""))
        if state == State.DONE and task.repeat_every:
            _go_on(by, record, task, at)
    return task


def _check_free(by: Actor, task: Task) -> None:
    waiting = Dependency.objects.filter(task=task, needs__state=State.OPEN).values("needs_id")
    if not waiting:
        return
    seen = visible_to(by).filter(pk__in=waiting).order_by("pk").values_list("ref", flat=True)[:3]
    named = ", ".join(seen)
    raise Stale(
        _("It has to wait for %s.") % named if named else _("It has to wait for another task.")
    )


def _go_on(by: Actor, record: Record, task: Task, at: datetime) -> None:
    """Make the next task of a series, its steps open again; only the last one goes on.

    It goes to the same owner, or to whoever finished this one where the owner works here no more.
    """
    if Task.objects.filter(continues=task).exists() or task.due_at is None:
        return
    following = Task(
        ref=reference("T", take_numbers("task")[0]), title=task.title,
        owner_id=task.owner_id if task.owner.is_active else by.pk or task.owner_id,
        party_id=task.party_id, due_at=next_due(task, at), channel=task.channel,
        visibility=task.visibility, department_id=task.department_id, made_at=at,
        origin_ref=task.origin_ref, effort_minutes=task.effort_minutes,
        repeat_every=task.repeat_every, repeat_unit=task.repeat_unit, repeat_day=task.repeat_day,
        continues=task,
    )  # fmt: skip
    items = ChecklistItem.objects.filter(task=task).order_by("position", "pk")
    _add(by, record, following, list(items.values_list("text", flat=True)), at)


def _tell(by: Actor, record: Record, task: Task, verb: str, at: datetime, words: str = "") -> None:
    if task.party is None:
        return
    told = Telling(
        RowKind.TASK, verb, subject=task, ref=task.ref, title=task.title, text=words,
        visibility=task.visibility, department_id=task.department_id,
    )  # fmt: skip
    tell(by=by, record=record, parties=[task.party], telling=told, at=at)
