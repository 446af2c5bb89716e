"""Every write on plans for key relationships."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from accord.features.keyplans import policies
from accord.features.keyplans.models import Goal, KeyPlan, Review
from accord.features.keyplans.states import GoalState
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Kind, RowKind
from accord.features.tasks.actions import TaskDetails, add_task, finish_task, hand_over_task
from accord.features.tasks.models import Task
from accord.features.tasks.states import State as TaskState
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor

REVIEWS = range(7, 731)
YEARS = range(2000, 2201)


@dataclass(frozen=True)
class PlanDetails:
    """Where we want to be, what both gain, who stands for it, and how often it is looked at."""

    ambition: str
    owner_id: int
    from_date: date
    until_date: date
    gain: str = ""
    sponsor_id: int | None = None
    counterpart: Party | None = None
    review_days: int = 90


@dataclass(frozen=True)
class GoalDetails:
    """What is to be reached in which year, and by what that is seen."""

    year: int
    words: str
    measure: str = ""


def open_plan(*, by: Actor, party: Party, details: PlanDetails, at: datetime) -> KeyPlan:
    """Plan a relationship over years. Raises Stale while another plan for the party goes on."""
    fields = _checked(party, details)
    with change(policies.PLAN, by=by, at=at, subject=party) as record:
        if KeyPlan.objects.filter(party=party, ended_at=None).exists():
            raise Stale(_("There is a plan for them already; end it first."))
        plan = KeyPlan(
            ref=reference("R", take_numbers("keyplan")[0]), party=party,
            review_at=at + timedelta(days=details.review_days), **fields,
        )  # fmt: skip
        plan.reminder = _remind(by, plan, at)
        record.add(plan)
        record.subject = plan
        _tell(by, record, plan, "plan-opened", at, plan.ambition)
    return plan


def change_plan(
    *, by: Actor, plan: KeyPlan, details: PlanDetails, at: datetime, seen: int | None = None
) -> KeyPlan:
    """Set the facts of a plan anew. Raises Stale when it has ended."""
    fields = _checked(plan.party, details)
    with _going_on(policies.PLAN, by, plan, at, seen) as record:
        _give(by, record, plan, at, **fields)
    return plan


def let_contact_follow(
    *, by: Actor, record: Record, before: Mapping[int, int | None], to: int, at: datetime
) -> None:
    """Let plans that their parties' former contact owned go to the new one, with what is to do."""
    going = KeyPlan.objects.filter(party__in=list(before), ended_at=None)
    for plan in going.select_related("party", "reminder").order_by("pk"):
        if plan.owner_id == before[plan.party_id]:
            _give(by, record, plan, at, owner_id=to)


def _give(by: Actor, record: Record, plan: KeyPlan, at: datetime, **fields: Any) -> None:
    """Write these facts of a plan; with its owner goes the task to look at it."""
    before, task = plan.owner_id, plan.reminder
    record.set(plan, **fields)
    if plan.owner_id != before and task is not None and task.owner_id == before:
        _hand_over(by, task, plan, at)


def add_goal(*, by: Actor, plan: KeyPlan, details: GoalDetails, at: datetime) -> Goal:
    """Add what is to be reached in one year."""
    if details.year not in YEARS:
        raise Invalid(_("This is no year."), field="year")
    goal = Goal(
        plan=plan, year=details.year, words=said(details.words, "words", 300),
        measure=plain(details.measure, "measure", 200),
    )  # fmt: skip
    with _going_on(policies.PLAN, by, plan, at) as record:
        record.add(goal)
    return goal


def settle_goal(
    *, by: Actor, goal: Goal, state: str, at: datetime, note: str = ""
) -> Goal:  # fmt: skip
    """Say what became of a goal, or take it up again."""
    if state not in GoalState.values:
        raise Invalid(_("There is no such choice."), field="state")
    note = plain(note, "note", 300)
    with _going_on(policies.REVIEW, by, goal.plan, at) as record:
        settled = None if state == GoalState.OPEN else at
        record.set(goal, state=state, settled_at=settled, note=note)
    return goal


def review_plan(
    *, by: Actor, plan: KeyPlan, words: str, is_on_course: bool, at: datetime
) -> Review:
    """Write down what was found; the next review is due after the agreed days."""
    review = Review(
        plan=plan, at=at, by_id=by.pk, words=said(words, "words", 4000),
        is_on_course=is_on_course,
    )  # fmt: skip
    with _going_on(policies.REVIEW, by, plan, at) as record:
        _reminded(by, plan, at)
        record.add(review)
        plan_at = at + timedelta(days=plan.review_days)
        record.set(plan, review_at=plan_at, reminder=_remind(by, plan, at))
        _tell(by, record, plan, "plan-reviewed", at, review.words)
    return review


def end_plan(*, by: Actor, plan: KeyPlan, outcome: str, at: datetime) -> KeyPlan:
    """End a plan and say what came of it."""
    outcome = said(outcome, "outcome", 4000)
    with _going_on(policies.PLAN, by, plan, at) as record:
        _reminded(by, plan, at)
        record.set(plan, ended_at=at, outcome=outcome, reminder=None)
        _tell(by, record, plan, "plan-ended", at, outcome)
    return plan


@contextmanager
def _going_on(
    rule: Any, by: Actor, plan: KeyPlan, at: datetime, seen: int | None = None
) -> Iterator[Record]:
    with change(rule, by=by, at=at, subject=plan, seen=seen) as record:
        if plan.ended_at is not None:
            raise Stale(_("This plan has ended."))
        yield record


def _remind(by: Actor, plan: KeyPlan, at: datetime) -> Any:
    """Give the owner the task to look at the plan when its time has come."""
    title = _("Review the plan with %(name)s") % {"name": plan.party.name}
    details = TaskDetails(
        title[:200], plan.owner_id, party=plan.party, due_at=at + timedelta(days=plan.review_days)
    )
    return add_task(by=by, details=details, at=at)


def _hand_over(by: Actor, task: Task, plan: KeyPlan, at: datetime) -> None:
    """Let the task to look at a plan go with it to its new owner."""
    if task.state == TaskState.OPEN:
        owner = User.objects.get(pk=plan.owner_id)
        hand_over_task(by=by, task=task, to=owner, at=at)


def _reminded(by: Actor, plan: KeyPlan, at: datetime) -> None:
    if plan.reminder is not None and plan.reminder.state == TaskState.OPEN:
        finish_task(by=by, task=plan.reminder, at=at, is_settled=True)


def _checked(party: Party, details: PlanDetails) -> dict[str, Any]:
    if details.until_date <= details.from_date:
        raise Invalid(_("The last day lies before the first."), field="until_date")
    if details.review_days not in REVIEWS:
        raise Invalid(_("This goes from 7 to 730 days."), field="review_days")
    there = details.counterpart
    if there is not None and (there.kind != Kind.PERSON or there.pk == party.pk):
        raise Invalid(_("On their side a person stands for it."), field="counterpart")
    return {
        "ambition": said(details.ambition, "ambition", 4000),
        "gain": plain(details.gain, "gain", 4000), "owner_id": details.owner_id,
        "sponsor_id": details.sponsor_id, "counterpart": there,
        "from_date": details.from_date, "until_date": details.until_date,
        "review_days": details.review_days,
    }  # fmt: skip


def _tell(
    by: Actor, record: Record, plan: KeyPlan, verb: str, at: datetime, text: str
) -> None:  # fmt: skip
    telling = Telling(RowKind.CHANGE, verb, subject=plan, ref=plan.ref, title=plan.ref, text=text)
    tell(by=by, record=record, parties=[plan.party], telling=telling, at=at)
