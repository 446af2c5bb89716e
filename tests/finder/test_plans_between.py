"""Found by whoever may see what they are about: key plans, policies, and feedback by its reader."""

from datetime import date, timedelta

import pytest

from accord.features.feedback import actions as feedback
from accord.features.governance import actions as governance
from accord.features.keyplans import actions as keyplans
from accord.features.needs.actions import hear_need
from accord.features.stakeholders.actions import change_party, merge_parties
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.search.checking import differences
from accord.foundation.search.queries import find
from accord.foundation.search.texts import find_texts
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(person):
    return person(Role.LEAD, name="Lena Lead")


@pytest.fixture
def reader(person):
    return person(Role.VIEWER)


@pytest.fixture
def found(person):
    """Give what somebody finds under some words: references by name, then by running text."""
    nobody, house = person(None), person(Role.ADMINISTRATOR)

    def ask(who, words):
        for barred in (nobody, house):
            assert find(barred, words).groups == ()
            assert find_texts(barred, words).hits == ()
        names = [hit.ref for group in find(who, words).groups for hit in group.hits]
        return names, [hit.ref for hit in find_texts(who, words).hits]

    yield ask
    assert list(differences()) == []


def test_key_plans_are_found_by_ambition_gain_and_goals_as_far_as_the_party_is_seen(
    found, lead, reader, at
):
    dairy = party("Dairy", kind="organisation", owner_id=lead.pk)
    details = keyplans.PlanDetails(
        "They build on our water", lead.pk, date(2026, 1, 1), date(2028, 12, 31),
        gain="Steady price",
    )  # fmt: skip
    plan = keyplans.open_plan(by=SYSTEM, party=dairy, details=details, at=at)
    goal = keyplans.GoalDetails(2026, "Two tanks")
    keyplans.add_goal(by=SYSTEM, plan=plan, details=goal, at=at)
    assert found(reader, "build on our water") == ([plan.ref], [dairy.ref, plan.ref])
    assert (found(reader, "steady"), found(reader, "tanks")) == (([], [plan.ref]),) * 2
    undo(by=SYSTEM, entry_id=Entry.objects.latest("id").pk, at=at)
    assert found(reader, "tanks") == ([], [])
    other = party("Dairy Farms", kind="organisation", owner_id=lead.pk)
    merge_parties(by=SYSTEM, survivor=other, merged=dairy, at=at)
    assert found(reader, "steady") == ([], [plan.ref])
    change_party(by=SYSTEM, party=other, visibility="named", at=at)
    assert (found(reader, "steady"), found(lead, "steady")) == (([], []), ([], [plan.ref]))


def test_policies_are_found_by_purpose_tone_work_and_channels(found, lead, reader, at):
    details = governance.PolicyDetails(
        "Heard first", lead.pk, at.date() + timedelta(90), "Plain words"
    )
    made = governance.add_policy(by=lead, initiative=initiative("Dam"), details=details, at=at)
    assert found(reader, "heard first") == ([made.ref], [made.ref])
    assert found(reader, "plain") == ([], [made.ref])
    governance.add_duty(by=lead, policy=made, words="Answer the valley", at=at)
    assert found(reader, "valley") == ([], [made.ref])


def test_feedback_to_a_colleague_is_found_by_the_two_and_its_draft_by_its_author(
    found, lead, reader, person, at
):
    anna, dairy = person(name="Anna Saar"), party("Dairy", at=at)
    need = hear_need(by=SYSTEM, party=dairy, words="Steady water", at=at)
    made = feedback.write_feedback(
        by=lead, title="The talks", words="They helped", person=anna, at=at
    )
    mine, none = ([made.ref], [made.ref]), ([], [])

    def all_find():
        return [
            (found(one, "the talks")[0], found(one, "helped")[1]) for one in (lead, anna, reader)
        ]

    assert all_find() == [mine, none, none]
    feedback.add_fact(by=lead, feedback=made, ref=need.ref, words="You asked", at=at)
    feedback.give(by=lead, feedback=made, at=at)
    assert all_find() == [mine, mine, none]


def test_feedback_to_a_party_is_found_once_it_was_given_by_whoever_may_see_the_party(
    found, lead, reader, person, at
):
    keeper, dairy = person(name="Karl Keeper"), party("Dairy", at=at)
    change_party(by=SYSTEM, party=dairy, owner_id=keeper.pk, at=at)
    need = hear_need(by=SYSTEM, party=dairy, words="Steady water", at=at)
    made = feedback.write_feedback(
        by=lead, title="The talks", words="They helped", party=dairy, at=at
    )
    mine, none = ([made.ref], [made.ref]), ([], [])

    def all_find():
        return [
            (found(one, "the talks")[0], found(one, "helped")[1]) for one in (lead, keeper, reader)
        ]

    assert all_find() == [mine, none, none]
    feedback.add_fact(by=lead, feedback=made, ref=need.ref, words="You asked", at=at)
    feedback.give(by=lead, feedback=made, at=at)
    assert all_find() == [mine, mine, mine]
    change_party(by=SYSTEM, party=dairy, visibility="named", at=at)
    assert all_find() == [mine, mine, none]
