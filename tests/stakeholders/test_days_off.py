"""Days off: the holidays of the country and those that were set, and what leaves them out."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from accord.features.engagement.forms import found_in
from accord.features.stakeholders.queries import (
    day_off,
    days_off,
    named_days,
    working_calendar,
    working_day_from,
)
from accord.features.tasks.actions import Repeat, TaskDetails, add_task, finish_task
from accord.features.tasks.models import Task
from accord.foundation.accounts.actions import drop_day_off, set_day_off
from accord.foundation.accounts.models import DayOff
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.admin.conftest import signed_in
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
MIDSUMMER = date(2026, 6, 24)


@pytest.fixture(autouse=True)
def _estonia(settings):
    settings.HOUSE_COUNTRY = "EE"


def off(day, name="Inventory", **more):
    return set_day_off(by=SYSTEM, day=day, name=name, at=NOON, **more)


def test_the_country_has_holidays_the_house_sets_more_and_works_on_some_after_all():
    row = off(date(2026, 6, 25))
    off(date(2026, 6, 23), "We are open", is_open=True)
    found = days_off(date(2026, 6, 1), date(2026, 6, 30))
    assert list(found) == [MIDSUMMER, date(2026, 6, 25)]
    assert found[date(2026, 6, 25)] == "Inventory"
    assert [one.is_open for one in named_days(date(2026, 6, 23), MIDSUMMER)] == [True, False]
    assert found[MIDSUMMER] == "jaanipäev"
    assert working_day_from(MIDSUMMER, working_calendar()) == date(2026, 6, 26)
    assert day_off(datetime(2026, 6, 24, 22, tzinfo=UTC)) == day_off(MIDSUMMER) != ""
    drop_day_off(by=SYSTEM, row=row, at=NOON)
    assert working_day_from(MIDSUMMER, working_calendar()) == date(2026, 6, 25)


def test_without_a_country_only_the_days_that_were_set_are_off(settings):
    settings.HOUSE_COUNTRY = ""
    assert days_off(date(2026, 1, 1), date(2026, 12, 31)) == {}
    off(MIDSUMMER)
    assert days_off(date(2026, 1, 1), date(2026, 12, 31)) == {MIDSUMMER: "Inventory"}


def test_a_day_is_set_once_by_administrators_alone(person):
    before = Entry.objects.count()
    with pytest.raises(NotAllowed):
        set_day_off(by=person(Role.LEAD), day=MIDSUMMER, name="Fair", at=NOON)
    with pytest.raises(Invalid):
        off(MIDSUMMER, " ")
    assert (Entry.objects.count(), DayOff.objects.count()) == (before, 0)
    off(MIDSUMMER)
    with pytest.raises(Invalid):
        off(MIDSUMMER)
    assert DayOff.objects.count() == 1


def test_a_task_of_every_working_day_leaves_days_off_out(person):
    me = person()
    monday = datetime(2026, 6, 22, 9, tzinfo=UTC)
    details = TaskDetails("Read the meters", me.pk, due_at=monday, repeat=Repeat(1, "workday"))
    finish_task(by=me, task=add_task(by=me, details=details, at=monday), at=monday)
    assert Task.objects.get(state="open").due_at == datetime(2026, 6, 25, 9, tzinfo=UTC)


def test_a_promise_for_a_day_off_says_so_while_it_is_logged(person, rf):
    sent = rf.post("/").POST
    found = found_in(
        person(), "We will send the map by 24 June 2026.", sent=sent, about=None,
        today=date(2026, 6, 1),
    )  # fmt: skip
    assert [(one.day, one.off != "") for one in found.promises] == [(MIDSUMMER, True)]


def test_days_are_set_and_dropped_on_their_page_and_stand_on_the_calendar(person, client):
    page = signed_in(client, person(Role.ADMINISTRATOR))
    page.post("/admin/days/add/", {"day": "2026-06-25", "name": "Inventory"})
    row = DayOff.objects.get()
    assert "Inventory" in page.get("/admin/days/").text
    calendar = signed_in(Client(), person()).get("/calendar/?from=2026-06-22").text
    assert "Inventory" in calendar
    assert page.post(f"/admin/days/{row.pk}/drop/").status_code == 302
    assert not DayOff.objects.exists()
