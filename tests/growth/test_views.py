"""The pages: by form from the aim to the judgement, and who gets which."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from accord.features.growth import actions, reactions
from accord.features.growth.events import CompanionNamed, ItemAnswered, ItemOffered, LevelJudged
from accord.features.growth.models import (
    Companion,
    GrowthStep,
    LevelJudgement,
    PortfolioItem,
    Profile,
)
from accord.foundation.accounts import actions as accounts
from accord.foundation.journal.models import Entry
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.notices.models import Notice
from accord.overview.admin.queries import trail_page

pytestmark = pytest.mark.django_db


def to(name, *args):
    return reverse(f"growth:{name}", args=args)


def as_(user, language="en"):
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    client.force_login(user)
    return client


def words(answer):
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.duty("R29")
def test_from_the_aim_to_a_judgement_by_form(owner, mentor, assessor, task):
    mine, theirs = as_(owner), as_(assessor)
    assert "Choose the level" in words(mine.get(to("home")))
    assert mine.get(to("assess", "carry_out_plans")).status_code == 404
    assert mine.post(to("aim"), {"level": "9"}).status_code == 422
    assert mine.post(to("aim"), {"level": "4"}).status_code == 302
    for who, part in ((mentor, "mentor"), (assessor, "assessor")):
        mine.post(to("companion-add"), {"person": who.pk, "part": part})
    assert mine.post(to("companion-add"), {"person": owner.pk, "part": "mentor"}).status_code == 422
    mine.post(to("assess", "carry_out_plans"), {"grade": "with-help", "note": "Mati sat in"})
    mine.post(to("attribute", "autonomy"), {"words": "I plan my own week"})
    mine.post(to("step-add"), {"words": "Lead one meeting", "company": "Mati"})
    step = GrowthStep.objects.get()
    mine.post(to("step-done", step.pk), {"done_date": "2026-05-01", "effect": "They asked again"})
    ref = task(due=clock.now()).ref
    add = f"{to('item-add')}?responsibility=carry_out_plans"
    assert ref in words(mine.get(add))  # laid out to be ticked
    sent = {
        "responsibility": "carry_out_plans", "claim": "Kept the calls", "day": "2026-05-01",
        "reflection": "Short calls", "refs": "T-9999",
    }  # fmt: skip
    refused = mine.post(add, sent)
    assert (refused.status_code, PortfolioItem.objects.count()) == (422, 0)
    assert "There is no record T-9999 that you may see." in refused.content.decode()
    assert mine.post(add, {**sent, "picked": [ref], "refs": ""}).status_code == 302
    made = PortfolioItem.objects.get()
    assert theirs.get(to("item", made.pk)).status_code == 404
    changed = {**sent, "claim": "Kept all calls", "picked": [ref], "refs": ""}
    assert 'value="2026-05-01"' in words(as_(owner, "pl").get(to("item-change", made.pk)))
    assert mine.post(to("item-change", made.pk), changed).status_code == 302
    mine.post(to("item-offer", made.pk), {"assessor": assessor.pk})
    assert "1 item waits for your answer" in words(theirs.get(to("accompanied")))
    assert "Kept all calls" in words(theirs.get(to("item", made.pk)))
    assert theirs.get(to("item-change", made.pk)).status_code == 404
    assert theirs.post(to("item-answer", made.pk), {"is_accepted": "yes"}).status_code == 422
    theirs.post(to("item-answer", made.pk), {"is_accepted": "yes", "words": "I saw it"})
    theirs.post(to("judge", owner.pk), {"verdict": "not-yet", "reasons": "Two more items"})
    assert LevelJudgement.objects.get().verdict == "not-yet"

    shown = words(mine.get(to("home")))
    for said in (
        "Kept all calls", "accepted", "with help", "I plan my own week", "Lead one meeting",
        "They asked again", "Two more items", "not yet reached", "Mati Mentor", "1 accepted item",
        "There is not yet enough for a judgement.",
    ):  # fmt: skip
        assert said in shown
    assert "I saw it" in words(mine.get(to("item", made.pk)))
    paper = mine.get(to("portfolio", "pdf"))
    assert paper.content.startswith(b"%PDF")
    told = json.loads(mine.get(to("portfolio", "json")).content)
    assert (told["items"][0]["records"], told["items"][0]["state"]) == ([ref], "accepted")
    assert told["steps"][0]["effect"] == "They asked again"
    assert mine.get(to("portfolio", "doc")).status_code == 404
    assert mine.post(to("item-withdraw", made.pk)).status_code == 302
    mine.post(to("companion-drop", Companion.objects.get(part="assessor").pk))
    assert theirs.get(to("of", owner.pk)).status_code == 404
    assert "Nobody has named you" in words(theirs.get(to("accompanied")))


@pytest.mark.duty("R29")
def test_nobody_sees_a_profile_whom_its_owner_did_not_name(
    person, owner, mentor, assessor, profile, item
):  # fmt: skip
    at = clock.now()
    draft, offered, settled = (item(word, key="spread_information") for word in (
        "Drafty claim", "Offered claim", "Settled claim"))  # fmt: skip
    for made in (offered, settled):
        actions.offer_item(by=owner, item=made, assessor=assessor, at=at)
    actions.answer_item(by=assessor, item=settled, is_accepted=True, words="Yes", at=at)
    second = person(Role.LEAD, name="Second")
    actions.name_companion(by=owner, profile=profile, person=second, part="assessor", at=at)
    actions.plan_step(by=owner, profile=profile, details=actions.StepDetails("Go along"), at=at)
    actions.state(by=owner, profile=profile, attribute="autonomy", words="Alone", at=at)

    for stranger in (person(Role.ADMINISTRATOR), person(Role.EXECUTIVE), person(Role.LEAD)):
        other = as_(stranger)
        for page in (
            to("of", owner.pk), to("judge", owner.pk), to("item", settled.pk),
            to("item-answer", settled.pk), to("item-change", draft.pk),
        ):  # fmt: skip
            assert other.get(page).status_code == 404, (stranger, page)
        assert other.get(to("of", 987654)).status_code == 404  # as an unknown one
        assert "Olga" not in words(other.get(to("accompanied")))
        found = words(other.get(reverse("finder:results"), {"q": "Settled claim"}))
        assert to("item", settled.pk) not in found

    def sees(who):
        page = words(as_(who).get(to("of", owner.pk)))
        said = ("Drafty claim", "Offered claim", "Settled claim", "Go along", "Alone")
        return [word for word in said if word in page]

    assert sees(mentor) == ["Offered claim", "Settled claim", "Go along", "Alone"]
    assert sees(assessor) == ["Offered claim", "Settled claim", "Alone"]
    assert sees(second) == ["Settled claim", "Alone"]
    assert as_(second).get(to("item", offered.pk)).status_code == 404
    assert as_(mentor).get(to("judge", owner.pk)).status_code == 403
    assert as_(owner).get(to("of", owner.pk)).status_code == 404
    for page in ("step-change", "step-done"):
        assert as_(mentor).get(to(page, GrowthStep.objects.get().pk)).status_code == 404
    assert as_(mentor).post(to("companion-drop", Companion.objects.first().pk)).status_code == 404
    assert Companion.objects.count() == 3


def test_with_the_account_of_its_owner_a_profile_is_closed_to_all(
    person, owner, mentor, assessor, profile, item
):  # fmt: skip
    made, at = item(), clock.now()
    actions.offer_item(by=owner, item=made, assessor=assessor, at=at)
    accounts.deactivate(by=person(Role.ADMINISTRATOR), person=owner, at=at)
    for who in (mentor, assessor):
        assert "Olga" not in words(as_(who).get(to("accompanied")))
        for page in (to("of", owner.pk), to("item", made.pk), to("item-answer", made.pk)):
            assert as_(who).get(page).status_code == 404


def test_whom_it_concerns_is_told_and_nobody_else(person, owner, mentor, assessor, profile, item):
    person(Role.ADMINISTRATOR)
    at, made = clock.now(), item("Drafty claim")
    actions.offer_item(by=owner, item=made, assessor=assessor, at=at)
    actions.answer_item(by=assessor, item=made, is_accepted=True, words="Yes", at=at)
    actions.judge(by=assessor, profile=profile, verdict="reached", reasons="So", at=at)
    for event, tell in (
        (CompanionNamed(at=at, profile_id=profile.pk, owner_id=owner.pk, to_id=mentor.pk,
                        by_id=owner.pk), reactions.tell_named),
        (ItemOffered(at=at, item_id=made.pk, to_id=assessor.pk, by_id=owner.pk),
         reactions.tell_assessor),
        (ItemAnswered(at=at, item_id=made.pk, owner_id=owner.pk, by_id=assessor.pk),
         reactions.tell_owner_of_answer),
        (LevelJudged(at=at, profile_id=profile.pk, owner_id=owner.pk, by_id=assessor.pk),
         reactions.tell_owner_of_judgement),
        (ItemOffered(at=at, item_id=made.pk, to_id=mentor.pk + 999, by_id=owner.pk),
         reactions.tell_assessor),
    ):  # fmt: skip
        tell(event, at)
    assert list(Notice.objects.order_by("pk").values_list("person_id", "title", "url")) == [
        (mentor.pk, "A colleague lets you see their growth", to("of", owner.pk)),
        (assessor.pk, "An item waits for your answer", to("item", made.pk)),
        (owner.pk, "Your item has an answer", to("item", made.pk)),
        (owner.pk, "An assessor judged the level you work towards", to("home")),
    ]


def test_the_trail_of_the_administrators_holds_no_word_of_a_profile(
    owner, assessor, profile, item
):  # fmt: skip
    at = clock.now()
    made = item("Drafty claim", reflection="Secret thought")
    actions.offer_item(by=owner, item=made, assessor=assessor, at=at)
    actions.answer_item(by=assessor, item=made, is_accepted=True, words="Plain yes", at=at)
    actions.judge(by=assessor, profile=profile, verdict="reached", reasons="So", at=at)
    lines = trail_page({"area": "growth"}, before=None).lines
    assert len(lines) == Entry.objects.filter(verb__startswith="growth.").count()
    assert {line.details for line in lines} == {""}


def test_pages_ask_as_often_for_three_as_for_one(
    owner, assessor, profile, item, task, django_assert_max_num_queries
):  # fmt: skip
    at, mine, theirs, counts = clock.now(), as_(owner), as_(assessor), []
    for size in (1, 3):
        for _ in range(size):
            made = item(refs=[task(due=at).ref, task().ref])
            actions.offer_item(by=owner, item=made, assessor=assessor, at=at)
            actions.plan_step(by=owner, profile=profile, details=actions.StepDetails("S"), at=at)
            actions.assess_self(
                by=owner, profile=profile, key="carry_out_plans", grade="alone", at=at
            )
        for client, page in (
            (mine, to("home")), (mine, to("fact", "tasks_in_time")), (mine, to("item", made.pk)),
            (theirs, to("of", owner.pk)), (theirs, to("accompanied")),
        ):  # fmt: skip
            client.get(page)
            with django_assert_max_num_queries(30) as asked:
                words(client.get(page))
            counts.append(len(asked))
    assert counts[:5] == counts[5:]


def test_nobody_is_ranked_or_listed_but_those_who_named_me(person, profile, owner, mentor):
    other = person(Role.LEAD, name="Zoe Zero")
    actions.aim(by=other, level=6, at=clock.now())
    page = words(as_(mentor).get(to("accompanied")))
    assert "Olga Owner" in page
    assert "Zoe Zero" not in page
    assert Profile.objects.count() == 2
