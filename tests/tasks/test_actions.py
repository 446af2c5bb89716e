from datetime import timedelta

import pytest

from accord.features.tasks import actions, queries
from accord.features.tasks.models import Task
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def given(by, at, **fields):
    details = actions.TaskDetails("Call back", owner_id=by.pk, party=party(), **fields)
    return actions.add_task(by=by, details=details, at=at)


def test_a_task_is_given_done_and_opened_again(person, at, outbox):
    me = person()
    task = given(me, at, due_at=at)
    assert (task.ref, outbox()[-1]) == ("T-0001", "tasks.given")
    assert list(queries.owed_by(me, [me.pk])) == [task]
    actions.finish_task(by=me, task=task, at=at)
    assert list(queries.owed_by(me, [me.pk])) == []
    actions.reopen_task(by=me, task=task, at=at)
    assert Task.objects.values("state", "done_at").get() == {"state": "open", "done_at": None}


def test_done_twice_is_refused_and_dropping_needs_a_reason(person, at):
    me = person()
    task = given(me, at)
    with pytest.raises(Invalid):
        actions.drop_task(by=me, task=task, reason="", at=at)
    actions.finish_task(by=me, task=task, at=at)
    with pytest.raises(Stale):
        actions.finish_task(by=me, task=task, at=at)


def test_a_viewer_may_not_give_a_task_and_nothing_happened(person, at):
    with pytest.raises(NotAllowed):
        given(person(Role.VIEWER), at)
    assert not Task.objects.exists()


def test_snoozing_asks_for_a_later_day_and_a_reason(person, at):
    me = person()
    task = given(me, at)
    for until, reason in [(at.date(), "x"), (at.date() + timedelta(days=1), " ")]:
        with pytest.raises(Invalid):
            actions.snooze_task(by=me, task=task, until=until, reason=reason, at=at)
    actions.snooze_task(
        by=me, task=task, until=at.date() + timedelta(days=1), reason="Waits", at=at
    )
    assert Task.objects.get().reason == "Waits"
