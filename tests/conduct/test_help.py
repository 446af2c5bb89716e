from datetime import timedelta

import pytest

from accord.features.conduct import actions, queries
from accord.features.conduct.models import Card, CardUse, Pin
from accord.features.conduct.states import CARDS
from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.tasks.models import Task
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.rules import SYSTEM

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_second_person_is_asked_in(us, talk, caller, at):
    for somebody in (us.handler, us.viewer):
        with pytest.raises(Invalid):
            actions.call_second(
                by=us.handler, talk=talk, party=caller, person=somebody, words="Join", at=at
            )
    actions.call_second(
        by=us.handler, talk=talk, party=caller, person=us.second, words="Join me at ten", at=at
    )
    task = Task.objects.get()
    assert (task.owner, task.title, task.visibility) == (
        us.second, "Help with K-0001: Join me at ten", "named",
    )  # fmt: skip


def test_a_card_at_a_talk_is_seen_by_whoever_put_it_there(us, talk, client, at):
    with pytest.raises(Invalid):
        actions.put_card(by=us.handler, talk=talk, key="nothing", at=at)
    use = actions.put_card(by=us.handler, talk=talk, key="salami", at=at)
    with pytest.raises(Stale):
        actions.put_card(by=us.handler, talk=talk, key="salami", at=at)
    with pytest.raises(NotAllowed):
        actions.take_card_off(by=us.lead, use=use, at=at)
    assert (queries.cards_at(us.handler, talk), queries.cards_at(us.lead, talk)) == ([use], [])
    client.force_login(us.lead)
    client.post(f"/conduct/guide/cards/{use.pk}/off/?talk={talk.ref}")
    assert CardUse.objects.count() == 1
    client.force_login(us.handler)
    client.post(f"/conduct/guide/cards/{use.pk}/off/?talk={talk.ref}")
    assert CardUse.objects.count() == 0


def test_administrators_put_cards_in_their_own_words(us, at):
    words = actions.CardDetails("Rush", "Today!", "Why today?", "On Thursday.")
    with pytest.raises(NotAllowed):
        actions.word_card(by=us.executive, key="deadline", details=words, at=at)
    with pytest.raises(Invalid):
        actions.word_card(by=us.admin, key="nothing", details=words, at=at)
    actions.word_card(by=us.admin, key="deadline", details=words, at=at)
    own = actions.word_card(by=us.admin, key="", details=words, at=at)
    found = queries.cards()
    assert (len(found), found["deadline"].name, found[own.key].reply) == (
        len(CARDS) + 1, "Rush", "Why today?",
    )  # fmt: skip
    assert Card.objects.count() == 2


def test_agreed_facts_are_pinned_as_far_as_one_may_see_them(us, talk, caller, client, at):
    promise = make_promise(
        by=us.handler,
        party=caller,
        details=PromiseDetails("Send the map", owner_id=us.handler.pk),
        at=at,
    )
    hidden = make_promise(
        by=us.lead, party=caller, at=at,
        details=PromiseDetails("Secret price", owner_id=us.lead.pk, visibility="named"),
    )  # fmt: skip
    log_interaction(
        by=us.handler, parties=[caller], details=TalkDetails("Met", points=(("Noise", False),)),
        at=at,
    )  # fmt: skip
    found = queries.agreed_facts(us.handler, [caller])
    assert {fact.words for fact in found} == {"Send the map", "Noise"}
    for mark in (hidden.ref, "P-9999"):
        with pytest.raises(Invalid):
            actions.pin_fact(by=us.handler, talk=talk, parties=[caller], mark=mark, at=at)
    for fact in found:
        actions.pin_fact(by=us.handler, talk=talk, parties=[caller], mark=fact.mark, at=at)
    with pytest.raises(Stale):
        actions.pin_fact(by=us.handler, talk=talk, parties=[caller], mark=promise.ref, at=at)
    actions.pin_fact(by=us.lead, talk=talk, parties=[caller], mark=hidden.ref, at=at)
    client.force_login(us.handler)
    shown = client.get(f"/conduct/guide/?talk={talk.ref}").content.decode()
    assert ("Send the map" in shown, "Noise" in shown, "Secret" in shown) == (True, True, False)
    pin = Pin.objects.get(mark=promise.ref)
    client.post(f"/conduct/guide/pins/{pin.pk}/drop/?talk={talk.ref}")
    assert Pin.objects.count() == 2


def test_hints_are_off_until_an_organisation_wants_them_and_say_why(us, caller, talk, at):
    texts = {
        "YOU WILL REGRET THIS, ALL OF YOU, MARK MY WORDS": {"shouting_or_caps", "threat"},
        "Он написал: ты идиот, вы пожалеете": {"directed_insult", "threat"},
        "Pan jeszcze pożałuje": {"threat"}, "Te olete kasutud": {"directed_insult"},
        "你会后悔的": {"threat"}, "The Scunthorpe office sent the wrong invoice": set(),
    }  # fmt: skip

    def talks():
        for n, text in enumerate(texts):
            yield log_interaction(
                by=us.handler, parties=[caller], details=TalkDetails(text), at=at + (n + 2) * DAY
            )

    made = list(talks())
    assert [queries.hints(one) for one in made] == [[]] * len(made)
    with pytest.raises(NotAllowed):
        actions.set_rules(by=us.handler, words="", appeal="", suggests=True, at=at)
    actions.set_rules(by=us.admin, words="", appeal="", suggests=True, at=at)
    assert {one.text: {hint.key for hint in queries.hints(one)} for one in made} == texts
    assert all(hint.why for one in made for hint in queries.hints(one))


def test_many_contacts_in_a_day_hint_at_a_pattern(us, caller, at):
    actions.set_rules(by=SYSTEM, words="", appeal="", suggests=True, at=at)
    for n in range(3):
        last = log_interaction(
            by=us.handler, parties=[caller], details=TalkDetails("Rang", direction="in"),
            at=at + timedelta(hours=n),
        )  # fmt: skip
    assert [(hint.key, hint.why) for hint in queries.hints(last)] == [
        ("frequency", "3 contacts in 24 hours")
    ]


@pytest.mark.parametrize(
    "address",
    ["/conduct/", "/conduct/arrangements/", "/conduct/cards/", "/conduct/rules/",
     "/conduct/fairness/", "/conduct/mine/", "/conduct/guide/?talk=K-0001", "/conduct/X-0001/"],
)  # fmt: skip
def test_pages_open_with_something_on_them(us, grave, client, address, at):
    given = actions.ArrangementDetails(("writing",), "Too much", at.date(), (at + 30 * DAY).date())
    actions.arrange(by=us.manager, incident=grave, details=given, at=at)
    client.force_login(us.manager)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/conduct/", "/conduct/arrangements/", "/conduct/fairness/"])
def test_it_asks_as_often_for_three_as_for_one(
    us, note, client, at, address, django_assert_max_num_queries
):
    client.force_login(us.manager)
    asked = []
    for _ in range(3):
        one = note(patterns=("demands",))
        actions.decide(by=us.lead, incident=one, decision=actions.Decision(0, "limits"), at=at)
        found = queries.in_force(one.party)
        if found is not None:
            actions.end_arrangement(by=us.manager, arrangement=found, outcome="Over", at=at)
        given = actions.ArrangementDetails(
            ("writing",), "Too much", at.date(), (at + 30 * DAY).date()
        )
        actions.arrange(by=us.manager, incident=one, details=given, at=at)
        client.get(address)
        with django_assert_max_num_queries(40) as made:
            client.get(address)
        asked.append(len(made))
    assert len(set(asked)) == 1
