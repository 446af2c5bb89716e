"""Mail that a department has together, and what colleagues give each other."""

from datetime import timedelta

import pytest

from accord.features.correspondence import actions, queries
from accord.features.correspondence.models import Looking, Message
from accord.features.stakeholders.actions import (
    ContactDetails,
    add_contact_point,
    erase_party,
    hand_over,
)
from accord.foundation.accounts import actions as accounts
from accord.foundation.accounts.models import Grant
from accord.foundation.arrivals import actions as arrivals
from accord.foundation.arrivals.models import Arrival
from accord.foundation.journal.models import Letter
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.arrivals.letters import letter
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


@pytest.fixture
def office(at):
    return accounts.add_department(by=SYSTEM, name="Office", parent=None, at=at)


@pytest.fixture
def people(person, office, at):
    """Give two of the office and one of elsewhere; each sees everything there is."""
    ann, bo, else_ = person(name="ann"), person(name="bo"), person(name="else")
    for one in (ann, bo):
        one.department = office
        one.save()
    return ann, bo, else_


def take(owner, at, *letters, **fields):
    way = arrivals.Way(source="office", owner_id=owner.pk, **fields)
    arrivals.take_in(by=owner, letters=letters, way=way, at=at)
    arrivals.file_new(by=SYSTEM, at=at)
    return Message.objects.order_by("-pk").first()


def waiting(*people, at):
    return [
        list(queries.waiting_for(one, at.date()).values_list("message_id", flat=True))
        for one in people
    ]


def shared(owner, office, at, *letters):
    return take(owner, at, *letters, department_id=office.pk, sight="department")


def test_what_waits_for_a_department_waits_for_each_of_its_people(people, office, at):
    ann, bo, other = people
    message = shared(ann, office, at, letter(1))
    assert waiting(ann, bo, other, at=at) == [["1@vald.example"], ["1@vald.example"], []]
    assert list(queries.visible_to(other)) == []
    with pytest.raises(NotAllowed):
        actions.file_message(by=other, message=message, parties=[party("Co-op")], at=at)
    actions.file_message(by=bo, message=message, parties=[party("Coop")], at=at)
    assert Message.objects.get().interaction.visibility == "department"
    assert (Arrival.objects.get().state, Arrival.objects.get().reason) == ("filed", "by-hand")
    assert waiting(ann, bo, at=at) == [[], []]
    take(ann, at, letter(2))
    assert waiting(ann, bo, at=at) == [["2@vald.example"], []]


def test_who_is_given_a_mail_has_it_and_nobody_else(people, office, at, person):
    ann, bo, other = people
    message = shared(ann, office, at, letter(1))
    actions.assign(by=bo, message=message, to=other, at=at)
    assert waiting(ann, bo, other, at=at) == [[], [], ["1@vald.example"]]
    assert queries.visible_to(ann).count() == 1
    assert Letter.objects.filter(name="correspondence.assigned").count() == 1
    actions.file_message(by=other, message=message, parties=[party("Co-op")], at=at)
    assert Arrival.objects.get().owner == other
    with pytest.raises(Stale):
        actions.assign(by=other, message=message, to=ann, at=at)

    own = take(ann, at, letter(2))
    with pytest.raises(NotAllowed):
        actions.assign(by=bo, message=own, to=bo, at=at)
    with pytest.raises(Invalid):
        actions.assign(by=ann, message=own, to=person(Role.VIEWER), at=at)
    assert Message.objects.get(pk=own.pk).owner == ann
    actions.assign(by=ann, message=own, to=bo, at=at)
    assert list(queries.visible_to(ann).filter(pk=own.pk)) == []
    assert waiting(ann, bo, at=at) == [[], ["2@vald.example"]]


def test_a_strangers_mail_goes_to_the_contact_of_its_house_or_who_stands_in(people, office, at):
    ann, bo, other = people
    vald = party("Vald")
    details = ContactDetails("mail", "mari@vald.example")
    add_contact_point(by=SYSTEM, party=vald, details=details, at=at)
    hand_over(by=SYSTEM, party=vald, to=other, at=at)
    shared(ann, office, at, letter(1))
    assert Message.objects.get().state == "filed"
    assert Letter.objects.filter(name="correspondence.shared-filed").count() == 1
    second = shared(ann, office, at, letter(2, sender="clerk@vald.example"))
    assert (second.state, second.owner, second.assigned_at) == ("waiting", other, at)
    assert queries.proposed_for(other, second) == vald
    day = at.date()
    accounts.plan_absence(
        by=other, person=other, from_date=day, until_date=day, deputy=bo, at=at, reason=""
    )
    third = shared(ann, office, at, letter(3, sender="boss@vald.example"))
    assert third.owner == bo
    own = take(ann, at, letter(4, sender="new@vald.example"))
    assert own.owner == ann


