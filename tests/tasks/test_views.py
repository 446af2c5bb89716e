from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from accord.features.tasks import queries
from accord.features.tasks.actions import TaskDetails, add_task, finish_task
from accord.features.tasks.models import Task
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from tests.factories.departments import department
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def me(person):
    return person(name="Marta Kask")


@pytest.fixture
def page(client, me):
    client.force_login(me)
    return client


def given(me, title="Call back about the gate", days=3, about=None):
    at = clock.now()
    whose = about or party("Jonas Vetter", kind="person")
    details = TaskDetails(
        title, me.pk, party=whose, due_at=at + timedelta(days=days), channel="call"
    )
    return add_task(by=me, details=details, at=at - timedelta(days=9))


def address(task, verb="detail"):
    return reverse(f"tasks:{verb}", kwargs={"ref": task.ref})


def test_a_task_shows_whom_it_is_about_facts_and_history(page, me):
    task = given(me)
    html = page.get(address(task)).content.decode()
    for words in ("Call back about the gate", "Jonas Vetter", "in 3 d", "Marta Kask", "History"):
        assert words in html
    for verb in ("finish", "change", "hand-over", "snooze", "drop"):
        assert address(task, verb) in html
    finish_task(by=me, task=task, at=clock.now())
    html = page.get(address(task)).content.decode()
    assert address(task, "reopen") in html
    assert address(task, "finish") not in html


def test_a_tick_does_it_and_brings_the_way_back(page, me):
    task = given(me)
    response = page.post(address(task, "finish"), headers=HTMX)
    assert response.status_code == 204
    assert "Done: Call back about the gate" in response["HX-Trigger"]
    assert Task.objects.get().state == "done"
    assert page.post(address(task, "finish"), headers=HTMX).status_code == 409
    assert page.post(address(task, "reopen")).status_code == 302
    assert Task.objects.get().state == "open"
    assert page.post(address(task, "reopen"), headers=HTMX).status_code == 409


@pytest.mark.parametrize(
    ("verb", "sent", "left"),
    [
        ("drop", {"reason": "No longer asked"}, {"state": "dropped", "reason": "No longer asked"}),
        ("change", {"title": "Write back"}, {"title": "Write back", "due_at": None}),
    ],
)
def test_each_form_does_its_one_thing(page, me, verb, sent, left):
    task = given(me)
    assert "data-drawer" in page.get(address(task, verb), headers=HTMX).content.decode()
    assert page.post(address(task, verb), {}, headers=HTMX).status_code == 422
    assert page.post(address(task, verb), sent, headers=HTMX).status_code == 204
    assert Task.objects.values(*left).get() == left


def test_handing_over_and_snoozing_go_by_form(page, me, person):
    task, piotr = given(me), person(name="Piotr")
    tomorrow = (clock.now() + timedelta(days=1)).date()
    assert tomorrow.isoformat() in page.get(address(task, "snooze")).content.decode()
    page.post(address(task, "snooze"), {"until": tomorrow.isoformat(), "reason": "On leave"})
    task.refresh_from_db()
    assert (task.snoozed_until, task.reason) == (tomorrow, "On leave")
    page.post(address(task, "hand-over"), {"to": piotr.pk})
    task.refresh_from_db()
    assert (task.owner, task.snoozed_until) == (piotr, None)


def test_a_task_is_planned_from_a_record_or_about_nobody(page, me):
    jonas = party("Jonas Vetter", kind="person")
    about = f"{reverse('tasks:add')}?about={jonas.ref}"
    assert "A task about Jonas Vetter" in page.get(about).content.decode()
    sent = {"title": "Call back", "owner": me.pk, "due_at_0": "2031-05-06", "due_at_1": "09:30"}
    assert page.post(about, sent).status_code == 302
    assert page.post(reverse("tasks:add"), sent).status_code == 302
    assert page.post(reverse("tasks:add"), {**sent, "who": "Nobody"}).status_code == 422
    assert list(Task.objects.order_by("id").values_list("party", flat=True)) == [jonas.pk, None]
    due = Task.objects.first().due
    assert isinstance(due, datetime)
    assert due.strftime("%Y-%m-%d %H:%M") == "2031-05-06 09:30"


def test_what_one_may_not_see_is_not_there_but_ones_own_is(client, me, person):
    there = department("There")
    here = department("Here")
    hidden = party("Hidden", department_id=there.pk, visibility="department")
    task = given(me, about=hidden)
    other = person(Role.PRACTITIONER, department=here, name="other")
    client.force_login(other)
    for verb in ("detail", "change", "drop", "snooze", "hand-over"):
        assert client.get(address(task, verb)).status_code == 404
    assert client.post(address(task, "finish")).status_code == 404
    Task.objects.filter(pk=task.pk).update(owner=other)
    for url in (address(task), reverse("tasks:list"), "/"):
        html = client.get(url).content.decode()
        assert "Call back about the gate" in html
        assert "Hidden" not in html


def test_a_task_about_nobody_is_seen_by_all_who_read(person, me, at):
    add_task(by=me, details=TaskDetails("Order chairs", me.pk), at=at)
    assert queries.visible_to(person(Role.VIEWER)).count() == 1
    assert queries.visible_to(person(None)).count() == 0


def test_the_list_says_what_is_late(page, me):
    assert "No tasks yet" in page.get(reverse("tasks:list")).content.decode()
    given(me, "Late task", days=-2)
    given(me, "Early task")
    html = page.get(reverse("tasks:list")).content.decode()
    assert "1 task is late." in html
    assert html.index("Late task") < html.index("Early task")
    body = b"".join(page.get(reverse("tasks:export")).streaming_content).decode("utf-8-sig")
    assert "Late task" in body


def test_pages_ask_as_often_for_three_as_for_one(page, me, django_assert_max_num_queries):
    first = given(me)
    record = reverse("stakeholders:detail", kwargs={"ref": first.party.ref})
    for url in (reverse("tasks:list"), address(first), record):
        page.get(url)
        with django_assert_max_num_queries(80) as one:
            page.get(url)
        for _ in range(2):
            given(me, about=first.party)
        with django_assert_max_num_queries(80) as three:
            page.get(url)
        assert len(one) == len(three)


def test_the_record_shows_the_next_steps(page, me):
    task = given(me)
    html = page.get(reverse("stakeholders:detail", kwargs={"ref": task.party.ref})).content.decode()
    assert "Next steps" in html
    assert "Call back about the gate" in html
    assert f"/tasks/add/?about={task.party.ref}" in html


def test_the_list_of_stakeholders_can_show_the_next_step(page, me):
    first = given(me, "Call back", days=2)
    given(me, "Write a letter", days=1, about=first.party)
    html = page.get(
        reverse("stakeholders:list"), {"view": "all", "cols": "next-step"}
    ).content.decode()
    assert "Next step" in html
    assert "Write a letter" in html
    assert "Call back" not in html


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_time_is_refused(client, person, day):
    me = person()
    client.force_login(me)
    sent = {"title": "Some day", "owner": me.pk, "due_at_0": day, "due_at_1": ""}
    assert client.post("/tasks/add/", sent).status_code == 422
    assert not Task.objects.exists()
