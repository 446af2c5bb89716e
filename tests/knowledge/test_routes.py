"""Bulletins find who must know by rules, which say why; who is late is reminded; all may ask."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accord.features.knowledge import actions, jobs, queries
from accord.features.knowledge.models import Note, Question, Receipt, Route
from accord.foundation.jobs.worker import drain
from accord.foundation.journal.models import Entry
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.models import Notice
from tests.factories.departments import department
from tests.factories.initiatives import initiative
from tests.knowledge.test_notes import details, published, written

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def rule(at, name="Rule", **more):
    given = {"name": name, "reason": f"Because of {name}", "duty": "acknowledge", **more}
    return actions.add_route(by=SYSTEM, details=actions.RouteDetails(**given), at=at)


def routed(by, at, **more):
    note = written(by, at, **{"kind": "bulletin", "is_for_all": False, **more})
    return actions.publish(by=by, note=note, to=actions.To("inform", by_rules=True), at=at)


def asked(note):
    return {
        one.person.name: (one.duty, one.route.name if one.route else "")
        for one in queries.receipts_of(note)
    }


@pytest.fixture
def house(person):
    north = department("North")
    below = department("Below", parent=north)
    return {
        "author": person(name="author"),
        "boss": person(Role.LEAD, name="boss", department=north),
        "hand": person(name="hand", department=below),
        "chief": person(Role.LEAD, name="chief"),
        "admin": person(Role.ADMINISTRATOR, name="admin", department=north),
    }


def test_rules_lead_a_note_by_department_role_topic_and_initiative(house, at):
    north = house["boss"].department
    project = initiative("Hollin", owner_id=house["hand"].pk)
    rule(at, "north", department=north)
    rule(at, "leads of north", department=north, role="lead", duty="act")
    rule(at, "lorries", role="lead", topic="Lorries", duty="inform")
    rule(at, "its people", is_of_initiative=True, kind="")
    rule(at, "of hollin", initiative=project, role="lead")
    plain = routed(house["author"], at)
    assert asked(plain) == {
        "hand": ("acknowledge", "north"), "boss": ("act", "leads of north"),
    }  # fmt: skip
    lorries = routed(house["author"], at, topics="roads, lorries")
    assert asked(lorries)["chief"] == ("inform", "lorries")
    of_it = routed(house["author"], at, initiative=project)
    assert asked(of_it)["chief"] == ("acknowledge", "of hollin")
    other = routed(house["author"], at, kind="technical", initiative=project)
    assert asked(other) == {"hand": ("acknowledge", "its people")}
    by_hand = published(house["author"], at, house["chief"])
    assert asked(by_hand) == {"chief": ("acknowledge", "")}


def test_a_rule_gives_its_own_days_and_asks_anew_for_a_new_edition(house, at):
    rule(at, "leads", role="lead", days=3)
    note = routed(house["author"], at)
    assert {one.due_at for one in queries.receipts_of(note)} == {at + 3 * DAY}
    later = at + 10 * DAY
    actions.amend(
        by=house["author"], note=note, details=details(title="Anew", kind="bulletin"), at=later,
        due_at=later + DAY,
    )  # fmt: skip
    found = queries.receipts_of(note)
    assert {(one.edition, one.due_at, one.route.name) for one in found} == {
        (2, later + DAY, "leads")
    }


def test_a_rule_that_ended_leads_nowhere_and_what_it_asked_stays(house, at):
    route = rule(at, "leads", role="lead")
    note = routed(house["author"], at)
    actions.end_route(by=house["boss"], route=route, at=at)
    assert asked(routed(house["author"], at)) == {}
    assert set(asked(note)) == {"boss", "chief"}
    with pytest.raises(Stale):
        actions.end_route(by=house["boss"], route=route, at=at)


@pytest.mark.parametrize(
    "wrong",
    [{"department": None, "role": ""}, {"role": "administrator"}, {"days": 0}, {"duty": "x"}],
)
def test_a_rule_that_makes_no_sense_is_refused(house, at, wrong):
    with pytest.raises(Invalid):
        rule(at, **{"role": "lead", **wrong})
    before = Entry.objects.count()
    given = actions.RouteDetails("r", "r", "inform", role="lead")
    with pytest.raises(NotAllowed):
        actions.add_route(by=house["hand"], details=given, at=at)
    assert (Route.objects.count(), Entry.objects.count()) == (0, before)


@pytest.mark.duty("L04")
def test_news_reaches_whom_the_rules_name_and_one_sees_that_it_did(client, house):
    def at(name, **kwargs):
        return reverse(f"knowledge:{name}", kwargs=kwargs)

    def shown(address):
        return client.get(address).content.decode()

    boss, hand, author = house["boss"], house["hand"], house["author"]
    client.force_login(boss)
    given = {
        "name": "Lorries", "reason": "Neighbours call you first", "duty": "acknowledge",
        "kind": "bulletin", "topic": "lorries", "department": boss.department_id, "days": 2,
    }  # fmt: skip
    assert client.post(at("route-add"), {**given, "department": ""}).status_code == 422
    assert client.post(at("route-add"), given).status_code == 302
    assert "Neighbours call you first" in shown(at("routes"))
    client.force_login(author)
    sent = {"kind": "bulletin", "title": "Nine to three", "words": "Only", "topics": "lorries"}
    client.post(at("add"), sent)
    ref = Note.objects.get().ref
    assert "Lorries" in shown(at("publish", ref=ref))
    client.post(at("publish", ref=ref), {"duty": "inform", "by_rules": "on"})
    here = at("detail", ref=ref)
    assert "0 of 2 acknowledged" in shown(here)
    assert "by the rule “Lorries”" in shown(here)
    drain()
    assert {one.person_id for one in Notice.objects.all()} == {boss.pk, hand.pk}

    client.force_login(hand)
    assert "You get it because: Neighbours call you first" in shown(here)
    client.post(at("ask", ref=ref), {"words": "And Sundays?"})
    client.post(at("acknowledge", ref=ref))
    client.force_login(author)
    assert "1 of 2 acknowledged" in shown(here)
    client.post(at("answer", ref=ref, pk=Question.objects.get().pk), {"words": "Never"})
    client.force_login(boss)
    assert "Never" in shown(here)

    Receipt.objects.filter(person=boss).update(due_at=clock.now() - DAY)
    Notice.objects.all().delete()
    for _turn in range(2):  # reminded once
        jobs.remind_overdue(None)
    drain()
    [late] = Notice.objects.filter(person_id=boss.pk)
    assert late.kind == "knowledge.overdue"
