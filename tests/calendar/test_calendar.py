"""One calendar over everything, and feeds of it that end when their owner says so."""

import re
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from accord.features.promises.actions import PromiseDetails, keep_promise, make_promise
from accord.features.tasks.actions import TaskDetails, add_task
from accord.foundation.accounts.actions import deactivate
from accord.foundation.accounts.models import Token
from accord.foundation.accounts.scopes import known_scopes
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import last_second
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.admin.conftest import signed_in
from tests.factories.departments import department
from tests.factories.stakeholders import party
from tests.factories.strategies import activity, strategy

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(person):
    return person(name="Marta Kask")


@pytest.fixture
def desk(client, me):
    return signed_in(client, me)


@pytest.fixture
def soon(settings):
    return last_second(clock.now().date() + timedelta(days=2), settings.HOUSE_TIME_ZONE)


def planned(by, title, due, **fields):
    details = TaskDetails(title, by.pk, due_at=due, **fields)
    return add_task(by=by, details=details, at=clock.now())


def promised(by, words, due, to=None, **fields):
    details = PromiseDetails(words, owner_id=by.pk, due_at=due, **fields)
    return make_promise(by=by, party=to or party("Jonas Vetter"), details=details, at=clock.now())


def main(answer):
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def subscribed(desk, whose="mine"):
    page = desk.post(
        "/calendar/feeds/make/", {"name": "Telephone", "whose": whose}
    ).content.decode()
    return re.search(r"<code>http://testserver(/calendar/feed/[^<]+)</code>", page)[1]


def events(answer):
    return {str(e["summary"]): e for e in Calendar.from_ical(answer.content).walk("VEVENT")}


@pytest.mark.duty("C16")
def test_everything_of_mine_stands_on_its_day(desk, me, person, soon):
    other = person(name="Piotr Lis")
    promised(me, "Revised plan", soon)
    planned(me, "Walk the road", soon + timedelta(days=1))
    planned(me, "In a year", soon + timedelta(days=365))
    planned(other, "Not mine", soon)
    shown = main(desk.get("/calendar/"))
    assert "Revised plan" in shown
    assert "Jonas Vetter" in shown
    assert "Walk the road" in shown
    assert "In a year" not in shown
    assert "Not mine" not in shown
    tasks = main(desk.get("/calendar/?kind=tasks"))
    assert ("Revised plan" in tasks, "Walk the road" in tasks) == (False, True)
    ahead = (soon + timedelta(days=365)).date().isoformat()
    assert "In a year" in main(desk.get(f"/calendar/?from={ahead}"))
    assert "Nothing stands here" in main(desk.get("/calendar/?from=1999-01-01"))
    assert desk.get("/calendar/?from=nonsense&of=x&kind=y").status_code == 200


def test_a_department_shows_what_those_below_it_owe(client, person, soon):
    house = department("Operations")
    below = department("Network", parent=house)
    lead, one, far = (
        person(name=name, department=place)
        for name, place in (("Lead", house), ("One", below), ("Far", department("Legal")))
    )
    for who in (lead, one, far):
        planned(who, f"Task of {who.name}", soon)
    shown = main(signed_in(client, lead).get("/calendar/?of=team"))
    assert "Task of Lead" in shown
    assert "Task of One" in shown
    assert "Task of Far" not in shown


@pytest.mark.duty("C16")
def test_a_feed_brings_it_into_another_calendar(desk, client, me, soon):
    promise = promised(me, "Revised plan, with a comma; and more", soon)
    at_four = clock.now().replace(microsecond=0) + timedelta(days=1)
    planned(me, "Walk the road", at_four)
    href = subscribed(desk)
    client.logout()
    answer = client.get(href)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    found = events(answer)
    assert set(found) == {"Revised plan, with a comma; and more", "Walk the road"}
    plan = found["Revised plan, with a comma; and more"]
    assert plan["dtstart"].dt == clock.now().date() + timedelta(days=2)
    assert isinstance(plan["dtstart"].dt, date)
    assert str(plan["url"]).endswith(f"/promises/{promise.ref}/")
    assert str(plan["uid"]) == f"promises-{promise.ref}@localhost"
    assert found["Walk the road"]["dtstart"].dt == at_four
    keep_promise(by=me, promise=promise, at=clock.now())
    again = events(client.get(href))["Done: Revised plan, with a comma; and more"]
    assert again["uid"] == plan["uid"], "other calendars change it rather than add it"


