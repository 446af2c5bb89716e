"""The first page of the day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from accord.features.promises.actions import (
    PromiseDetails,
    keep_promise,
    make_promise,
    snooze_promise,
)
from accord.features.stakeholders.actions import restrict
from accord.features.tasks.actions import TaskDetails, add_task, finish_task
from accord.foundation.accounts.actions import plan_absence
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.overview.home import panels, queries
from tests.admin.conftest import signed_in
from tests.factories.departments import department
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
# A Thursday morning.
NOW = datetime(2026, 11, 19, 9, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def me(person):
    return person(name="Marta Kask")


@pytest.fixture
def jonas(me):
    return party("Jonas Vetter", kind="person", owner_id=me.pk)


def owe(me, whose, words, due, made=NOW - 9 * DAY):
    return make_promise(by=me, party=whose, details=PromiseDetails(words, due_at=due), at=made)


def plan(me, title, due, whose=None, **more):
    details = TaskDetails(title, me.pk, party=whose, due_at=due, **more)
    return add_task(by=me, details=details, at=NOW - 2 * DAY)


def desk(user, at=NOW):
    user.__dict__.pop("_reach", None)
    return queries.desk_of(user, at)


def headline(user, at=NOW):
    return panels.headline(desk(user, at), user.level)


def listed(user, by="date"):
    found = panels.groups_of(desk(user), by)
    return [(group.title, [row.thing.title for row in group.rows]) for group in found]


def test_the_headline_says_what_is_owed_to_how_many_and_what_is_late(me, jonas):
    halina = party("Halina Wrona", kind="person")
    for number in range(3):
        owe(me, jonas, f"Plan {number}", NOW - DAY)
    owe(me, halina, "Update", NOW + DAY)
    assert headline(me) == "You owe four things to two people. Three are late."
    assert headline(me, NOW - 5 * DAY) == "Nothing is late. Next: Wednesday."


def test_one_is_one_and_beyond_twelve_stand_digits(me, jonas):
    owe(me, jonas, "Plan", NOW - DAY)
    assert headline(me) == "You owe one thing to one person. One is late."
    for number in range(13):
        owe(me, jonas, f"Plan {number}", NOW - DAY)
    assert headline(me) == "You owe 14 things to one person. 14 are late."


def test_organisations_are_not_people(me):
    owe(me, party("Brackenford Dairy"), "Test window", NOW - DAY)
    assert headline(me) == "You owe one thing to one stakeholder. One is late."


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (None, "Nothing is late."),
        (0.2, "Nothing is late. One thing is due today."),
        (1, "Nothing is late. Next: tomorrow."),
        (5, "Nothing is late. Next: Tuesday."),
        (30, "Nothing is late. Next: 19 Dec."),
    ],
)
def test_what_is_not_late_is_told_by_what_comes_next(me, days, says):
    plan(me, "Order chairs", NOW + days * DAY if days else None)
    assert headline(me) == says


def test_nothing_owed_is_said_and_that_is_all(me):
    assert headline(me) == "Nothing needs you today."


def test_what_nobody_is_owed_is_told_without_people(me):
    plan(me, "Order chairs", NOW - DAY)
    assert headline(me) == "You owe one thing. One is late."


def test_a_practitioner_is_told_the_day(person, jonas):
    me = person(name="Olga", level=4)
    plan(me, "Visit the school", NOW + timedelta(hours=2), jonas)
    plan(me, "Call the dairy", NOW - DAY, jonas)
    plan(me, "Later", NOW + 9 * DAY, jonas)
    assert headline(me) == "You have two things to do today. One is late."


def test_a_lead_is_told_what_the_departments_owe(person, jonas):
    env, ops = department("Environment"), department("Operations")
    lead = person(Role.LEAD, name="Anneli", level=6)
    for name, home, days in (("a", env, -1), ("b", env, -1), ("c", ops, -1), ("d", ops, 5)):
        somebody = person(name=name)
        type(somebody).objects.filter(pk=somebody.pk).update(department=home)
        owe(somebody, jonas, f"Plan {name}", NOW + days * DAY)
    assert headline(lead) == (
        "Your people owe four things. Three are late. Most of it stands in Environment."
    )
    assert [(s.name, s.late_count, s.open_count) for s in desk(lead).shares] == [
        ("Environment", 2, 2), ("Operations", 1, 2),
    ]  # fmt: skip


def test_an_executive_is_told_which_relations_go_quiet(person):
    chief = person(Role.EXECUTIVE, name="Grace", level=7)
    party("Town Council", owner_id=chief.pk, tier="key", at=NOW - 60 * DAY)
    assert headline(chief) == "One relationship of yours is going quiet."


@pytest.mark.duty("R08")
def test_the_list_is_cut_by_what_is_late_today_soon_and_later(me, jonas):
    owe(me, jonas, "Revised plan", NOW - 2 * DAY)
    owe(me, jonas, "Baseline", NOW + timedelta(hours=6))
    plan(me, "Brief", NOW + 5 * DAY, jonas)
    owe(me, jonas, "Data set", NOW + 20 * DAY)
    plan(me, "Some day", None, jonas)
    assert listed(me) == [
        ("Late", ["Revised plan"]),
        ("Today", ["Baseline"]),
        ("Next seven days", ["Brief"]),
        ("Later", ["Data set", "Some day"]),
    ]


def test_by_person_those_stand_first_to_whom_most_is_late(me, jonas):
    halina = party("Halina Wrona", kind="person")
    owe(me, jonas, "Revised plan", NOW - 2 * DAY)
    for words in ("Update", "Photos"):
        owe(me, halina, words, NOW - DAY)
    plan(me, "Order chairs", NOW + DAY)
    assert listed(me, "person") == [
        ("Halina Wrona", ["Update", "Photos"]),
        ("Jonas Vetter", ["Revised plan"]),
        ("Without a stakeholder", ["Order chairs"]),
    ]


def test_what_others_owe_us_or_others_of_ours_owe_is_not_mine(me, jonas, person):
    theirs = PromiseDetails("Field list", side="they", due_at=NOW - DAY)
    make_promise(by=me, party=jonas, details=theirs, at=NOW)
    owe(person(name="Piotr"), jonas, "Minutes", NOW - DAY)
    assert listed(me) == []


def test_what_sleeps_is_out_of_sight_until_its_day(me, jonas):
    promise = owe(me, jonas, "Data set", NOW + 20 * DAY)
    snooze_promise(by=me, promise=promise, until=(NOW + 3 * DAY).date(), reason="Waits", at=NOW)
    assert listed(me) == []
    assert [thing.ref for thing in desk(me).snoozed] == [promise.ref]
    assert [thing.ref for thing in desk(me, NOW + 3 * DAY).things] == [promise.ref]


@pytest.mark.duty("R15")
def test_who_stands_in_sees_what_the_absent_one_owes(me, jonas, person):
    piotr = person(name="Piotr Zieliński")
    owe(piotr, jonas, "Minutes", NOW - DAY)
    party("Dairy", owner_id=piotr.pk, tier="key", at=NOW - 60 * DAY)
    plan_absence(
        by=SYSTEM, person=piotr, from_date=NOW.date(), until_date=(NOW + 4 * DAY).date(),
        deputy=me, at=NOW,
    )  # fmt: skip
    (group,) = panels.groups_of(desk(me), "date")
    (row,) = group.rows
    assert (row.thing.title, row.covered) == (
        "Minutes", "for Piotr Zieliński, away until 23 Nov",
    )  # fmt: skip
    assert [quiet.party.name for quiet in desk(me).quiet] == ["Dairy"]
    assert desk(me, NOW + 9 * DAY).things == []


def test_the_week_shows_what_fell_due_was_settled_and_is_late(me, jonas):
    kept = owe(me, jonas, "Path", NOW - 2 * DAY)
    keep_promise(by=me, promise=kept, at=NOW - 3 * DAY)
    owe(me, jonas, "Revised plan", NOW - 2 * DAY)
    done = plan(me, "Call", NOW - 3 * DAY, jonas)
    finish_task(by=me, task=done, at=NOW - 3 * DAY)
    owe(me, jonas, "Baseline", NOW + timedelta(hours=6))
    week = panels.week(desk(me))
    assert [(day.weekday, day.number, day.cls) for day in week[:7]] == [
        ("Mon", 16, "past"), ("Tue", 17, "past late"), ("Wed", 18, "past"), ("Thu", 19, "now"),
        ("Fri", 20, ""), ("Sat", 21, "off"), ("Sun", 22, "off"),
    ]  # fmt: skip
    assert 'aria-label="2 things, late: 1"' in week[1].pips
    assert week[1].pips.count('class="lt"') == 1
    assert (week[1].href, week[3].href, week[4].href) == ("#late", "#d2026-11-19", "#owed")


@pytest.mark.duty("R08")
def test_my_day_shows_what_has_a_time_and_what_stands_open(me, jonas):
    walk = plan(me, "Walk the haul road", NOW + timedelta(hours=2), jonas)
    plan(me, "Stand-up", NOW - timedelta(hours=1))
    plan(me, "Review", NOW + timedelta(hours=5))
    plan(me, "Some time today", NOW.replace(hour=23, minute=59, second=59))
    owe(me, jonas, "Revised plan", NOW + 9 * DAY)
    found = panels.agenda(desk(me))
    assert [(i.time, i.meeting.appointment.title, i.cls, i.sub) for i in found] == [
        ("08:12", "Stand-up", "past", ""),
        ("11:12", "Walk the haul road", "next", "Jonas Vetter; open: 1 promise"),
        ("14:12", "Review", "", ""),
    ]
    assert found[1].meeting.appointment.url == reverse("tasks:detail", kwargs={"ref": walk.ref})


def test_those_who_went_quiet_stand_closest_first(me):
    for name, tier, days in (("Light", "light", 200), ("Key", "key", 20), ("Fresh", "key", 3)):
        party(name, owner_id=me.pk, tier=tier, at=NOW - days * DAY)
    party("Not mine", tier="key", at=NOW - 90 * DAY)
    assert [quiet.party.name for quiet in desk(me).quiet] == ["Key", "Light"]


def test_what_one_may_not_see_is_not_owed(me, jonas):
    owe(me, jonas, "Revised plan", NOW - DAY)
    restrict(by=SYSTEM, party=jonas, visibility="named", at=NOW)
    type(jonas).objects.filter(pk=jonas.pk).update(owner=None)
    assert listed(me) == []


# --- the page


@pytest.fixture
def page(client, me):
    client.force_login(me)
    return client


def test_the_page_shows_rows_with_all_their_keys(page, me, jonas):
    promise = owe(me, jonas, "Revised <plan>", clock.now() + 2 * DAY)
    late = owe(me, jonas, "Late plan", clock.now() - 2 * DAY)
    html = page.get("/").content.decode()
    assert "Revised &lt;plan&gt;" in html
    assert "You owe two things to one person. One is late." in html
    for verb, url in (
        ("done", f"/promises/{promise.ref}/keep/"), ("snooze", f"/promises/{promise.ref}/snooze/"),
        ("hand-over", f"/promises/{promise.ref}/hand-over/"), ("reply", f"/log/?about={jonas.ref}"),
    ):  # fmt: skip
        assert f'data-verb="{verb}"' in html
        assert url in html
    assert "2 d late" in html
    assert "By person" in html
    assert f"/promises/{late.ref}/move/" in html
    assert f"/promises/{late.ref}/snooze/" not in html


def test_the_page_by_person_and_with_what_sleeps(page, me, jonas):
    promise = owe(me, jonas, "Data set", clock.now() + 20 * DAY)
    owe(me, jonas, "Plan", clock.now() + DAY)
    snooze_promise(
        by=me, promise=promise, until=(clock.now() + 3 * DAY).date(), reason="Waits",
        at=clock.now(),
    )  # fmt: skip
    html = page.get("/?by=person").content.decode()
    assert "1 snoozed, show" in html
    assert "Data set" not in html
    assert "Data set" in page.get("/?snoozed=1").content.decode()


def test_after_a_tick_only_the_top_is_drawn_anew(page, me, jonas):
    owe(me, jonas, "Plan", clock.now() - DAY)
    html = page.get("/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in html
    assert "You owe one thing" in html
    assert 'id="n-late" hx-swap-oob="true"' in html


def test_the_page_asks_as_often_for_three_as_for_one(
    page, me, jonas, django_assert_max_num_queries
):
    def more(count):
        for number in range(count):
            owe(me, jonas, f"Plan {number}", clock.now() + DAY)
            plan(me, f"Call {number}", clock.now() + timedelta(minutes=1), jonas)
            party(f"Quiet {number}", owner_id=me.pk, tier="key", at=NOW - 900 * DAY)

    more(1)
    page.get("/")
    with django_assert_max_num_queries(40) as one:
        page.get("/")
    more(2)
    with django_assert_max_num_queries(40) as three:
        page.get("/")
    assert len(one) == len(three)


def test_each_level_has_its_order(client, person, jonas):
    lead = person(Role.LEAD, name="Anneli", level=6)
    owe(lead, jonas, "Plan", clock.now() - DAY)
    client.force_login(lead)
    html = client.get("/").content.decode()
    assert html.index("Late by department") < html.index("What I owe")


def test_who_may_read_nothing_sees_an_empty_desk(client, person):
    client.force_login(person(Role.ADMINISTRATOR))
    html = client.get("/").content.decode()
    assert "Nothing needs you today." in html


@pytest.mark.parametrize("language", ["en", "pl", "et", "ru", "zh-hans"])
def test_the_headline_stands_in_every_language(me, jonas, language):
    owe(me, jonas, "Plan", NOW - DAY)
    with translation.override(language):
        assert headline(me)
        assert "%(" not in headline(me)


@pytest.mark.duty("C16")
def test_everything_owed_over_all_initiatives_stands_ranked_with_what_counts(me, client):
    key = party("Key One", kind="person", owner_id=me.pk, tier="key")
    light = party("Light One", kind="person", owner_id=me.pk, tier="light")
    plan(me, "Late task", NOW - DAY, light)
    plan(me, "Some day", None)
    plan(me, "In a month", NOW + 20 * DAY, key)
    owe(me, key, "Plan tomorrow", NOW + DAY)
    owe(me, light, "Plan in five days", NOW + 5 * DAY)
    plan(me, "Task tomorrow", NOW + DAY, light)
    found = desk(me)
    [group] = panels.first_of(found, queries.tiers_owed(me, found))
    assert [(row.thing.title, row.why) for row in group.rows] == [
        ("Plan tomorrow", "promised · key stakeholder"),
        ("Late task", ""),
        ("Task tomorrow", ""),
        ("Plan in five days", "promised"),
        ("In a month", "key stakeholder"),
        ("Some day", ""),
    ]
    shown = signed_in(client, me).get("/?by=first").content.decode()
    assert "What comes first" in shown
    assert shown.index("Plan tomorrow") < shown.index("Some day")


def test_what_they_owe_us_stands_beside_once_it_is_late_or_nearly_due(me, jonas, client, person):
    def theirs(words, due, **more):
        details = PromiseDetails(words, side="they", due_at=due, **more)
        return make_promise(by=me, party=jonas, details=details, at=NOW - 9 * DAY)

    late = theirs("The deeds", NOW - DAY, their_owner="His lawyer")
    soon = theirs("The map", NOW + 2 * DAY)
    theirs("The survey", NOW + 9 * DAY)
    theirs("The key", NOW - DAY, owner_id=person(name="Other").pk)
    put_off = theirs("The plan", NOW + 2 * DAY)
    snooze_promise(by=me, promise=put_off, until=(NOW + DAY).date(), reason="They asked", at=NOW)
    assert desk(me).awaited == [late, soon]
    keep_promise(by=me, promise=soon, at=NOW)
    assert desk(me).awaited == [late]
    assert listed(me) == []
    page = signed_in(client, me).get("/").content.decode()
    assert "Owed to us" in page
    assert "His lawyer" in page
