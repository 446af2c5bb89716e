from datetime import date, timedelta

import pytest

from accord.features.keyplans import actions, policies, queries
from accord.features.keyplans.models import Goal, KeyPlan, Review
from accord.features.stakeholders.actions import (
    BulkChange,
    change_parties,
    hand_over,
    merge_parties,
    unmerge,
)
from accord.features.stakeholders.models import TimelineRow
from accord.features.tasks.models import Task
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(person):
    return person(Role.LEAD)


def details(owner, **more):
    given = {"from_date": date(2026, 1, 1), "until_date": date(2028, 12, 31), **more}
    return actions.PlanDetails("They build on our water for ten years", owner.pk, **given)


def opened(owner, at, *, whom=None, **more):
    whom = whom or party("Dairy", kind="organisation", at=at)
    return actions.open_plan(by=SYSTEM, party=whom, details=details(owner, **more), at=at)


@pytest.mark.duty("R20")
def test_a_plan_has_goals_over_years_and_is_reviewed_each_quarter(lead, at):
    teodor = party("Teodor", kind="person", at=at)
    plan = opened(lead, at, sponsor_id=lead.pk, counterpart=teodor, gain="Steady price")
    goal = actions.add_goal(
        by=lead, plan=plan, details=actions.GoalDetails(2026, "Two tanks", "both filled"), at=at
    )
    actions.add_goal(by=lead, plan=plan, details=actions.GoalDetails(2027, "One pipe"), at=at)
    [first] = Task.objects.all()
    quarter = at + timedelta(days=90)
    assert (first.owner, first.title, first.due_at) == (
        lead, "Review the plan with Dairy", quarter,
    )  # fmt: skip
    assert [queries.is_due(plan, when) for when in (at, quarter)] == [False, True]

    actions.settle_goal(by=lead, goal=goal, state="reached", at=quarter, note="In May")
    actions.review_plan(by=lead, plan=plan, words="It holds", is_on_course=True, at=quarter)
    plan.refresh_from_db()
    first.refresh_from_db()
    assert (plan.review_at, first.state) == (quarter + timedelta(days=90), "done")
    assert Task.objects.filter(state="open").get().due_at == plan.review_at
    assert queries.goal_counts([plan]) == {plan.pk: (1, 2)}
    assert list(Goal.objects.order_by("year").values_list("state", "note")) == [
        ("reached", "In May"), ("open", ""),
    ]  # fmt: skip
    assert Review.objects.values("by", "words", "is_on_course").get() == {
        "by": lead.pk, "words": "It holds", "is_on_course": True,
    }  # fmt: skip

    actions.end_plan(by=lead, plan=plan, outcome="They stay", at=quarter)
    assert not Task.objects.filter(state="open").exists()
    verbs = TimelineRow.objects.filter(verb__startswith="plan-").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "plan-opened", "plan-reviewed", "plan-ended",
    ]  # fmt: skip
    for refused in (
        lambda: actions.end_plan(by=lead, plan=plan, outcome="Again", at=quarter),
        lambda: actions.review_plan(
            by=lead, plan=plan, words="Late", is_on_course=True, at=quarter
        ),
        lambda: actions.settle_goal(by=lead, goal=goal, state="open", at=quarter),
    ):
        with pytest.raises(Stale):
            refused()


def test_one_plan_at_a_time_and_only_of_sense(lead, at):
    plan = opened(lead, at)
    with pytest.raises(Stale):
        opened(lead, at, whom=plan.party)
    other = party("Council", kind="organisation", at=at)
    for wrong in (
        {"until_date": date(2025, 1, 1)},
        {"review_days": 3},
        {"counterpart": plan.party},  # a house stands for nothing
    ):
        with pytest.raises(Invalid):
            opened(lead, at, whom=other, **wrong)
    with pytest.raises(Invalid):
        actions.add_goal(by=lead, plan=plan, details=actions.GoalDetails(1, "Soon"), at=at)
    with pytest.raises(Invalid):
        actions.review_plan(by=lead, plan=plan, words=" ", is_on_course=True, at=at)
    assert (KeyPlan.objects.count(), Goal.objects.count(), Task.objects.count()) == (1, 0, 1)


def test_leaders_plan_practitioners_review_and_readers_read(person, lead, at):
    practitioner, viewer = person(Role.PRACTITIONER), person(Role.VIEWER)
    whom = party("Dairy", kind="organisation", at=at)
    for by in (practitioner, viewer):
        with pytest.raises(NotAllowed):
            actions.open_plan(by=by, party=whom, details=details(lead), at=at)
    plan = opened(lead, at, whom=whom)
    actions.review_plan(by=practitioner, plan=plan, words="Seen", is_on_course=False, at=at)
    with pytest.raises(NotAllowed):
        actions.review_plan(by=viewer, plan=plan, words="Seen", is_on_course=True, at=at)
    with pytest.raises(NotAllowed):
        actions.end_plan(by=practitioner, plan=plan, outcome="Over", at=at)
    assert Review.objects.count() == 1


