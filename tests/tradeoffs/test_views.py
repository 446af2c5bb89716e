import pytest
from django.urls import reverse

from accord.features.tradeoffs import actions, queries
from accord.features.tradeoffs.models import Bearing, Demand, TradeOff
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def address(name, **kwargs):
    return reverse(f"tradeoffs:{name}", kwargs=kwargs)


@pytest.mark.duty("C14")
def test_from_the_question_to_the_decision_by_form(client, person):
    client.force_login(person(Role.LEAD))
    school = party("School")
    assert client.post(address("add"), {"title": " "}).status_code == 422
    assert client.post(address("add"), {"title": "When lorries drive"}).status_code == 302
    ref = TradeOff.objects.get().ref
    add = address("demand-add", ref=ref)
    assert client.post(add, {"who": "Nobody", "words": "Quiet"}).status_code == 422
    client.post(add, {"who": school.ref, "words": "Not at half past seven"})
    client.post(address("option-add", ref=ref), {"words": "From nine"})
    [option], demand = queries.options_of(TradeOff.objects.get()), Demand.objects.get()
    decide = address("decide", ref=ref, pk=option.pk)
    assert client.post(decide, {"grounds": "Best"}).status_code == 422
    weigh = address("weigh", ref=ref, pk=option.pk, demand=demand.pk)
    assert client.post(weigh, {"effect": "7"}).status_code == 422
    assert client.post(weigh, {"effect": "2"}).status_code == 302
    assert client.post(decide, {"grounds": "Nobody loses"}).status_code == 302
    board = client.get(address("detail", ref=ref)).content.decode()
    for words in ("Not at half past seven", "gains much", "1 gain, 0 lose", "Nobody loses"):
        assert words in board
    assert "Nobody loses" in client.get(address("list")).content.decode()
    assert client.post(weigh, {"effect": "-2"}).status_code == 422
    assert Bearing.objects.get().effect == 2
    client.post(address("reopen", ref=ref))
    client.post(address("option-drop", ref=ref, pk=option.pk))
    client.post(address("demand-drop", ref=ref, pk=demand.pk))
    assert not Bearing.objects.exists()
    assert not Demand.objects.exists()


def test_pages_ask_as_often_for_three_as_for_one(client, person, django_assert_max_num_queries):
    client.force_login(person(Role.MANAGER))
    on, counts = {"by": SYSTEM, "at": clock.now()}, []
    for size in (1, 3):
        for _ in range(size):
            made = actions.open_tradeoff(details=actions.TradeOffDetails("Either, or"), **on)
        for _ in range(size):
            actions.add_demand(tradeoff=made, party=party(), words="This", **on)
            actions.add_option(tradeoff=made, words="That", **on)
        for page in (address("list"), address("detail", ref=made.ref)):
            client.get(page)
            with django_assert_max_num_queries(30) as asked:
                assert client.get(page).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
