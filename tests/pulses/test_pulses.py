"""Pulses: asked once in a while, answered by a link without sign-in, summed up from five on."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accord.features.engagement import actions as engagement
from accord.features.pulses import actions, queries
from accord.features.pulses.models import Pulse, PulseScore
from accord.features.pulses.reactions import asking
from accord.features.pulses.states import State
from accord.features.stakeholders import actions as people
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from tests.factories.stakeholders import party
from tests.factories.strategies import activity, strategy

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def me(person):
    return person(Role.LEAD, name="Marta")


def talk(by, *who, at=None):
    told = engagement.TalkDetails("We spoke", happened_at=at or clock.now() - DAY)
    return engagement.log_interaction(by=by, parties=who, details=told, at=clock.now())


def reachable(name="Jonas", **more):
    who = party(name, kind="person", **more)
    point = people.ContactDetails("mail", f"{who.ref.lower()}@else.example")
    people.add_contact_point(by=SYSTEM, party=who, details=point, at=clock.now())
    return who


def asked(by, who, way="in-person", at=None):
    return actions.ask(by=by, party=who, about=talk(by, who).ref, way=way, at=at or clock.now())


def answered(by, who, heard=5, at=None, **more):
    one = asked(by, who, at=at)
    return actions.enter(
        by=by, pulse=one, given=actions.Answer({"heard": heard}, **more), at=at or clock.now()
    )


@pytest.mark.duty("R11")
def test_from_a_talk_to_figures_by_strategy_and_owner(client, as_role, me):
    who = reachable(owner_id=me.pk, language="et")
    plan, objective = strategy(me, at=clock.now() - 30 * DAY)
    activity(objective, [who], at=clock.now() - 30 * DAY)
    of = talk(me, who)
    lead = as_role(Role.LEAD)
    from accord.features.strategies.models import Touch

    touched = Touch.objects.get(party=who, activity__strategy=plan)
    if not touched.talk_ref:  # the worker settles it later
        Touch.objects.filter(pk=touched.pk).update(talk_ref=of.ref)
    page = lead.get(f"/talks/{of.ref}/").content.decode()
    assert f"/pulses/ask/?about={of.ref}" in page
    sent = {"party": who.pk, "way": "link"}
    assert lead.post(f"/pulses/ask/?about={of.ref}", sent).status_code == 302
    one = Pulse.objects.get()
    assert (one.owner, one.strategy, one.language) == (me, plan, "et")
    assert OutMail.objects.get().recipe == "pulses.asking"
    assert "/pulses/at/" in asking({"pulse_id": one.pk}).button[1]

    link = reverse("pulses:read", args=[queries.token_of(one)])
    shown = client.get(link).content.decode()
    assert 'lang="et"' in shown
    assert "<script" not in shown.split("<main")[1]
    assert client.get(link + "?lang=pl").content.decode().count('lang="pl"') == 2
    assert client.post(link, {"heard": "9"}).status_code == 422
    assert client.post(link, {"heard": "5", "words": "Good"}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.words) == (State.ANSWERED, "Good")
    assert client.post(link, {"heard": "1"}).status_code == 422

    for place in range(4):
        answered(me, party(f"Other {place}", owner_id=me.pk), heard=2)
    shown = lead.get("/pulses/").content.decode()
    assert "20% satisfied (4% to 62%, n 5)" in shown
    assert f"/pulses/?owner={me.pk}#rows" in shown
    assert f"/pulses/?strategy={plan.pk}#rows" in shown
    assert "too few answers: 1" in shown
    rows = lead.get(f"/pulses/?owner={me.pk}").content.decode()
    assert rows.count('href="/pulses/PU-') == 5


def test_owners_are_for_themselves_and_who_leads_them(as_role, me):
    for place in range(5):
        answered(me, party(f"Other {place}", owner_id=me.pk))
    client = as_role(Role.PRACTITIONER)
    shown = client.get("/pulses/").content.decode()
    assert "By owner" not in shown
    assert client.get(f"/pulses/?owner={me.pk}").status_code == 404
    assert "100% satisfied" in shown


def test_nobody_is_asked_twice_in_ninety_days(me):
    who, at = party("Jonas"), clock.now()
    asked(me, who, at=at - 89 * DAY)
    with pytest.raises(Stale, match="asked lately"):
        asked(me, who, at=at)
    assert Pulse.objects.count() == 1
    actions.withdraw(by=me, pulse=Pulse.objects.get(), at=at)
    asked(me, who, at=at)


def test_who_may_not_be_contacted_or_did_not_agree_is_not_asked(me):
    at = clock.now()
    purpose = people.add_consent_purpose(by=SYSTEM, name="Surveys", at=at)
    actions.set_rule(by=me, questions=["heard"], again_days=90, purpose=purpose, at=at)
    who = reachable()
    with pytest.raises(Stale, match="no consent"):
        asked(me, who, way="link")
    people.record_consent(
        by=SYSTEM, party=who, purpose=purpose, state="given", source="By mail", at=at
    )
    one = asked(me, who, way="link")
    assert one.questions == ["heard"]
    nowhere = party("Nowhere")
    people.record_consent(
        by=SYSTEM, party=nowhere, purpose=purpose, state="given", source="x", at=at
    )
    with pytest.raises(Stale, match="no mail address"):
        asked(me, nowhere, way="link")
    refusing = party("Refusing", is_contact_permitted=False, contact_refusal="Asked us not to")
    with pytest.raises(Stale, match="may not be contacted"):
        asked(me, refusing)


def test_who_declines_is_never_asked_again(client, me):
    who = reachable()
    one = asked(me, who, way="link")
    link = reverse("pulses:read", args=[queries.token_of(one)])
    assert client.post(link, {"decline": "1"}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.is_last) == (State.DECLINED, True)
    with pytest.raises(Stale, match="does not want"):
        asked(me, who, at=clock.now() + 400 * DAY)
    assert asking({"pulse_id": one.pk}) is None


def test_a_link_ends_after_thirty_days_and_a_made_up_one_leads_nowhere(client, me):
    one = asked(me, reachable(), way="link", at=clock.now() - 31 * DAY)
    link = reverse("pulses:read", args=[queries.token_of(one)])
    assert "can no longer be answered" in client.get(link).content.decode()
    assert client.post(link, {"heard": "5"}).status_code == 422
    assert client.get("/pulses/at/1.x/").status_code == 404
    assert not PulseScore.objects.exists()


def test_a_viewer_may_not_ask_and_nothing_happened(person, me):
    who = party("Jonas")
    of = talk(me, who)
    with pytest.raises(NotAllowed):
        actions.ask(
            by=person(Role.VIEWER), party=who, about=of.ref, way="in-person", at=clock.now()
        )
    assert not Pulse.objects.exists()


def test_nobody_is_asked_about_what_they_took_no_part_in(me):
    of = talk(me, party("Jonas"))
    with pytest.raises(Invalid, match="nothing of the kind"):
        actions.ask(by=me, party=party("Else"), about=of.ref, way="in-person", at=clock.now())
    assert not Pulse.objects.exists()


def test_staff_cannot_answer_through_the_link_of_another(me):
    one = asked(me, party("Jonas"))
    with pytest.raises(NotAllowed):
        actions.answer(by=me, pulse=one, given=actions.Answer({"heard": 5}), at=clock.now())
    with pytest.raises(Invalid, match="not on the scale"):
        actions.enter(by=me, pulse=one, given=actions.Answer({"heard": 9}), at=clock.now())
    with pytest.raises(Invalid, match="at least one"):
        actions.enter(by=me, pulse=one, given=actions.Answer(), at=clock.now())
    one.refresh_from_db()
    assert one.state == State.ASKED


counts: dict[int, int] = {}


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_often_for_three_as_for_one(me, count, django_assert_max_num_queries):
    for place in range(count):
        answered(me, party(f"Other {place}", owner_id=me.pk))
    with django_assert_max_num_queries(8) as seen:
        now = clock.now() + DAY
        for by in queries.GROUPS:
            queries.groups(me, by, now - 9 * DAY, now)
    counts[count] = len(seen)
    assert len(set(counts.values())) == 1
