"""Steps, effort, tasks that wait for others, tasks that come again."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accord.features.tasks import actions, queries
from accord.features.tasks.actions import Repeat, TaskDetails
from accord.features.tasks.models import ChecklistItem, Dependency, Task
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.days import as_said, last_second
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
ZONE = "Europe/Tallinn"


@pytest.fixture(autouse=True)
def zone(settings):
    settings.HOUSE_TIME_ZONE = ZONE


@pytest.fixture
def me(person):
    return person(name="Marta Kask")


@pytest.fixture
def desk(client, me):
    client.force_login(me)
    return client


def task(by, at, title="Call back", **fields):
    return actions.add_task(by=by, details=TaskDetails(title, by.pk, **fields), at=at)


@pytest.mark.parametrize(
    ("due", "every", "unit", "then"),
    [
        (date(2026, 5, 4), 2, "week", date(2026, 5, 18)),
        (date(2026, 5, 8), 1, "workday", date(2026, 5, 11)),  # a Friday
        (date(2026, 5, 9), 1, "workday", date(2026, 5, 11)),  # a Saturday
        (date(2026, 5, 6), 3, "workday", date(2026, 5, 11)),
        (date(2026, 5, 31), 1, "month", date(2026, 6, 30)),
        (date(2028, 2, 29), 1, "year", date(2029, 2, 28)),
        (date(2026, 4, 1), 10, "day", date(2026, 5, 11)),  # days that lie behind are passed over
    ],
)
def test_a_task_that_is_done_comes_again(me, at, due, every, unit, then):
    first = task(
        me, at, due_at=last_second(due, ZONE), repeat=Repeat(every, unit), items=("One", "Two"),
        effort_minutes=90, party=party(),
    )  # fmt: skip
    actions.tick_item(by=me, item=queries.items_of(first)[0], at=at)
    actions.finish_task(by=me, task=first, at=at)
    following = Task.objects.get(continues=first)
    same = ("title", "party_id", "owner_id", "effort_minutes", "repeat_every", "repeat_unit")
    assert [getattr(following, name) for name in same] == [getattr(first, name) for name in same]
    assert as_said(following.due_at, ZONE) == then
    assert [(item.text, item.done_at) for item in queries.items_of(following)] == [
        ("One", None), ("Two", None),
    ]  # fmt: skip


def test_a_series_goes_on_with_whoever_ends_it_for_somebody_who_left(me, person, at):
    gone = person(name="Gone")
    one = task(gone, at, due_at=at, repeat=Repeat(1, "week"))
    User.objects.filter(pk=gone.pk).update(is_active=False)
    one = Task.objects.get(pk=one.pk)
    actions.finish_task(by=me, task=one, at=at)
    assert (Task.objects.get(continues=one).owner, one.owner) == (me, gone)


def test_the_last_of_a_month_stays_the_last(me, at):
    one = task(me, at, due_at=last_second(date(2026, 5, 31), ZONE), repeat=Repeat(1, "month"))
    days = []
    for _month in range(3):
        actions.finish_task(by=me, task=one, at=at)
        one = Task.objects.get(continues=one)
        days.append(as_said(one.due_at, ZONE))
    assert days == [date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31)]


def test_a_time_of_day_stays_where_the_clock_was_put_back(me, at):
    before = datetime(2026, 10, 20, 9, 30, tzinfo=ZoneInfo(ZONE))
    one = task(me, at, due_at=before, repeat=Repeat(1, "week"))
    actions.finish_task(by=me, task=one, at=at)
    following = Task.objects.get(continues=one)
    assert following.due_at == datetime(2026, 10, 27, 7, 30, tzinfo=UTC)
    assert before.astimezone(UTC).hour == 6


def test_a_series_goes_on_once_is_undone_in_one_and_ends_when_dropped(me, at):
    one = task(me, at, due_at=at, repeat=Repeat(1, "day"))
    actions.finish_task(by=me, task=one, at=at)
    undo(by=me, entry_id=last_entry_id(), at=at)
    assert Task.objects.values("ref", "state").get() == {"ref": one.ref, "state": "open"}
    one.refresh_from_db()
    actions.finish_task(by=me, task=one, at=at)
    actions.reopen_task(by=me, task=one, at=at)
    actions.finish_task(by=me, task=one, at=at)
    following = Task.objects.get(continues=one)
    actions.drop_task(by=me, task=following, reason="No longer", at=at)
    assert Task.objects.count() == 2


def test_what_repeats_needs_a_day_and_can_end(me, at):
    with pytest.raises(Invalid, match="by when first"):
        task(me, at, repeat=Repeat(1, "week"))
    one = task(me, at, due_at=at)
    for every in (0, 366):
        with pytest.raises(Invalid, match="between 1 and 365"):
            actions.repeat_task(by=me, task=one, repeat=Repeat(every, "week"), at=at)
    actions.repeat_task(by=me, task=one, repeat=Repeat(2, "month"), at=at)
    with pytest.raises(Invalid, match="end that first"):
        actions.change_task(by=me, task=one, due_at=None, at=at)
    actions.repeat_task(by=me, task=one, repeat=None, at=at)
    actions.finish_task(by=me, task=one, at=at)
    assert Task.objects.count() == 1


def test_a_task_waits_for_others_and_never_for_itself(me, at):
    design, order, build = (task(me, at, name) for name in ("Design", "Order", "Build"))
    actions.depend_on(by=me, task=order, needs=design, at=at)
    second = actions.depend_on(by=me, task=build, needs=order, at=at)
    for waits, needs in ((design, design), (design, build), (design, order), (build, order)):
        with pytest.raises(Invalid):
            actions.depend_on(by=me, task=waits, needs=needs, at=at)
    assert Dependency.objects.count() == 2
    with pytest.raises(Stale, match=order.ref):
        actions.finish_task(by=me, task=build, at=at)
    assert list(Task.objects.filter(queries.blocked()).order_by("pk")) == [order, build]
    actions.drop_task(by=me, task=design, reason="We buy one", at=at)
    actions.finish_task(by=me, task=order, at=at)
    actions.end_dependency(by=me, dependency=second, at=at)
    actions.finish_task(by=me, task=build, at=at)
    assert [t.state for t in Task.objects.order_by("pk")] == ["dropped", "done", "done"]
    with pytest.raises(Invalid, match="settled already"):
        actions.depend_on(by=me, task=task(me, at), needs=order, at=at)


def test_who_may_only_read_ticks_nothing(me, person, at):
    one, viewer = task(me, at, items=("One",)), person(Role.VIEWER)
    (item,) = queries.items_of(one)
    entries = Entry.objects.count()
    for act in (
        lambda: actions.tick_item(by=viewer, item=item, at=at),
        lambda: actions.add_item(by=viewer, task=one, text="Two", at=at),
        lambda: actions.repeat_task(by=viewer, task=one, repeat=None, at=at),
        lambda: actions.depend_on(by=viewer, task=one, needs=task(me, at), at=at),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert [item.done_at for item in ChecklistItem.objects.all()] == [None]
    assert Entry.objects.count() == entries + 1, "the task that was made to be waited for"


def test_the_page_has_steps_effort_rhythm_and_what_waits(desk, me, at):
    later = at + timedelta(days=3000)
    other = task(me, at, "Order the gauge")
    given = {
        "title": "Walk the road", "owner": me.pk, "due_at_0": later.date().isoformat(),
        "effort_minutes": "2.5", "steps": "Ask Jonas\n\nTake pictures", "every": "2",
        "unit": "week",
    }  # fmt: skip
    assert desk.post("/tasks/add/?from=K-0001", given).status_code == 302
    one = Task.objects.get(title="Walk the road")
    assert (one.effort_minutes, one.repeat_every, one.repeat_unit, one.origin_ref) == (
        150, 2, "week", "K-0001",
    )  # fmt: skip
    here = f"/tasks/{one.ref}"
    first = queries.items_of(one)[0]
    desk.post(f"{here}/items/{first.pk}/tick/")
    desk.post(f"{here}/items/add/", {"text": "Write it down"})
    desk.post(f"{here}/depend/", {"needs": other.ref.lower()})
    shown = desk.get(f"{here}/").content.decode()
    for words in (
        "1 of 3 done",
        "2 h 30 min",
        "every 2 weeks",
        "K-0001",
        "Take pictures",
        "Order the gauge",
        "has to be done first",
    ):
        assert words in shown, words
    assert "waits for this task" in desk.get(f"/tasks/{other.ref}/").content.decode()
    desk.post(f"{here}/finish/")
    one.refresh_from_db()
    assert one.state == "open"
    waiting = desk.get("/tasks/?f=waits:is:yes").content.decode().partition("<main")[2]
    assert ("Walk the road" in waiting, "Order the gauge" in waiting) == (True, False)
    (dependency,) = Dependency.objects.all()
    desk.post(f"{here}/depend/{dependency.pk}/end/")
    desk.post(f"{here}/items/{first.pk}/untick/")
    desk.post(f"{here}/items/{first.pk}/change/", {"text": "Ask Jonas Vetter", "seen": 3})
    desk.post(f"{here}/items/{queries.items_of(one)[2].pk}/remove/")
    assert [(i.text, i.done_at) for i in queries.items_of(one)] == [
        ("Ask Jonas Vetter", None), ("Take pictures", None),
    ]  # fmt: skip
    wrong = desk.post(f"{here}/depend/", {"needs": "T-9999"})
    assert "No task of this number is here." in wrong.content.decode()


def test_what_one_may_not_see_is_counted_and_not_named(desk, person, me, at):
    lead = person(Role.LEAD)
    one = task(me, at, "Mine")
    secret = party("The Secret Trust", visibility="named", owner_id=lead.pk)
    details = TaskDetails("Hidden", lead.pk, party=secret)
    hidden = actions.add_task(by=lead, details=details, at=at)
    actions.depend_on(by=lead, task=one, needs=hidden, at=at)
    page = desk.get(f"/tasks/{one.ref}/").content.decode()
    assert "1 more that you may not see" in page
    assert hidden.ref not in page
    wrong = desk.post(f"/tasks/{one.ref}/depend/", {"needs": hidden.ref})
    assert "No task of this number is here." in wrong.content.decode()
    with pytest.raises(Stale, match="wait for another task"):
        actions.finish_task(by=me, task=one, at=at)


def test_the_page_asks_as_often_for_three_steps_and_others_as_for_one(
    desk, me, at, django_assert_max_num_queries
):
    one, counts = task(me, at), []
    for more in (1, 2):
        for n in range(more):
            actions.add_item(by=me, task=one, text=f"Step {n}", at=at)
            actions.depend_on(by=me, task=one, needs=task(me, at), at=at)
            actions.depend_on(by=me, task=task(me, at), needs=one, at=at)
        desk.get(f"/tasks/{one.ref}/")
        with django_assert_max_num_queries(60) as asked:
            desk.get(f"/tasks/{one.ref}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_dependency_that_comes_back_makes_no_circle(me, at):
    one, other = task(me, at), task(me, at)
    gone = actions.depend_on(by=me, task=one, needs=other, at=at)
    actions.end_dependency(by=me, dependency=gone, at=at)
    entry = last_entry_id()
    actions.depend_on(by=me, task=other, needs=one, at=at)
    with pytest.raises(Invalid, match="wait for the other"):
        undo(by=me, entry_id=entry, at=at)
    assert Dependency.objects.get().task == other
