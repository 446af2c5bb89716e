"""Tasks that only their owner finds: nothing of a hard talk shows on lists of others."""

from datetime import datetime
from typing import Any

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Visibility
from accord.features.tasks.actions import TaskDetails, add_task, finish_task
from accord.features.tasks.models import Task
from accord.features.tasks.policies import FINISH
from accord.features.tasks.states import State
from accord.foundation.kernel.rules import SYSTEM, Actor


def give_task(
    *, by: Actor, title: str, owner_id: int, party: Party, due_at: datetime, ref: str, at: datetime
) -> Any:
    """Give somebody a task that they alone, and whoever gave it, can see."""
    details = TaskDetails(
        title[:300], owner_id, party=party, due_at=due_at, visibility=Visibility.NAMED,
        origin_ref=ref,
    )  # fmt: skip
    return add_task(by=by, details=details, at=at)


def finish_given(*, by: Actor, task: Task | None, at: datetime) -> None:
    """Finish a task that was given here, by whoever did what it asks for."""
    if task is not None and task.state == State.OPEN:
        able = FINISH.allows(by, task)
        finish_task(by=by if able else SYSTEM, task=task, at=at, is_settled=True)
