from datetime import timedelta

import pytest

from accord.features.stakeholders.models import TimelineRow
from accord.features.tasks import actions, queries
from accord.features.tasks.models import Task
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.errors import Conflict, Invalid, NotAllowed, Stale
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


def test_a_task_is_handed_over_with_words_and_the_new_owner_is_told(person, at, outbox):
    me, piotr = person(), person(name="Piotr")
    task = given(me, at)
    actions.hand_over_task(by=me, task=task, to=piotr, words="He waits", at=at)
    assert Task.objects.get().owner == piotr
    assert outbox()[-1] == "tasks.handed-over"
    assert TimelineRow.objects.get(verb="task-handed-over").text == "He waits"
    for to, says in (
        (piotr, "owns this already"),
        (person(name="x", is_active=False), "works here"),
    ):
        with pytest.raises(Invalid, match=says):
            actions.hand_over_task(by=me, task=task, to=to, at=at)


def test_title_and_moment_change_and_two_who_write_the_title_meet(person, at):
    me, piotr = person(), person(name="Piotr")
    task = given(me, at)
    actions.change_task(by=piotr, task=task, title="Call Jonas back", seen=1, at=at)
    with pytest.raises(Conflict):
        actions.change_task(by=me, task=task, title="Write to Jonas", seen=1, at=at)
    actions.change_task(by=me, task=task, due_at=at, seen=1, at=at)
    assert Task.objects.values("title", "due_at").get() == {
        "title": "Call Jonas back",
        "due_at": at,
    }
    for fields in ({"state": "done"}, {"title": " "}, {"title": "\x00"}):
        with pytest.raises(Invalid):
            actions.change_task(by=me, task=task, at=at, **fields)


@pytest.mark.parametrize(
    "act",
    [
        lambda by, task, at: actions.finish_task(by=by, task=task, at=at),
        lambda by, task, at: actions.drop_task(by=by, task=task, reason="x", at=at),
        lambda by, task, at: actions.change_task(by=by, task=task, title="x", at=at),
        lambda by, task, at: actions.hand_over_task(by=by, task=task, to=by, at=at),
        lambda by, task, at: actions.snooze_task(
            by=by, task=task, until=at.date() + timedelta(days=1), reason="x", at=at
        ),
    ],
)
def test_a_viewer_changes_nothing(person, at, act):
    task, viewer = given(person(), at), person(Role.VIEWER)
    entries = Entry.objects.count()
    with pytest.raises(NotAllowed):
        act(viewer, task, at)
    assert Entry.objects.count() == entries
    assert Task.objects.values("state", "title", "version").get() == {
        "state": "open", "title": "Call back", "version": 1,
    }  # fmt: skip


def test_what_is_done_is_neither_moved_nor_snoozed(person, at):
    me = person()
    task = given(me, at)
    actions.finish_task(by=me, task=task, at=at)
    for act in (
        lambda: actions.change_task(by=me, task=task, title="x", at=at),
        lambda: actions.hand_over_task(by=me, task=task, to=person(name="Piotr"), at=at),
        lambda: actions.snooze_task(
            by=me, task=task, until=at.date() + timedelta(days=1), reason="x", at=at
        ),
    ):
        with pytest.raises(Stale, match="done already"):
            act()


def test_of_two_who_finish_at_once_the_second_is_told(person, at):
    me = person()
    mine = given(me, at)
    theirs = Task.objects.get(pk=mine.pk)
    actions.finish_task(by=me, task=mine, at=at)
    with pytest.raises(Stale):
        actions.drop_task(by=person(name="Piotr"), task=theirs, reason="x", at=at)
    assert Task.objects.get().state == "done"


def test_the_day_after_today_is_that_of_the_house(person, at, settings):
    settings.HOUSE_TIME_ZONE = "America/New_York"
    me, evening = person(), at.replace(hour=23, minute=30) + timedelta(hours=2)  # the fourth there
    task = given(me, at)
    actions.snooze_task(by=me, task=task, until=evening.date(), reason="Waits", at=evening)
    assert Task.objects.get().snoozed_until == at.date() + timedelta(days=1)
