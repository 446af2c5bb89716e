import pytest
from django.test import Client
from django.urls import reverse

from accord.features.feedback import actions, queries
from accord.features.feedback.models import Fact, Feedback
from accord.features.needs.actions import hear_need
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui.owed import owed_by
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def address(name, **kwargs):
    return reverse(f"feedback:{name}", kwargs=kwargs)


def shown(client, at):
    answer = client.get(at)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.duty("R16")
def test_a_stakeholder_reads_it_by_the_link_until_both_mean_the_same(client, person):
    client.force_login(person(name="Marta Kask"))
    dairy = party("Brackenford Dairy")
    need = hear_need(by=SYSTEM, party=dairy, words="Inside only", at=clock.now())
    record = reverse("stakeholders:detail", kwargs={"ref": dairy.ref})
    add = f"{address('add')}?about={dairy.ref}"
    assert add in shown(client, record).replace("&amp;", "&")
    sent = {"title": "How the talks went", "words": "The figures helped"}
    assert client.post(add, {**sent, "words": " "}).status_code == 422
    assert client.post(add, sent).status_code == 302
    one = Feedback.objects.get()
    here = address("detail", ref=one.ref)
    fact = {"ref": need.ref, "words": "You asked for steady water"}
    client.post(address("change", ref=one.ref), {**sent, "title": "How our talks went"})
    assert client.post(address("fact-add", ref=one.ref), {**fact, "ref": "N-9"}).status_code == 422
    client.post(address("fact-add", ref=one.ref), fact)
    link = address("read", token=queries.token_of(one))
    stranger = Client()
    assert stranger.get(link).status_code == 404  # it is a draft
    client.post(address("give", ref=one.ref))
    assert link in shown(client, here)

    page = shown(stranger, link)
    for words in ("How our talks went", "The figures helped", "You asked for steady water"):
        assert words in page
    for inside in ("Inside only", need.ref, dairy.ref, one.ref, "Marta", "Brackenford"):
        assert inside not in page
    assert stranger.post(link, {"words": "You blame us"}).status_code == 422  # who says it?
    said = {"name": "Teodor", "words": "You blame us"}
    assert stranger.post(link, said).status_code == 302
    assert "We read it and answer here" in shown(stranger, link)
    assert stranger.post(link, said).status_code == 422

    Feedback.objects.update(link_until=clock.now())
    ended = stranger.get(link)
    assert ended.status_code == stranger.post(link, said).status_code == 410
    assert "How our talks" not in ended.content.decode()
    assert "The link ended on" in shown(client, here)
    client.post(address("renew", ref=one.ref))
    assert "The link works until" in shown(client, here)
    assert "This page is here for you until" in shown(stranger, link)

    settle = address("settle", ref=one.ref)
    assert one.ref in shown(client, f"{address('list')}?which=waiting")
    client.post(settle, {"is_understood": "no", "reply": "No, you helped us"})
    assert "No, you helped us" in shown(stranger, link)
    stranger.post(link, {"name": "Teodor", "words": "We helped you"})
    client.post(settle, {"is_understood": "yes"})
    assert "You and we mean the same" in shown(stranger, link)
    page = shown(client, here)
    for words in ("You blame us", "meant otherwise", "We helped you", "understood", "Teodor"):
        assert words in page
    assert "The feedback was understood" in shown(client, record)


@pytest.mark.duty("R16")
def test_a_colleague_says_it_in_their_own_words(client, person):
    me, anna = person(name="Marta Kask"), person(name="Anna Saar")
    client.force_login(me)
    need = hear_need(by=SYSTEM, party=party("Dairy"), words="Water", at=clock.now())
    client.post(address("add"), {"title": "The visit", "words": "Well led", "person": anna.pk})
    ref = Feedback.objects.get().ref
    client.post(address("fact-add", ref=ref), {"ref": need.ref, "words": "They asked you"})
    drop = address("fact-drop", ref=ref, pk=Fact.objects.get().pk)
    client.post(drop)
    client.post(address("give", ref=ref))
    assert Feedback.objects.get().state == "draft"  # it rests on nothing
    client.post(address("fact-add", ref=ref), {"ref": need.ref, "words": "They asked you"})
    client.post(address("give", ref=ref))

    client.force_login(anna)
    assert [one.ref for one in owed_by(anna, [anna.pk])] == [ref]
    assert owed_by(me, [anna.pk]) == []
    assert "Well led" in shown(client, address("detail", ref=ref))
    client.post(address("restate", ref=ref), {"words": "I led it well"})
    assert owed_by(anna, [anna.pk]) == []
    client.force_login(person(Role.EXECUTIVE))
    assert client.get(address("detail", ref=ref)).status_code == 404


def test_a_link_that_somebody_made_up_finds_nothing():
    for token in ("1", "1.x", "x.y"):
        assert Client().get(address("read", token=token)).status_code == 404


def test_pages_ask_as_often_for_three_as_for_one(client, person, django_assert_max_num_queries):
    me, counts = person(Role.MANAGER), []
    client.force_login(me)
    on = {"by": me, "at": clock.now()}
    dairy = party("Dairy")
    for size in (1, 3):
        for _ in range(size):
            made = actions.write_feedback(party=dairy, title="Talks", words="Well", **on)
        for _ in range(size):
            need = hear_need(by=SYSTEM, party=dairy, words="Water", at=on["at"])
            actions.add_fact(feedback=made, ref=need.ref, words="So", **on)
        for page in (address("list"), address("detail", ref=made.ref)):
            client.get(page)
            with django_assert_max_num_queries(30) as asked:
                assert client.get(page).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
