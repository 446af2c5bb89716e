from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accord.features.consultations import actions
from accord.features.consultations.models import Answer, Consultation, Consulted, Option
from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.promises.actions import PromiseDetails
from accord.features.promises.models import Promise
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.ui.calendar import found_between
from accord.foundation.ui.owed import owed_by
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def address(name, **kwargs):
    return reverse(f"consultations:{name}", kwargs=kwargs)


def shown(client, at):
    answer = client.get(at)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client, at, given=None, status=302):
    answer = client.post(at, given or {})
    assert answer.status_code == status, answer.content.decode()
    return answer


def drafted(client, me, dam):
    day = (clock.now() + 9 * DAY).date().isoformat()
    given = {"initiative": dam.pk, "question": "Where shall the road go?", "level": "involve",
             "background": "The old one floods.", "owner": me.pk, "closes_at_0": day,
             "is_listed": "on"}  # fmt: skip
    add = f"{address('add')}?initiative={dam.ref}"
    assert f'value="{dam.pk}" selected' in shown(client, add)
    sent(client, add, {**given, "question": " "}, 422)
    sent(client, add, given)
    one = Consultation.objects.get()
    sent(client, address("change", ref=one.ref), {**given, "question": "Where is the road to go?"})
    return Consultation.objects.get()


@pytest.mark.duty("R06")
def test_those_concerned_are_asked_heard_answered_and_told(client, person):
    me = person(Role.LEAD, name="Marta Kask")
    client.force_login(me)
    dam = initiative("Hollin Reservoir")
    dairy, school, farm = party("Brackenford Dairy"), party("Hollin School"), party("Nowak farm")
    for who in (dairy, school):
        stake(dam, who=who)
    one = drafted(client, me, dam)
    ref = one.ref
    here = address("detail", ref=ref)
    for words in ("North of the meadow", "Along the river", "Nowhere"):
        sent(client, address("option-add", ref=ref), {"words": words})
    north, river, nowhere = Option.objects.order_by("pk")
    sent(client, address("option-drop", ref=ref, pk=nowhere.pk))
    bears = {"who": "Nowak farm", "direction": "-1", "size": "4", "grounds": "It cuts the meadow"}
    sent(client, address("assess", ref=ref, pk=north.pk), {**bears, "who": "Nobody"}, 422)
    sent(client, address("assess", ref=ref, pk=north.pk), bears)
    public = address("public", token=one.token)
    stranger = Client()
    assert stranger.get(public).status_code == 404  # it is a draft
    sent(client, address("open", ref=ref))
    ask = address("ask", ref=ref)
    assert "Hollin School" in shown(client, ask)
    sent(client, ask, {}, 422)
    sent(client, ask, {"chosen": [dairy.pk, school.pk], "others": "Somebody"}, 422)
    sent(client, ask, {"chosen": [dairy.pk, school.pk]})

    page = shown(stranger, public)
    for words in ("Where is the road to go?", "The old one floods.", "Along the river",
                  "your concerns show in the options"):  # fmt: skip
        assert words in page
    for inside in ("It cuts the meadow", "Nowak", ref, "Marta", "Dairy", "School"):
        assert inside not in page
    assert public in shown(stranger, address("public-list"))
    assert stranger.get(public)["X-Robots-Tag"] == "all"  # listed: it may be found by a search
    assert stranger.get(reverse("account_login"))["X-Robots-Tag"] == "noindex"
    said = {f"option_{north.pk}": "against", "words": "Not my meadow", "name": "Ewa Nowak",
            "email": "ewa@farm.example"}  # fmt: skip
    sent(stranger, public, said, 422)  # we may not keep it
    sent(stranger, public, {**said, "has_agreed": "on"})
    mine = address("mine", token=Consulted.objects.get(party=dairy).token)
    assert "Brackenford Dairy" in shown(stranger, mine)
    sent(stranger, mine, {f"option_{north.pk}": "for", "words": "Our lorries need it"})
    assert "We have your answer" in shown(stranger, mine)
    told_us = {"who": "Hollin School", "via": "call", f"option_{river.pk}": "accepts"}
    sent(client, address("answer-add", ref=ref), told_us)

    answers = address("answers", ref=ref)
    page = shown(client, answers)
    for words in ("Not my meadow", "Our lorries need it", "By telephone", "nobody’s yet"):
        assert words in page
    theirs = Answer.objects.get(via="page")
    match = address("answer-match", ref=ref, pk=theirs.pk)
    sent(client, match, {"who": "Nowak farm"})
    promised = {"who": "Nowak farm", "side": "we", "words": "A gate to the meadow",
                "owner": me.pk, "their_owner": ""}  # fmt: skip
    sent(client, address("commit", ref=ref), promised)
    sent(client, address("commit", ref=ref),
         {**promised, "side": "they", "words": "Move the fence", "their_owner": "Ewa"})  # fmt: skip
    ours, fence = Promise.objects.order_by("pk")
    assert (ours.side, fence.side, fence.their_owner) == ("we", "they", "Ewa")
    assert "Ewa" in shown(client, reverse("promises:detail", kwargs={"ref": fence.ref}))
    done = {"said": "It cuts the meadow", "verdict": "will", "did": "We build a gate",
            "answers": [theirs.pk], "promise": ours.ref}  # fmt: skip
    sent(client, address("respond", ref=ref), done)

    sent(client, address("decide", ref=ref), {"outcome": "North, with a gate"}, 422)
    sent(client, address("close", ref=ref))
    assert [row.ref for row in owed_by(me, [me.pk]) if row.kind == "consultation"] == [ref]
    sent(client, address("decide", ref=ref),
         {"outcome": "North, with a gate", "chosen": north.pk})  # fmt: skip
    page = shown(stranger, public)
    for words in ("North, with a gate", "We build a gate", "Will be done", "came of it"):
        assert words in page
    assert "Against:" not in page  # three answers are too few to be told apart
    sent(client, address("end", ref=ref))
    assert Consultation.objects.get().state == "closed"  # somebody has not been told
    talk = log_interaction(
        by=me, parties=[farm, dairy], details=TalkDetails("Told them"), at=clock.now()
    )
    keys = [Consulted.objects.get(party=who).pk for who in (farm, dairy)]
    sent(client, address("told", ref=ref), {"rows": keys, "how": "call", "ref": "K-9"}, 422)
    sent(client, address("told", ref=ref), {"rows": keys, "how": "call", "ref": talk.ref})
    left = Consulted.objects.get(party=school)
    assert "not told yet" in shown(client, here)
    sent(client, address("excuse", ref=ref, pk=left.pk), {"why": "Closed for the summer"})
    page = shown(client, here)
    for words in ("2 told", "1 excused", talk.ref, "Closed for the summer", "0 of 1 kept"):
        assert words in page
    sent(client, address("end", ref=ref))
    assert Consultation.objects.get().state == "answered"
    record = shown(client, reverse("stakeholders:detail", kwargs={"ref": farm.ref}))
    assert "told them what came of a consultation" in record
    sent(stranger, public, {**said, "has_agreed": "on"}, 422)


