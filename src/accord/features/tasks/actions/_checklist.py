"""The steps of a task: added, ticked, changed, taken away."""

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from accord.features.tasks import policies
from accord.features.tasks.actions._tasks import item_text
from accord.features.tasks.models import ChecklistItem, Task
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

MOST = 100


def add_item(*, by: Actor, task: Task, text: str, at: datetime) -> ChecklistItem:
    """Add a step behind the others. Raises Invalid when it says nothing or there are too many."""
    item = ChecklistItem(task=task, text=item_text(text))
    with change(policies.CHANGE, by=by, at=at, subject=task) as record:
        items = ChecklistItem.objects.filter(task=task)
        if items.count() >= MOST:
            raise Invalid(_("This task has 100 steps already."), field="text")
        item.position = (items.aggregate(last=Max("position"))["last"] or 0) + 1
        record.add(item)
    return item


def change_item(
    *, by: Actor, item: ChecklistItem, text: str, at: datetime, seen: int | None = None
) -> ChecklistItem:
    text = item_text(text)
    with change(policies.CHANGE, by=by, at=at, subject=item, seen=seen) as record:
        record.set(item, text=text)
    return item


def tick_item(*, by: Actor, item: ChecklistItem, at: datetime) -> ChecklistItem:
    return _tick(by, item, at, done_at=at)


def untick_item(*, by: Actor, item: ChecklistItem, at: datetime) -> ChecklistItem:
    return _tick(by, item, at, done_at=None)


def _tick(
    by: Actor, item: ChecklistItem, at: datetime, *, done_at: datetime | None
) -> ChecklistItem:
    with change(policies.CHANGE, by=by, at=at, subject=item) as record:
        if (item.done_at is None) == (done_at is None):
            raise Stale(_("This step stands so already."))
        record.set(item, done_at=done_at)
    return item


def remove_item(*, by: Actor, item: ChecklistItem, at: datetime) -> None:
    with change(policies.CHANGE, by=by, at=at, subject=item) as record:
        record.remove(item)
