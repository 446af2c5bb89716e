"""What the record holds of one's own work: counted, with the rows behind it, or why not."""

from datetime import timedelta

import pytest

from accord.features.alignment import actions as alignment
from accord.features.engagement import actions as engagement
from accord.features.engagement.queries import FoundNeed
from accord.features.growth import queries
from accord.features.growth.queries import FEWEST
from accord.features.growth.states import FACTS, RESPONSIBILITIES
from accord.features.keyplans import actions as keyplans
from accord.features.needs.models import Need
from accord.features.promises import actions as promises
from accord.features.tradeoffs import actions as tradeoffs
from accord.features.workshops import actions as workshops
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.methods.intervals import wilson_bounds
from tests.factories.departments import department
from tests.factories.initiatives import said, stake
from tests.factories.stakeholders import party
from tests.factories.workshops import workshop

pytestmark = pytest.mark.django_db


def test_every_fact_has_words_and_some_responsibility_asks_for_it():
    asked = {fact for found in RESPONSIBILITIES.values() for fact in found.facts}
    assert asked == set(FACTS)


@pytest.mark.duty("R29")
def test_a_share_has_n_bounds_and_rows_or_says_that_it_rests_on_too_little(
    owner, person, task, at
):  # fmt: skip
    def fact():
        return queries.facts_about(owner, ["tasks_in_time"], at)["tasks_in_time"]

    assert (fact().n, fact().hits, fact().is_thin) == (0, 0, True)
    task(late=True)
    task(whose=person(Role.LEAD))  # somebody else's
    task(due=at - timedelta(days=400))  # too long ago
    assert (fact().n, fact().hits, fact().low, fact().is_thin) == (1, 0, None, True)
    for _ in range(FEWEST - 1):
        task()
    found = fact()
    low, high = wilson_bounds(FEWEST - 1, FEWEST)
    assert (found.n, found.hits, found.low, found.high, found.is_thin) == (5, 4, low, high, False)
    behind = queries.rows_behind(owner, "tasks_in_time", at)
    assert len(behind) == found.n
    assert sum(bool(row.is_hit) for row in behind) == found.hits


@pytest.mark.duty("R29")
def test_the_record_tells_of_all_ones_work_and_of_nobody_elses(person, owner, at):
    lead = person(Role.MANAGER, name="Lead")
    dairy = party("Dairy", at=at)
    due = at - timedelta(days=9)
    for act in (promises.keep_promise, None):
        details = promises.PromiseDetails("A price", owner_id=lead.pk, due_at=due)
        made = promises.make_promise(by=lead, party=dairy, details=details, at=due)
        if act:
            act(by=lead, promise=made, at=due)
    talk = engagement.TalkDetails("They ask for a bridge", needs=(FoundNeed("A bridge"),))
    engagement.log_interaction(by=lead, parties=[dairy], details=talk, at=due)
    Need.objects.update(quotation="A bridge, at last")
    held = stake(who=dairy, at=due)
    said(lead, held, at=due, power=3)
    sat = workshop(held, by=lead, at=due)
    workshops.show_workshop(by=lead, workshop=sat, at=due)
    plan = keyplans.open_plan(
        by=lead, party=dairy, at=due,
        details=keyplans.PlanDetails(
            "More", lead.pk, due.date(), due.date().replace(year=2030), sponsor_id=lead.pk
        ),
    )  # fmt: skip
    goal = keyplans.add_goal(
        by=lead, plan=plan, details=keyplans.GoalDetails(2027, "Pipe"), at=due
    )  # fmt: skip
    keyplans.settle_goal(by=lead, goal=goal, state="reached", at=due)
    keyplans.review_plan(by=lead, plan=plan, words="Fine", is_on_course=True, at=due)
    vision = alignment.set_vision(by=lead, words="Good neighbours", reason="We grow", at=due)
    board = tradeoffs.open_tradeoff(by=lead, details=tradeoffs.TradeOffDetails("Who"), at=due)
    tradeoffs.add_demand(by=lead, tradeoff=board, party=dairy, words="More", at=due)
    option = tradeoffs.add_option(by=lead, tradeoff=board, words="All", at=due)
    demand = board.demands.get()
    tradeoffs.weigh(by=lead, option=option, demand=demand, effect=1, at=due)
    tradeoffs.decide(by=lead, option=option, grounds="Fair", at=due)

    found = queries.facts_about(lead, FACTS, at)
    assert {key: (one.n, one.hits) for key, one in found.items()} == {
        "tasks_in_time": (0, 0), "promises_kept": (2, 1), "talks_recorded": (1, None),
        "needs_quoted": (1, None), "stakes_assessed": (1, None), "stakes_at_level": (0, 0),
        "workshops_led": (1, None), "tradeoffs_decided": (1, None), "plans_reviewed": (1, None),
        "goals_reached": (1, 1), "plans_sponsored": (1, None), "visions_set": (1, None),
    }  # fmt: skip
    assert {one.n for one in queries.facts_about(owner, FACTS, at).values()} == {0}
    for key, one in found.items():
        rows = queries.rows_behind(lead, key, at)
        assert len(rows) == one.n, key
        refs = [row.record.ref for row in rows]
        assert sorted(queries.records_by_ref(lead, refs)) == sorted(refs), key
    assert {one.ref for one in queries.suggested(lead, FACTS, at)} == {
        "P-0001", "K-0001", "N-0001", f"stake-{held.pk}", f"workshop-{sat.pk}", board.ref,
        plan.ref, f"goal-{goal.pk}", f"vision-{vision.pk}",
    }  # fmt: skip


def test_what_one_may_not_see_is_in_no_figure(person, at):
    """What somebody did for a party that is out of their sight now is neither counted nor told."""
    here, there = department("Here"), department("There")
    lead = person(Role.LEAD, department=here)
    due = at - timedelta(days=3)
    for where in (here, there):
        whom = party(at=at, department_id=where.pk, visibility="department")
        details = promises.PromiseDetails("A price", owner_id=lead.pk, due_at=due)
        promises.make_promise(by=SYSTEM, party=whom, details=details, at=due)
    fact = queries.facts_about(lead, ["promises_kept"], at)["promises_kept"]
    assert (fact.n, fact.hits) == (1, 0)
    assert [row.record.ref for row in queries.rows_behind(lead, "promises_kept", at)] == ["P-0001"]
    assert list(queries.records_by_ref(lead, ["P-0001", "P-0002"])) == ["P-0001"]
