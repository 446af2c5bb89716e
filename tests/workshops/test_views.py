import re

import pytest
from django.test import Client
from django.urls import reverse

from accord.features.workshops import actions, queries
from accord.features.workshops.models import Guest, Placing, Workshop
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party
from tests.factories.workshops import workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    at = clock.now()
    of = initiative(at=at)
    names = ("Anna Kask", "Water board")
    return workshop(*(stake(of, who=party(name, at=at), at=at) for name in names), at=at)


def link(held):
    return reverse("workshops:take-part", kwargs={"token": queries.token_of(held)})


def put_next(client, here, power, interest):
    page = client.get(here).content.decode()
    action = re.search(r'action="([^"]+/put/\d+/)"', page)
    return client.post(action[1], {"place": f"{power}-{interest}"})


def test_a_workshop_is_held_from_the_link_to_the_map(client, person):
    lead = person(Role.LEAD)
    client.force_login(lead)
    of = initiative(owner_id=lead.pk)
    two = [stake(of, who=party(name)) for name in ("Anna Kask", "Water board")]
    open_ = reverse("workshops:open", kwargs={"ref": of.ref})
    assert "Anna Kask" in client.get(open_).content.decode()
    sent = {"title": "Who counts", "hours": "8", "stakes": [one.pk for one in two]}
    assert client.post(open_, {**sent, "stakes": []}).status_code == 422
    assert client.post(open_, sent).status_code == 302
    held = Workshop.objects.get()
    here = reverse("workshops:detail", kwargs={"pk": held.pk})
    assert link(held) in client.get(here).content.decode()

    phones = [Client(), Client()]
    for n, (phone, scores) in enumerate(zip(phones, ((5, 4), (4, 4)), strict=True)):
        assert "Anna Kask" not in phone.get(link(held)).content.decode()  # a name first
        assert phone.post(link(held), {"name": ""}).status_code == 422
        assert phone.post(link(held), {"name": f"Guest {n}"}).status_code == 302
        assert put_next(phone, link(held), *scores).status_code == 302
        assert put_next(phone, link(held), "", 9).status_code == 422
    assert "1 of 2 placed" in phones[0].get(link(held)).content.decode()
    assert phones[0].get(link(held), {"card": "²"}).status_code == 200
    assert Placing.objects.count() == 2

    page = client.get(here).content.decode()
    assert "Guest 1" in page
    assert "4.5" not in page
    client.post(reverse("workshops:show", kwargs={"pk": held.pk}))
    assert "4.5" in phones[0].get(link(held)).content.decode()
    [result] = queries.results(queries.cards_of(held))
    adopt = reverse("workshops:adopt", kwargs={"pk": held.pk})
    client.post(adopt, {})
    assert Workshop.objects.get().adopted_at is None
    client.post(adopt, {"cards": [result.card.pk]})
    two[0].refresh_from_db()
    assert (two[0].power, two[0].interest) == (45, 40)


def test_one_guest_is_not_another_and_each_sees_their_own_only(held):
    anna, boris = Client(), Client()
    for client, name in ((anna, "Anna"), (boris, "Boris")):
        client.post(link(held), {"name": name})
    put_next(anna, link(held), 5, 5)
    assert "power 5.0, interest 5.0" in anna.get(link(held)).content.decode()
    assert "power 5.0" not in boris.get(link(held)).content.decode()
    boris.cookies["workshop-guest"] = f"{Guest.objects.get(name='Anna').pk}:made-up"
    assert "Your name" in boris.get(link(held)).content.decode()
    [card, _other] = queries.cards_of(held)
    token = queries.token_of(held)
    action = reverse("workshops:put", kwargs={"token": token, "card_id": card.pk})
    assert Client().post(action, {"place": "1-1"}).status_code == 404
    foreign = reverse("workshops:put", kwargs={"token": token, "card_id": 10**6})
    assert anna.post(foreign, {"place": "1-1"}).status_code == 404
    assert Placing.objects.count() == 1


def test_a_link_that_is_over_says_so_and_one_made_up_is_not_found(client):
    old = clock.now() - clock.now().resolution
    at = old.replace(year=old.year - 1)
    held = workshop(stake(initiative(at=at), at=at), at=at)
    assert client.get(link(held)).status_code == 410
    assert client.get(link(held)[:-2] + "x/").status_code == 404


def test_what_all_said_is_shown_by_the_link_for_a_week(client, held):
    actions.show_workshop(by=SYSTEM, workshop=held, at=clock.now())
    assert "What all together said" in client.get(link(held)).content.decode()
    Workshop.objects.update(shown_at=clock.now() - actions.LONGEST)
    answer = client.get(link(held))
    assert answer.status_code == 410
    assert "Water board" not in answer.content.decode()


@pytest.mark.parametrize("verb", ["detail", "show", "adopt"])
def test_only_who_may_hold_it_sees_the_link(client, person, held, verb):
    client.force_login(person(Role.PRACTITIONER))
    address = reverse(f"workshops:{verb}", kwargs={"pk": held.pk})
    answer = client.get(address) if verb == "detail" else client.post(address, {})
    assert answer.status_code == 403
    assert Workshop.objects.get().shown_at is None


def test_pages_ask_as_often_for_three_as_for_one(client, person, django_assert_max_num_queries):
    client.force_login(person(Role.MANAGER))
    at, counts = clock.now(), []
    for size in (1, 3):
        of = initiative(at=at)
        held = workshop(*(stake(of, at=at) for _ in range(size)), at=at)
        guests = [actions.join(by=SYSTEM, workshop=held, name="Anna", at=at) for _ in range(size)]
        for guest in guests:
            for card in queries.cards_of(held):
                actions.put(by=SYSTEM, guest=guest, card=card, power=30, interest=30, at=at)
        actions.show_workshop(by=SYSTEM, workshop=held, at=at)
        for address in (reverse("workshops:detail", kwargs={"pk": held.pk}), link(held)):
            client.get(address)
            with django_assert_max_num_queries(40) as asked:
                assert client.get(address).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
