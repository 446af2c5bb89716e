"""The page of a network: lists, picture and table, and whose eyes they are for."""

import itertools
import time

import pytest
from django.test import Client

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.initiatives import actions as initiatives
from accord.features.networks import actions
from accord.features.networks.models import Position
from accord.features.stakeholders.actions import restrict
from accord.foundation.jobs.models import Job
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative as make
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def meet(by, *parties, at):
    log_interaction(by=by, parties=parties, details=TalkDetails("Met"), at=at)


def chain(at, by, people, groups):
    """Let everybody talk with the next one, so that those within stand between others."""
    made = [
        party(f"{kind.title()} {n}", kind=kind)
        for kind, count in (("person", people), ("organisation", groups))
        for n in range(count)
    ]
    for one, other in itertools.pairwise(made):
        meet(by, one, other, at=at)
        meet(by, one, other, at=at)
    return made


@pytest.fixture
def signed_in():
    def sign_in(user):
        client = Client()
        client.force_login(user)
        session = client.session
        session["signed-in-at"] = session["seen-at"] = time.time()
        session.save()
        return client

    return sign_in


@pytest.fixture
def dam(at, person):
    owner = person(Role.PRACTITIONER, name="owner")
    dam = make(owner_id=owner.pk)
    parties = chain(at, owner, 6, 6)
    initiatives.take_stakes(by=SYSTEM, initiative=dam, parties=parties, at=at)
    actions.measure(by=SYSTEM, initiative=dam, at=at)
    return dam


def lists(client, dam):
    text = client.get(f"/networks/{dam.ref}/").content.decode()
    return text[text.index("Who brings others together") : text.index("data-network")], text


@pytest.mark.duty("R02")
def test_where_persons_stand_is_shown_to_the_owner_alone(signed_in, person, dam):
    owner = dam.owner
    told, whole = lists(signed_in(owner), dam)
    assert "Person 5" in told
    assert "owner" in told  # who holds the relations alone
    for role in (Role.LEAD, Role.ADMINISTRATOR, Role.PRACTITIONER, Role.VIEWER):
        client = signed_in(person(role, name=f"other {role.value}"))
        if role == Role.ADMINISTRATOR:  # runs the house, and reads none of it
            assert client.get(f"/networks/{dam.ref}/").status_code == 403
            continue
        told, whole = lists(client, dam)
        assert "Organisation 1" in told
        assert "Person" not in told.replace("Persons", "").replace("persons", "")
        assert "lies with one of us" in told
        assert "shown to nobody but the owner" in whole
        sizes = {
            node[5] for node in client.get(f"/networks/{dam.ref}/picture/").json()["nodes"]
            if node[2] == 0
        }  # fmt: skip
        assert sizes == {0.25}


def test_the_picture_holds_who_may_be_seen_and_the_table_says_the_same(signed_in, person, dam, at):
    viewer = signed_in(person(Role.VIEWER))
    told = viewer.get(f"/networks/{dam.ref}/picture/").json()
    assert (len(told["nodes"]), len(told["ties"])) == (12, 11)
    shown = viewer.get(f"/networks/{dam.ref}/").content.decode()
    assert shown.count('class="tie"') == 11
    assert all(f">{node[1]}</a>" in shown for node in told["nodes"])
    last = Position.objects.get(initiative=dam, party__name="Organisation 5").party
    restrict(by=SYSTEM, party=last, visibility="named", at=at)
    told = viewer.get(f"/networks/{dam.ref}/picture/").json()
    assert (len([node for node in told["nodes"] if node]), len(told["ties"])) == (11, 10)
    assert "Organisation 5" not in viewer.get(f"/networks/{dam.ref}/").content.decode()


def test_it_is_measured_when_somebody_asks_who_may_write(signed_in, person, at):
    dam = make()
    writer = signed_in(person(Role.PRACTITIONER))
    before = writer.get(f"/networks/{dam.ref}/").content.decode()
    assert "Not measured yet" in before
    assert signed_in(person(Role.VIEWER)).post(f"/networks/{dam.ref}/measure/").status_code == 403
    assert Job.objects.count() == 0
    assert writer.post(f"/networks/{dam.ref}/measure/").url == f"/networks/{dam.ref}/"
    assert Job.objects.get().args == {"initiative_id": dam.pk}
    assert "is being measured" in writer.get(f"/networks/{dam.ref}/").content.decode()
    assert writer.get("/networks/V-9999/").status_code == 404


def test_a_warm_route_is_told_step_by_step(signed_in, person, dam):
    client = signed_in(person(Role.VIEWER))
    found = client.get("/networks/routes/", {"to": "Organisation 5"}).content.decode()
    assert "2 talks, the last on 4 May" in found
    assert found.count('<li class="li">') == 1
    alone = client.get("/networks/routes/", {"to": party("Alone").ref}).content.decode()
    assert "No way that we know of" in alone
    assert "Nobody of this name" in client.get("/networks/routes/?to=Nowhere").content.decode()


def test_of_many_the_first_hundred_stand_in_the_table(signed_in, person, at):
    parties = [party() for _ in range(101)]
    dam = make()
    initiatives.take_stakes(by=SYSTEM, initiative=dam, parties=parties, at=at)
    actions.measure(by=SYSTEM, initiative=dam, at=at)
    shown = signed_in(person(Role.VIEWER)).get(f"/networks/{dam.ref}/").content.decode()
    assert shown.count("<tr><td>") == 100
    assert "1 more is in the picture alone." in shown


asked: list[int] = []


@pytest.mark.parametrize("count", [3, 9])
def test_it_asks_as_often_for_many_as_for_few(
    signed_in, person, at, count, django_assert_max_num_queries
):
    me, dam = person(Role.PRACTITIONER), make()
    parties = chain(at, me, 1, count + 9)
    initiatives.take_stakes(by=SYSTEM, initiative=dam, parties=parties, at=at)
    actions.measure(by=SYSTEM, initiative=dam, at=at)
    client = signed_in(me)
    client.get(f"/networks/{dam.ref}/")
    with django_assert_max_num_queries(40) as queries:
        client.get(f"/networks/{dam.ref}/")
    asked.append(len(queries))
    assert len(set(asked)) == 1