def test_a_plan_for_somebody_hidden_is_not_told(person, lead, at):
    keeper = person(Role.MANAGER)
    secret = party("Witness", kind="person", visibility="named", owner_id=keeper.pk, at=at)
    opened(keeper, at, whom=secret)
    assert not queries.visible_to(lead).exists()
    assert queries.visible_to(keeper).count() == 1


def test_a_plan_follows_into_another_record_and_comes_back(lead, at):
    plan = opened(lead, at)
    survivor = party("Dairy Ltd", kind="organisation", at=at)
    merge_parties(by=SYSTEM, survivor=survivor, merged=plan.party, at=at)
    plan.refresh_from_db()
    assert plan.party == survivor


def test_the_reminder_goes_with_the_plan_to_its_new_owner(person, lead, at):
    plan = opened(lead, at)
    other = person(Role.LEAD, name="Anneli Saar")
    actions.change_plan(by=SYSTEM, plan=plan, details=details(other), at=at)
    task = Task.objects.get()
    assert (plan.owner, task.owner, task.state) == (other, other, "open")
    task.owner = lead  # somebody took it over since; a plan that stays with its owner leaves it
    task.save()
    actions.change_plan(by=SYSTEM, plan=plan, details=details(other, gain="Price"), at=at)
    task.refresh_from_db()
    assert (task.owner, Task.objects.count()) == (lead, 1)


def test_goals_and_reviews_of_two_plans_for_one_party_come_together_and_apart(lead, at):
    plans = [opened(lead, at), opened(lead, at, whom=party("Dairy Ltd", at=at))]
    for plan, words in zip(plans, ("Two tanks", "One pipe"), strict=True):
        goal = actions.GoalDetails(2026, words)
        actions.add_goal(by=lead, plan=plan, details=goal, at=at)
    stays, goes = plans
    merge = merge_parties(by=SYSTEM, survivor=stays.party, merged=goes.party, at=at)
    assert list(Goal.objects.order_by("pk").values_list("plan", flat=True)) == [stays.pk] * 2
    assert KeyPlan.objects.get() == stays
    unmerge(by=SYSTEM, merge=merge, at=at)
    assert list(Goal.objects.order_by("pk").values_list("plan", flat=True)) == [stays.pk, goes.pk]


@pytest.mark.duty("R15")
def test_the_contact_plans_for_their_own_stakeholder_and_nobody_else_s(person, lead, at):
    contact, other = person(), person(name="Dmitri Volkov")
    dairy = party("Dairy", kind="organisation", owner_id=contact.pk, at=at)

    with pytest.raises(NotAllowed):
        actions.open_plan(by=other, party=dairy, details=details(other), at=at)
    assert not KeyPlan.objects.exists()
    plan = actions.open_plan(by=contact, party=dairy, details=details(contact), at=at)
    actions.change_plan(by=contact, plan=plan, details=details(contact, gain="Price"), at=at)

    assert (plan.owner, plan.gain, policies.PLAN.allows(lead, plan)) == (contact, "Price", True)
    with pytest.raises(NotAllowed):
        actions.change_plan(by=other, plan=plan, details=details(other), at=at)


@pytest.mark.duty("R15")
@pytest.mark.parametrize("many", [False, True])
def test_with_a_stakeholder_its_plan_goes_to_the_new_contact_and_comes_back(person, at, many):
    contact, new = person(), person(name="Dmitri Volkov")
    dairy = party("Dairy", kind="organisation", owner_id=contact.pk, at=at)
    quarry = party("Quarry", kind="organisation", owner_id=contact.pk, at=at)
    plan = opened(contact, at, whom=dairy)
    led = opened(person(Role.LEAD), at, whom=quarry)  # a leader's own plan stays with them
    ended = actions.end_plan(by=SYSTEM, plan=opened(contact, at), outcome="Over", at=at)

    if many:
        what = BulkChange("owner", value=new.pk)
        done = change_parties(by=contact, keys=[dairy.pk, quarry.pk], what=what, at=at)
        entry = done.entry_id
    else:
        hand_over(by=contact, party=dairy, to=new, at=at)
        entry = last_entry_id()

    task = Task.objects.get(party=dairy)
    assert KeyPlan.objects.get(pk=plan.pk).owner == task.owner == new
    assert KeyPlan.objects.get(pk=led.pk).owner == led.owner
    assert KeyPlan.objects.get(pk=ended.pk).owner == contact
    undo(by=contact, entry_id=entry, at=at)
    task.refresh_from_db()
    assert KeyPlan.objects.get(pk=plan.pk).owner == task.owner == contact
