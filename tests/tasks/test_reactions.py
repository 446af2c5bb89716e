from datetime import timedelta

import pytest

from accord.features.tasks import actions
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """Now: the worker goes by the clock, and old events are no news."""
    return clock.now()


def test_a_past_that_is_only_now_written_down_is_no_news(person, at):
    details = actions.TaskDetails("Call back", owner_id=person(name="ann").pk)
    actions.add_task(by=SYSTEM, details=details, at=at - timedelta(days=8))
    drain()
    assert not Notice.objects.exists()


def test_who_is_given_a_task_is_told_unless_they_took_it(person, at):
    lead, ann = person(Role.MANAGER, name="lead"), person(name="ann")
    details = actions.TaskDetails("Call back", owner_id=ann.pk)
    task = actions.add_task(by=lead, details=details, at=at)
    actions.add_task(by=ann, details=details, at=at)
    drain()
    assert list(Notice.objects.values_list("person_id", "kind", "title", "url")) == [
        (ann.pk, "tasks.given", "A task for you: Call back", f"/tasks/{task.ref}/")
    ]
