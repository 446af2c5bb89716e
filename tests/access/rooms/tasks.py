"""Who may open what of tasks."""

from accord.features.tasks import actions as tasks
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, somebody
from tests.access.room import READERS, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _stepped(name):
    """Give the canary a task with a step, that waits for another."""
    on = {"by": SYSTEM, "at": NOON}
    one = _task()
    other = tasks.add_task(details=tasks.TaskDetails(CANARY, owner_id=one.owner_id), **on)
    step = tasks.add_item(task=one, text=CANARY, **on)
    if name == "item-untick":
        tasks.tick_item(item=step, **on)
    waits = tasks.depend_on(task=one, needs=other, **on)
    return {"ref": one.ref, "pk": waits.pk if name == "independ" else step.pk}


def _task():
    details = tasks.TaskDetails(CANARY, owner_id=somebody().pk, party=party(CANARY))
    return tasks.add_task(by=SYSTEM, details=details, at=NOON)


ROOM = Room(
    "tasks",
    may={
        READERS: "list export detail",
        WRITERS: (
            "add finish drop reopen change hand-over snooze repeat depend independ item-add "
            "item-change item-tick item-untick item-remove"
        ),
    },
    record=_task,
    plain="list export add",
    made={
        _stepped: "item-change item-tick item-untick item-remove independ",
    },
    gone="independ item-remove",
)
