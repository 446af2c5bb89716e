"""What is claimed, what it rests on, who answers it; the check, and who judges."""

from datetime import timedelta

import pytest
from django.db.utils import IntegrityError

from accord.features.growth import actions, queries
from accord.features.growth.models import (
    Companion,
    ItemRecord,
    LevelJudgement,
    PortfolioItem,
    Profile,
    SelfAssessment,
    Statement,
)
from accord.features.growth.states import MOVES, RESPONSIBILITIES, ItemState, Practice
from accord.features.promises import actions as promises
from accord.features.stakeholders.actions import erase_party
from accord.features.stakeholders.states import Visibility
from accord.foundation.accounts.models import Grant
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.mentions import MARK
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.methods.capability import ATTRIBUTES, LEVELS
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.mark.duty("R29")
def test_each_responsibility_has_words_and_all_five_practices_are_covered():
    named = [key for level in LEVELS.values() for key in level.responsibilities]
    assert sorted(RESPONSIBILITIES) == sorted(named)
    assert {one for found in RESPONSIBILITIES.values() for one in found.practices} == set(Practice)
    assert all(found.practices and found.facts for found in RESPONSIBILITIES.values())


@pytest.mark.duty("R29")
def test_an_item_goes_from_draft_to_an_answer_with_words(owner, assessor, item, at, outbox):
    made = item()
    assert (made.state, queries.records_of(made)) == ("draft", ["T-0001"])
    actions.offer_item(by=owner, item=made, assessor=assessor, at=at)
    actions.answer_item(by=assessor, item=made, is_accepted=False, words="Say more", at=at)
    assert (made.state, made.answer, made.answered_at) == ("returned", "Say more", at)
    details = actions.ItemDetails(
        "carry_out_plans", "Kept all calls", at.date(), "Short", ["t-0001"]
    )
    actions.change_item(by=owner, item=made, details=details, at=at)
    actions.offer_item(by=owner, item=made, assessor=assessor, at=at)
    assert (made.answer, made.answered_at) == ("", None)
    actions.answer_item(by=assessor, item=made, is_accepted=True, words="Yes", at=at)
    with pytest.raises(Stale):
        actions.change_item(by=owner, item=made, details=details, at=at)
    with pytest.raises(Stale):
        actions.answer_item(by=assessor, item=made, is_accepted=False, words="No", at=at)
    made.refresh_from_db()
    assert (made.state, made.claim, made.answer) == ("accepted", "Kept all calls", "Yes")
    assert outbox()[-4:] == [
        "growth.item-offered", "growth.item-answered",
        "growth.item-offered", "growth.item-answered",
    ]  # fmt: skip


@pytest.mark.parametrize("state", list(ItemState))
def test_the_owner_withdraws_from_any_state_and_nobody_else(owner, assessor, item, at, state):
    made = item()
    PortfolioItem.objects.filter(pk=made.pk).update(state=state, assessor=assessor)
    for stranger in (assessor, SYSTEM):
        with pytest.raises(NotAllowed):
            actions.withdraw_item(by=stranger, item=made, at=at)
    if state == ItemState.WITHDRAWN:
        with pytest.raises(Stale):
            actions.withdraw_item(by=owner, item=made, at=at)
    else:
        actions.withdraw_item(by=owner, item=made, at=at)
    assert ItemState.WITHDRAWN in MOVES[state] or state == ItemState.WITHDRAWN
    assert PortfolioItem.objects.get().state == "withdrawn"


@pytest.mark.duty("R29")
def test_nobody_assesses_what_is_their_own(owner, assessor, profile, item, at):
    made = item()
    with pytest.raises(Invalid) as refused:
        actions.name_companion(by=owner, profile=profile, person=owner, part="assessor", at=at)
    assert str(refused.value) == "Nobody assesses what is their own."
    with pytest.raises(Invalid):
        actions.offer_item(by=owner, item=made, assessor=owner, at=at)
    # even where a row says so, neither an answer nor a judgement is taken
    Companion.objects.create(profile=profile, person=owner, part="assessor", since=at)
    PortfolioItem.objects.filter(pk=made.pk).update(state="offered", assessor=owner)
    with pytest.raises(Invalid):
        actions.answer_item(by=owner, item=made, is_accepted=True, words="Well done", at=at)
    with pytest.raises(Invalid):
        actions.judge(by=owner, profile=profile, verdict="reached", reasons="I think so", at=at)
    made.refresh_from_db()
    assert (made.state, made.answer, LevelJudgement.objects.count()) == ("offered", "", 0)


