"""Which task has to wait for which."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.tasks import policies
from accord.features.tasks.models import Dependency, Task
from accord.features.tasks.queries import waits_for
from accord.features.tasks.states import State
from accord.foundation.journal import rows
from accord.foundation.journal.change import change
from accord.foundation.journal.derived import Touched
from accord.foundation.journal.writing import take_turns, writing
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor


def depend_on(*, by: Actor, task: Task, needs: Task, at: datetime) -> Dependency:
    """Have a task wait for another. Raises Invalid where they would wait for each other."""
    with _held(task, needs), change(policies.CHANGE, by=by, at=at, subject=task) as record:
        if needs.state != State.OPEN:
            raise Invalid(_("%s is settled already.") % needs.ref, field="needs")
        if task.pk == needs.pk or task.pk in waits_for(needs.pk):
            raise Invalid(_("Then each would wait for the other."), field="needs")
        if Dependency.objects.filter(task=task, needs=needs).exists():
            raise Invalid(_("It waits for that already."), field="needs")
        dependency = Dependency(task=task, needs=needs)
        record.add(dependency)
    return dependency


@contextmanager
def _held(task: Task, needs: Task) -> Iterator[None]:
    """Lock two tasks in the order of their keys, so that two who tie them both ways take turns."""
    with writing():
        for one in sorted({task, needs}, key=lambda one: one.pk):
            if not rows.read_locked(one):
                raise Stale(_("This record is no longer there."))
        yield


def follow_dependencies(*, by: Actor, touched: Touched, at: datetime) -> None:
    """Refuse a circle, also of dependencies that come back."""
    del by, at
    if touched.added:
        take_turns("tasks.dependencies")
    if any(row.task_id in waits_for(row.needs_id) for row in touched.added):
        raise Invalid(_("Then each would wait for the other."), field="needs")


def end_dependency(*, by: Actor, dependency: Dependency, at: datetime) -> None:
    with change(policies.CHANGE, by=by, at=at, subject=dependency) as record:
        record.remove(dependency)
