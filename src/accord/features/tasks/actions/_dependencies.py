"""Which task has to wait for which."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.tasks import policies
from accord.features.tasks.models import Dependency, Task
from accord.features.tasks.queries import waits_for
from accord.features.tasks.states import State
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor


def depend_on(*, by: Actor, task: Task, needs: Task, at: datetime) -> Dependency:
    """Have a task wait for another. Raises Invalid where they would wait for each other."""
    with change(policies.CHANGE, by=by, at=at, subject=task) as record:
        if needs.state != State.OPEN:
            raise Invalid(_("%s is settled already.") % needs.ref, field="needs")
        if task.pk == needs.pk or task.pk in waits_for(needs):
            raise Invalid(_("Then each would wait for the other."), field="needs")
        if Dependency.objects.filter(task=task, needs=needs).exists():
            raise Invalid(_("It waits for that already."), field="needs")
        dependency = Dependency(task=task, needs=needs)
        record.add(dependency)
    return dependency


def end_dependency(*, by: Actor, dependency: Dependency, at: datetime) -> None:
    with change(policies.CHANGE, by=by, at=at, subject=dependency) as record:
        record.remove(dependency)