def test_an_item_rests_on_what_its_owner_may_see(owner, person, item, task, at):
    other = person(Role.LEAD, name="Other")
    details = promises.PromiseDetails("Secret", visibility=Visibility.NAMED)
    kept = promises.make_promise(by=other, party=party(at=at), details=details, at=at)
    for wrong in ([kept.ref], ["T-9999"], ["X-1"], ["stake-1e9"], ["\x00"], ["T-0001", kept.ref]):
        with pytest.raises(Invalid) as refused:
            item(refs=wrong)
        assert refused.value.field == "refs"
    for wrong in ({"key": "be_rich"}, {"day": at.date() + timedelta(days=2)}, {"claim": "  "}):
        with pytest.raises(Invalid):
            item(**wrong)
    with pytest.raises(Invalid):
        item(refs=[task().ref for _ in range(21)])
    assert (PortfolioItem.objects.count(), ItemRecord.objects.count()) == (0, 0)


def test_an_item_is_offered_whole_and_to_ones_own_assessor(owner, mentor, assessor, item, at):
    for made, to in (
        (item(), mentor), (item(reflection=""), assessor), (item(refs=[]), assessor),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            actions.offer_item(by=owner, item=made, assessor=to, at=at)
    assert set(PortfolioItem.objects.values_list("state", "assessor")) == {("draft", None)}
    with pytest.raises(IntegrityError):
        PortfolioItem.objects.update(state="offered")


def test_who_is_taken_away_sees_no_more_and_owes_no_answer(owner, assessor, profile, item, at):
    waiting, settled = item("One"), item("Two")
    for made in (waiting, settled):
        actions.offer_item(by=owner, item=made, assessor=assessor, at=at)
    actions.answer_item(by=assessor, item=settled, is_accepted=True, words="Yes", at=at)
    named = Companion.objects.get(person=assessor)
    with pytest.raises(NotAllowed):
        actions.drop_companion(by=assessor, companion=named, at=at)
    actions.drop_companion(by=owner, companion=named, at=at)
    states = dict(PortfolioItem.objects.values_list("claim", "state"))
    assert states == {"One": "draft", "Two": "accepted"}
    assert not queries.items_visible_to(assessor).exists()
    assert not queries.visible_to(assessor).exists()
    with pytest.raises(NotAllowed):
        actions.judge(by=assessor, profile=profile, verdict="reached", reasons="Late", at=at)
    undo(by=owner, entry_id=last_entry_id(), at=at)
    assert dict(PortfolioItem.objects.values_list("claim", "state"))["One"] == "offered"


def test_no_undo_changes_what_was_answered(owner, assessor, item, task, at):
    made = item()
    began = last_entry_id()
    details = actions.ItemDetails(
        "carry_out_plans", "Other words", at.date(), "Long", [task("Else").ref]
    )
    actions.offer_item(by=owner, item=made, assessor=assessor, at=at)
    offered = last_entry_id()
    actions.recall_item(by=owner, item=made, at=at)
    assert (made.state, made.assessor) == ("draft", None)
    actions.change_item(by=owner, item=made, details=details, at=at)
    changed = last_entry_id()
    actions.offer_item(by=owner, item=made, assessor=assessor, at=at)
    actions.answer_item(by=assessor, item=made, is_accepted=True, words="Yes", at=at)
    with pytest.raises(Stale):
        actions.recall_item(by=owner, item=made, at=at)
    for entry in (offered, changed):
        with pytest.raises(Invalid):
            undo(by=owner, entry_id=entry, at=at)
    undo(by=owner, entry_id=began, at=at)  # what was begun and went on stays
    made.refresh_from_db()
    assert (made.state, made.claim, made.assessor, queries.records_of(made)) == (
        "accepted", "Other words", assessor, ["T-0002"],
    )  # fmt: skip


@pytest.mark.duty("R29")
def test_the_check_counts_what_was_accepted_and_a_person_judges(
    owner, assessor, profile, item, at
):  # fmt: skip
    level = owner.level
    keys = LEVELS[4].responsibilities
    for key in keys:
        for number in range(3):
            made = item(f"{key} {number}", key=key, day=at.date() - timedelta(days=number))
            actions.offer_item(by=owner, item=made, assessor=assessor, at=at)
            if (key, number) != (keys[0], 0):
                actions.answer_item(by=assessor, item=made, is_accepted=True, words="Yes", at=at)
    for name in ATTRIBUTES[1:]:
        actions.state(by=owner, profile=profile, attribute=name, words="So it is", at=at)

    def check():
        items, stated = queries.items_of(owner, profile), queries.statements_of(profile)
        return queries.checked(profile, items, list(stated), at.date())

    result, taken = check()
    found = result.value
    assert found["missing_attributes"] == ["autonomy"]
    assert [(taken[place].claim, why) for place, why in found["unusable"]] == [
        ("carry_out_plans 0", "no_assessor")
    ]
    assert found["responsibilities"][keys[0]] == {"items": 2, "enough": False}
    assert found["ready_for_judgement"] is False
    last = PortfolioItem.objects.get(state="offered")
    actions.answer_item(by=assessor, item=last, is_accepted=True, words="Yes", at=at)
    actions.state(by=owner, profile=profile, attribute="autonomy", words="I decide", at=at)
    assert check()[0].value["ready_for_judgement"] is True
    assert not LevelJudgement.objects.exists()  # enough is no judgement

    grants = list(Grant.objects.values_list("person_id", "role", "scope"))
    with pytest.raises(Invalid):
        actions.judge(by=assessor, profile=profile, verdict="reached", reasons=" ", at=at)
    actions.judge(by=assessor, profile=profile, verdict="reached", reasons="Steady", at=at)
    said = LevelJudgement.objects.values("level", "verdict", "reasons", "by", "at").get()
    assert said == {
        "level": 4, "verdict": "reached", "reasons": "Steady", "by": assessor.pk, "at": at,
    }  # fmt: skip
    owner.refresh_from_db()
    assert (owner.level, list(Grant.objects.values_list("person_id", "role", "scope"))) == (
        level, grants,
    )  # fmt: skip


def test_who_is_erased_is_named_in_no_claim(person, item, at):
    whom = party("Zebulon Kwiatek", kind="person", at=at)
    made = item("Kept talking with Zebulon Kwiatek", reflection="Zebulon Kwiatek likes mornings")
    erase_party(by=person(Role.CUSTODIAN), party=whom, reason="Asked for it", at=at)
    made.refresh_from_db()
    assert (made.claim, made.reflection) == (
        f"Kept talking with {MARK}", f"{MARK} likes mornings",
    )  # fmt: skip


def test_only_the_owner_writes_whatever_anybody_else_holds(person, owner, mentor, profile, at):
    step = actions.plan_step(by=owner, profile=profile, details=actions.StepDetails("Read"), at=at)
    details = actions.ItemDetails("carry_out_plans", "I", at.date())
    for by in (mentor, person(Role.ADMINISTRATOR), person(Role.EXECUTIVE), SYSTEM):
        for refused in (
            lambda by=by: actions.add_item(by=by, profile=profile, details=details, at=at),
            lambda by=by: actions.state(
                by=by, profile=profile, attribute="autonomy", words="Mine", at=at
            ),
            lambda by=by: actions.assess_self(
                by=by, profile=profile, key="carry_out_plans", grade="alone", at=at
            ),
            lambda by=by: actions.name_companion(
                by=by, profile=profile, person=mentor, part="assessor", at=at
            ),
            lambda by=by: actions.finish_step(by=by, step=step, done_date=at.date(), at=at),
            lambda by=by: actions.drop_step(by=by, step=step, at=at),
            lambda by=by: actions.judge(
                by=by, profile=profile, verdict="reached", reasons="So", at=at
            ),
        ):
            with pytest.raises(NotAllowed):
                refused()
    step.refresh_from_db()
    assert step.done_date is None
    counts = [one.objects.count() for one in (PortfolioItem, Statement, SelfAssessment)]
    assert (counts, Companion.objects.count()) == ([0, 0, 0], 2)


def test_somebody_let_in_for_one_initiative_alone_has_a_profile_too(person, at):
    guest = person(None, name="Guest")
    Grant.objects.create(person=guest, role=Role.VIEWER, scope="initiative", object_id=7)
    made = actions.aim(by=guest, level=5, at=at)
    actions.assess_self(by=guest, profile=made, key="keep_plans", grade="alone", at=at)
    actions.aim(by=guest, level=6, at=at)
    assert Profile.objects.values_list("person", "level").get() == (guest.pk, 6)
    with pytest.raises(NotAllowed):
        actions.aim(by=person(None, name="Nobody"), level=5, at=at)
    with pytest.raises(Invalid):
        actions.aim(by=guest, level=3, at=at)


@pytest.mark.duty("R04")
def test_steps_are_logged_with_their_effect_and_self_assessments_stay(owner, profile, at):
    day = at.date()
    details = actions.StepDetails("Sit in on a talk", day, "Mati", "spread_information")
    step = actions.plan_step(by=owner, profile=profile, details=details, at=at)
    with pytest.raises(Invalid):
        actions.finish_step(by=owner, step=step, done_date=day + timedelta(days=3), at=at)
    actions.finish_step(by=owner, step=step, done_date=day, at=at)
    actions.finish_step(by=owner, step=step, done_date=day, effect="I ask more", at=at)
    step.refresh_from_db()
    assert (step.words, step.company, step.done_date, step.effect) == (
        "Sit in on a talk", "Mati", day, "I ask more",
    )  # fmt: skip
    for grade in ("with-help", "alone"):
        actions.assess_self(by=owner, profile=profile, key="carry_out_plans", grade=grade, at=at)
    with pytest.raises(Invalid):
        actions.assess_self(by=owner, profile=profile, key="carry_out_plans", grade="best", at=at)
    said = queries.self_assessments_of(profile)
    assert [one.grade for one in said["carry_out_plans"]] == ["alone", "with-help"]