def test_it_stands_on_the_calendar_the_initiative_and_in_the_search(client, person):
    me = person(Role.LEAD)
    client.force_login(me)
    dam = initiative("Dam")
    now = clock.now()
    details = actions.ConsultationDetails(
        "Where?", "consult", me.pk, now + 2 * DAY, opens_at=now + DAY
    )
    one = actions.draft_consultation(by=me, initiative=dam, details=details, at=now)
    found = found_between(me, [me.pk], now, now + 9 * DAY, ["consultations"])
    assert [row.title for _kind, row in found] == ["Opens: Where?", "Closes: Where?"]
    page = shown(client, reverse("initiatives:detail", kwargs={"ref": dam.ref}))
    assert address("detail", ref=one.ref) in page
    assert one.ref in shown(client, f"{address('list')}?which=draft")


def test_what_is_nobodys_is_set_aside_or_made_somebody(client, person):
    me = person(Role.LEAD)
    client.force_login(me)
    now = clock.now()
    details = actions.ConsultationDetails("Where?", "consult", me.pk, now + DAY)
    one = actions.draft_consultation(by=me, initiative=initiative(), details=details, at=now)
    actions.open_consultation(by=me, consultation=one, at=now)
    for name in ("Ewa Nowak", "Buy now"):
        who = actions.Stranger(name, "ewa@farm.example", has_agreed=True)
        actions.answer_in_public(
            by=me, consultation=one, who=who, what=actions.Said("Yes"), at=now, network=name
        )
    ewa, spam = Answer.objects.order_by("pk")
    sent(client, address("answer-make", ref=one.ref, pk=ewa.pk))
    sent(client, address("answer-aside", ref=one.ref, pk=spam.pk), {"why": "Sold something"})
    assert Answer.objects.get(pk=ewa.pk).party.name == "Ewa Nowak"
    page = shown(client, address("answers", ref=one.ref))
    assert "Sold something" in page
    assert "Buy now" not in page
    later = (now + 5 * DAY).date().isoformat()
    sent(client, address("extend", ref=one.ref), {"closes_at_0": later})
    assert Consultation.objects.get().closes_at > now + 4 * DAY
    sent(client, address("told-mail", ref=one.ref))  # nothing came of it yet: refused
    assert not Consulted.objects.filter(told_at__isnull=False).exists()


def test_a_link_that_somebody_made_up_finds_nothing():
    for name in ("public", "mine"):
        assert Client().get(address(name, token="x.y")).status_code == 404


def test_pages_ask_as_often_for_three_as_for_one(client, person, django_assert_max_num_queries):
    me, counts = person(Role.MANAGER), []
    client.force_login(me)
    now = clock.now()
    dam = initiative()
    for size in (1, 3):
        for _ in range(size):
            details = actions.ConsultationDetails("Where?", "consult", me.pk, now + DAY)
            one = actions.draft_consultation(by=me, initiative=dam, details=details, at=now)
        options = [
            actions.add_option(by=me, consultation=one, words="North", at=now) for _ in range(size)
        ]
        actions.open_consultation(by=me, consultation=one, at=now)
        for _ in range(size):
            who = party()
            actions.assess_impact(
                by=me, option=options[0], party=who, direction=1, size=2, grounds="So", at=now
            )
            what = actions.Said("Yes", {options[0].pk: "for"})
            answer = actions.enter_answer(
                by=me, consultation=one, party=who, what=what, via="call", at=now
            )
            promise = actions.commit(
                by=me, consultation=one, party=who, at=now,
                details=PromiseDetails("A gate"),
            )  # fmt: skip
            said = actions.ResponseDetails("Gate", "Built", "done", promise)
            actions.respond(by=me, consultation=one, details=said, answers=[answer], at=now)
        for page in (
            address("list"), address("detail", ref=one.ref), address("answers", ref=one.ref),
            address("public", token=one.token),
        ):  # fmt: skip
            client.get(page)
            with django_assert_max_num_queries(40) as asked:
                assert client.get(page).status_code == 200
            counts.append(len(asked))
    assert counts[:4] == counts[4:]