def test_a_provider_of_many_tells_nothing(people, at):
    ann = people[0]
    for number, name in enumerate(("One", "Two", "Three", "Four"), 1):
        made = party(name)
        message = take(ann, at, letter(number, sender=f"{name}@post.example"))
        assert (queries.proposed_for(ann, message) is None) is (number == 1)
        actions.file_message(by=ann, message=message, parties=[made], at=at)
    last = take(ann, at, letter(9, sender="five@post.example"))
    assert queries.proposed_for(ann, last) is None
    party("Mari Mägi")
    assert queries.proposed_for(ann, take(ann, at, letter(10))).name == "Mari Mägi"


def test_who_else_looks_is_said_for_as_long_as_they_do(people, office, at):
    ann, bo, _other = people
    message = shared(ann, office, at, letter(1))
    actions.look_at(by=ann, message=message, at=at)
    actions.look_at(by=ann, message=message, at=at)
    assert queries.looking_at(message, bo, at) == ["ann"]
    assert queries.looking_at(message, ann, at) == []
    assert queries.looking_at(message, bo, at + timedelta(minutes=2)) == []
    actions.look_at(by=bo, message=message, at=at + timedelta(days=2))
    assert Looking.objects.count() == 1


def test_the_inbox_offers_all_of_it_by_key(as_role, office, at):
    client = as_role(Role.PRACTITIONER)
    me = Grant.objects.get().person
    me.department = office
    me.save()
    bo = accounts.add_person(by=SYSTEM, email="bo@example.org", name="Bo", at=at)
    accounts.grant(by=SYSTEM, person=bo, role=Role.PRACTITIONER, at=at)
    party("Mari Mägi", kind="person")
    shared(bo, office, at, letter(1, text="I will send the plan by 20 May."))
    page = client.get("/inbox/").content.decode()
    for verb in ("open", "promise", "assign", "snooze"):
        assert f'data-verb="{verb}"' in page
    assert "Office" in page
    form = client.get("/inbox/M-0001/file/?promises=1").content.decode()
    assert "Mari Mägi" in form
    assert "checked" in form.split("promises", 1)[1]
    assert b"looking" in client.get("/inbox/M-0001/").content
    actions.look_at(by=bo, message=Message.objects.get(), at=Message.objects.get().arrival.taken_at)
    assert client.post("/inbox/M-0001/looking/").status_code == 200
    assert client.post("/inbox/M-0001/assign/", {"to": bo.pk}).status_code == 302
    assert Message.objects.get().owner == bo
    assert b"No mail waits." in client.get("/inbox/").content


def test_a_mail_to_two_colleagues_is_in_the_private_mailbox_of_each(people, office, at):
    ann, bo, other = people
    assert take(ann, at, letter(1)).owner == ann
    take(ann, at, letter(1))
    assert take(bo, at, letter(1)).owner == bo
    take(bo, at, letter(1))
    assert Message.objects.count() == 2
    assert waiting(ann, bo, other, at=at) == [["1@vald.example"], ["1@vald.example"], []]
    mine, his = Message.objects.order_by("pk")
    assert list(queries.visible_to(ann)) == [mine]
    vald = party("Vald")
    for who, one in ((ann, mine), (bo, his)):
        actions.file_message(by=who, message=one, parties=[vald], at=at)
    assert list(queries.visible_to(bo)) == [his]
    erase_party(by=SYSTEM, party=vald, reason="asked for it", at=at)
    for who in (ann, bo, other):
        take(who, at, letter(1))
    assert Arrival.objects.count() == 2


def test_what_many_of_us_have_comes_once(people, office, at):
    ann, bo, other = people
    shared(ann, office, at, letter(1))
    take(bo, at, letter(1))
    take(other, at, letter(2, sender="ann@example.org", to="bo@example.org"))
    take(bo, at, letter(2, sender="ann@example.org", to="bo@example.org"))
    assert Arrival.objects.count() == 2