def test_a_feed_shows_no_more_than_its_owner_may_see(desk, client, person, me, soon):
    lead = person(Role.LEAD, name="Olga")
    secret = party("The Secret Trust", visibility="named", owner_id=lead.pk)
    planned(me, "Call them", soon)
    details = PromiseDetails("Hidden words", owner_id=me.pk, due_at=soon, visibility="named")
    make_promise(by=lead, party=secret, details=details, at=clock.now())
    body = client.get(subscribed(desk)).content.decode()
    assert "Call them" in body
    assert "Hidden" not in body
    assert "Secret" not in body


def test_of_what_is_for_named_people_a_feed_says_only_when_and_where(desk, client, me, soon):
    secret = party("The Secret Trust", visibility="named", owner_id=me.pk)
    planned(me, "Call them", soon, party=secret)
    promised(me, "Hidden words", soon, visibility="named")
    assert "Hidden words" in main(desk.get("/calendar/"))
    body = client.get(subscribed(desk)).content.decode()
    assert body.count("SUMMARY:Restricted") == 2
    assert "/promises/P-0001/" in body
    for words in ("Hidden", "Secret", "Call them"):
        assert words not in body


def test_a_feed_ends_with_its_owners_word_and_with_the_owner(desk, client, me, soon):
    planned(me, "Walk the road", soon)
    first, second = subscribed(desk), subscribed(desk)
    token = Token.objects.order_by("pk").first()
    desk.post(f"/calendar/feeds/{token.pk}/revoke/")
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    assert "revoked" in main(desk.get("/calendar/feeds/"))
    deactivate(by=SYSTEM, person=me, at=clock.now())
    assert client.get(second).status_code == 404
    assert client.get("/calendar/feed/accord_nothing/accord.ics").status_code == 404


def test_an_address_opens_nothing_else_and_a_key_no_calendar(desk, client, me):
    secret = subscribed(desk).split("/")[3]
    asked = client.get("/api/v1/tasks", HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert asked.status_code == 403
    offered = main(desk.get("/me/keys/make/"))
    assert known_scopes()["calendar"].of_feed
    assert "calendar" not in offered
    page = desk.post("/me/keys/make/", {"name": "Program", "scopes": ["read"], "days": 30})
    key = re.search(r"accord_[\w-]+", page.content.decode())[0]
    assert client.get(f"/calendar/feed/{key}/accord.ics").status_code == 404


def test_nobody_ends_the_address_of_somebody_else(client, person, me):
    subscribed(signed_in(client, me))
    token = Token.objects.get()
    other = signed_in(client, person(name="Piotr Lis"))
    assert other.post(f"/calendar/feeds/{token.pk}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_the_calendar_asks_as_often_for_three_as_for_one(
    desk, me, soon, django_assert_max_num_queries
):
    counts = []
    for more in (1, 2):
        for n in range(more):
            promised(me, f"Promise {n}", soon)
            planned(me, f"Task {n}", soon, party=party())
        desk.get("/calendar/")
        with django_assert_max_num_queries(40) as asked:
            desk.get("/calendar/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_feed_of_a_strategy_holds_its_contacts_whoever_does_them_and_nothing_else(
    desk, me, soon, client
):
    at = clock.now()
    other = party("Jonas Vetter")
    made, objective = strategy(me, at=at, name="Quiet nights")
    activity(objective, [other, party("Hidden", visibility="named")], at=at)
    strategy(me, at=at, name="Another one", approved=False)
    planned(me, "Not of the plan", soon)
    form = main(desk.get("/calendar/feeds/make/"))
    assert "Quiet nights" in form
    assert "Another one" not in form
    page = desk.post(
        "/calendar/feeds/make/", {"name": "The team", "whose": "mine", "plan": made.pk}
    ).content.decode()
    address = re.search(r"<code>http://testserver(/calendar/feed/[^<]+)</code>", page)[1]
    client.logout()
    found = Calendar.from_ical(client.get(address).content)
    events = list(found.walk("VEVENT"))
    assert str(found["X-WR-CALNAME"]).endswith("Quiet nights")
    assert {str(one["SUMMARY"]) for one in events} == {"Walk along the works"}
    assert {str(one["DESCRIPTION"]) for one in events} == {"Jonas Vetter"}
    assert [one.scopes for one in Token.objects.all()] == [[f"calendar-plan@{made.ref}"]]
    desk.force_login(me)
    assert made.ref in main(signed_in(desk, me).get("/calendar/feeds/"))
