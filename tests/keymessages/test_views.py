from datetime import timedelta

import pytest
from django.urls import reverse

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.initiatives.actions import Vision, set_vision
from accord.features.keymessages import actions
from accord.features.keymessages.models import Contradiction, Edition, KeyMessage, Matter, Use
from accord.features.letters.models import Letter
from accord.foundation.accounts.actions import add_department
from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def address(name, **kwargs):
    return reverse(f"keymessages:{name}", kwargs=kwargs)


def shown(client, where):
    return client.get(where).content.decode()


@pytest.mark.duty("R21")
def test_from_the_message_house_into_a_letter_and_a_talk(client, person):
    lead, me, now = person(Role.LEAD), person(Role.PRACTITIONER), clock.now()
    dam, teodor = initiative("Dam", at=now), party("Teodor", kind="person")
    vision = Vision(core_message="Water that lasts", pillars=("We keep our word",))
    set_vision(by=SYSTEM, initiative=dam, vision=vision, at=now)
    stake(dam, who=teodor, at=now)
    client.force_login(me)
    sent = {
        "initiative": dam.pk, "kind": "message", "title": "When the road opens",
        "words": "It opens on 1 June.", "proofs": "Permit 12", "unsaid": "no risk",
        "pillar": "We keep our word", "owner": me.pk, "need": "",
    }  # fmt: skip
    add = f"{address('add')}?initiative={dam.ref}"
    assert "We keep our word" in shown(client, add)
    assert client.post(add, {**sent, "need": "N-9999"}).status_code == 422
    client.post(add, sent)
    ref = KeyMessage.objects.get().ref
    assert client.post(address("approve", ref=ref)).status_code == 403
    client.post(address("amend", ref=ref), {**sent, "words": "It opens on 2 June."})
    client.force_login(lead)
    until = (now + timedelta(days=30)).date().isoformat()
    client.post(address("approve", ref=ref), {"expires_on": until})
    client.post(address("matter-add", ref=dam.ref), {"name": "Opening", "words": "road open"})
    house = shown(client, address("house", ref=dam.ref))
    for words in ("Water that lasts", "We keep our word", "It opens on 2 June.", "Permit 12",
                  "no risk", "Opening"):  # fmt: skip
        assert words in house, words
    assert "When the road opens" in shown(client, address("list"))
    client.force_login(me)
    client.post(
        reverse("letters:write"),
        {"to": teodor.ref, "subject": "Road", "text": "Hello", "sight": "everyone"},
    )
    letter, edition = Letter.objects.get(), Edition.objects.get()
    page = reverse("letters:detail", kwargs={"ref": letter.ref})
    assert "they have a stake in the initiative" in shown(client, page)
    client.post(address("say", about=letter.ref, pk=edition.pk))
    assert "It opens on 2 June." in shown(client, page)
    talk = log_interaction(by=me, parties=[teodor], details=TalkDetails("Spoke"), at=now)
    client.post(address("say", about=talk.ref, pk=edition.pk))
    told = shown(client, address("detail", ref=ref))
    assert "Teodor" in told
    assert talk.ref in told
    assert "received before" not in shown(client, page)
    client.post(address("unsay", about=talk.ref, pk=Use.objects.get(ref=talk.ref).pk))
    assert client.post(address("say", about="K-9999", pk=edition.pk)).status_code == 404
    client.force_login(lead)
    client.post(address("matter-drop", ref=dam.ref, pk=Matter.objects.get().pk))
    client.post(address("end", ref=ref))
    assert KeyMessage.objects.get().ended_at
    assert "When the road opens" in shown(client, f"{address('list')}?which=ended")


@pytest.mark.duty("R21")
def test_a_contradiction_stands_on_the_record_with_both_sentences(client, person):
    lead, me, now = person(Role.LEAD), person(Role.PRACTITIONER), clock.now()
    dam, teodor = initiative("Dam", at=now), party("Teodor", kind="person")
    stake(dam, who=teodor, at=now)
    actions.watch(by=SYSTEM, initiative=dam, name="Opening", words="road open", at=now)
    for n, one in enumerate((lead, me)):
        room = add_department(by=SYSTEM, name=f"Room {n}", parent=None, at=now)
        User.objects.filter(pk=one.pk).update(department=room)
        details = TalkDetails(f"The road opens on {n + 1} June 2026.", direction="out")
        log_interaction(by=one, parties=[teodor], details=details, at=now - timedelta(hours=2 - n))
    actions.compare(by=SYSTEM, parties=[teodor.pk], at=now)
    client.force_login(me)
    record = shown(client, f"/stakeholders/{teodor.ref}/")
    assert "The road opens on 1 June 2026." in record
    assert "The road opens on 2 June 2026." in record
    one = Contradiction.objects.get()
    assert "Teodor" in shown(client, address("contradictions"))
    client.post(address("decide", ref=one.ref), {"holds": "second"})
    assert "They were told" in shown(client, address("contradiction", ref=one.ref))
    talk = log_interaction(by=me, parties=[teodor], details=TalkDetails("2 June"), at=clock.now())
    client.post(address("tell", ref=one.ref), {"ref": talk.ref})
    one.refresh_from_db()
    assert one.state == "told"
    assert talk.ref in shown(client, address("contradiction", ref=one.ref))


counts: list[int] = []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    as_role, person, count, at, django_assert_max_num_queries
):
    client, me, dam = as_role(Role.LEAD), person(Role.PRACTITIONER), initiative("Dam")
    for n in range(count):
        details = actions.MessageDetails(title=f"Point {n}", words="Words", owner_id=me.pk)
        made = actions.add_message(by=me, initiative=dam, details=details, at=at)
        actions.approve(
            by=SYSTEM, message=made, expires_on=clock.now().date() + timedelta(days=9), at=at
        )
    for where in (address("list"), address("house", ref=dam.ref)):
        client.get(where)
        with django_assert_max_num_queries(30) as asked:
            client.get(where)
        counts.append(len(asked))
    assert counts[:2] == counts[-2:]
