from datetime import timedelta

import pytest

from accord.features.escalations import actions, queries
from accord.features.escalations.models import Climb, Escalation, Step
from accord.features.stakeholders.actions import merge_parties
from accord.features.stakeholders.models import TimelineRow
from accord.features.tasks.actions import TaskDetails, add_task, depend_on, finish_task
from accord.features.tasks.models import Task
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
BUNDLE = actions.Bundle("May they move in early?", "The pipe is late", "A second tank", "June")


@pytest.fixture
def practitioner(person):
    return person(Role.PRACTITIONER, name="Piotr Zych")


@pytest.fixture
def lead(person):
    return person(Role.LEAD, name="Anneli Saar")


@pytest.fixture
def executive(person):
    return person(Role.EXECUTIVE, name="Jaan Tamm")


@pytest.fixture
def ladder(lead, executive, at):
    return [
        actions.set_step(by=SYSTEM, person=who, level=level, hours=hours, at=at)
        for who, level, hours in ((lead, 5, 24), (executive, 7, 48))
    ]


@pytest.fixture
def dairy(at):
    return party("Dairy", kind="organisation", at=at)


def raised(by, whom, at, bundle=BUNDLE):
    return actions.raise_escalation(by=by, party=whom, bundle=bundle, at=at)


def open_tasks():
    found = Task.objects.filter(state="open").order_by("pk")
    return [(task.owner.name, task.title, task.due_at) for task in found]


@pytest.mark.duty("R28")
def test_it_climbs_by_the_clock_is_decided_at_the_top_and_answered(
    practitioner, lead, executive, ladder, dairy, at
):
    one = raised(practitioner, dairy, at)
    title = "Decide: May they move in early?"
    assert (one.ref, one.level, one.holder, one.due_at) == ("E-0001", 5, lead, at + 24 * HOUR)
    assert open_tasks() == [("Anneli Saar", title, at + 24 * HOUR)]

    assert actions.climb_overdue(by=SYSTEM, at=at + 23 * HOUR) == 0
    late = at + 25 * HOUR
    assert actions.climb_overdue(by=SYSTEM, at=late) == 1
    one.refresh_from_db()
    assert (one.level, one.holder, one.due_at) == (7, executive, late + 48 * HOUR)
    assert open_tasks() == [("Jaan Tamm", title, late + 48 * HOUR)]
    assert actions.climb_overdue(by=SYSTEM, at=late + 49 * HOUR) == 0  # there is nobody above
    assert queries.is_late(one, late + 49 * HOUR)

    decided = late + HOUR
    actions.decide(by=executive, escalation=one, words="Yes, from June", at=decided)
    assert (one.state, one.decision, one.decided_by, one.decided_at) == (
        "decided", "Yes, from June", executive, decided,
    )  # fmt: skip
    told = "Tell them what was decided: May they move in early?"
    assert open_tasks() == [("Piotr Zych", told, decided + 48 * HOUR)]
    actions.answer(by=practitioner, escalation=one, words="By phone", at=decided + HOUR)
    one.refresh_from_db()
    assert open_tasks() == []
    assert (one.state, one.answer, one.answered_by) == ("answered", "By phone", practitioner)
    assert list(Climb.objects.order_by("pk").values_list("holder", "level", "by", "reason")) == [
        (lead.pk, 5, practitioner.pk, ""), (executive.pk, 7, None, "no decision in time"),
    ]  # fmt: skip
    rows = TimelineRow.objects.filter(verb__startswith="escalation-").order_by("pk")
    assert [row.verb.removeprefix("escalation-") for row in rows] == [
        "raised", "climbed", "decided", "answered",
    ]  # fmt: skip
    assert queries.figures(lead, at) == {"raised": 1, "decided": 1, "in_time": 1, "answered": 1}


def test_it_does_not_climb_to_whoever_raised_it(lead, executive, ladder, dairy, at):
    one = raised(executive, dairy, at)
    assert one.holder == lead
    with pytest.raises(Stale):
        actions.climb(by=lead, escalation=one, reason="Too big", at=at)
    assert actions.climb_overdue(by=SYSTEM, at=at + 25 * HOUR) == 0
    one.refresh_from_db()
    assert (one.holder, one.level, one.state) == (lead, 5, "open")


def test_only_whom_it_lies_with_decides_and_only_once(
    practitioner, lead, executive, ladder, dairy, at
):
    one = raised(practitioner, dairy, at)
    for by in (practitioner, executive):
        with pytest.raises(NotAllowed):
            actions.decide(by=by, escalation=one, words="Yes", at=at)
    with pytest.raises(Invalid):
        actions.decide(by=lead, escalation=one, words="  ", at=at)
    with pytest.raises(Stale):
        actions.answer(by=lead, escalation=one, words="Yes", at=at)
    one.refresh_from_db()
    assert (one.state, one.decision, len(open_tasks())) == ("open", "", 1)
    actions.decide(by=lead, escalation=one, words="No", at=at)
    for refused in (
        lambda: actions.decide(by=lead, escalation=one, words="Yes", at=at),
        lambda: actions.climb(by=practitioner, escalation=one, reason="Too slow", at=at),
        lambda: actions.withdraw(by=practitioner, escalation=one, reason="Settled", at=at),
    ):
        with pytest.raises(Stale):
            refused()
    assert (Climb.objects.count(), one.decision) == (1, "No")


def test_without_somebody_who_may_see_the_party_nothing_is_escalated(
    practitioner, lead, executive, person, dairy, at
):
    with pytest.raises(Invalid):
        raised(practitioner, dairy, at)  # nobody stands on the ladder
    actions.set_step(by=SYSTEM, person=lead, level=5, hours=24, at=at)
    actions.set_step(by=SYSTEM, person=executive, level=7, hours=24, at=at)
    secret = party("Witness", kind="person", visibility="named", owner_id=executive.pk, at=at)
    one = raised(executive, party("Other", kind="person", at=at), at)
    assert one.holder == lead
    with pytest.raises(Invalid):  # the lead may not see the witness; the executive raises it
        raised(executive, secret, at)
    with pytest.raises(NotAllowed):
        raised(practitioner, secret, at)
    viewer = person(Role.VIEWER)
    with pytest.raises(NotAllowed):
        raised(viewer, dairy, at)
    assert (Escalation.objects.count(), len(open_tasks())) == (1, 1)
    assert not queries.visible_to(practitioner).filter(party=secret).exists()


@pytest.mark.parametrize(
    "bundle",
    [
        actions.Bundle(" ", "It broke"), actions.Bundle("What now?", ""),
        actions.Bundle("What now?", "x" * 4001), actions.Bundle("a\x00", "It broke"),
        actions.Bundle("What now?", "It broke", about="nonsense"),
    ],
)  # fmt: skip
def test_a_bundle_must_say_what_is_asked_and_what_happened(bundle, practitioner, ladder, dairy, at):
    with pytest.raises(Invalid):
        raised(practitioner, dairy, at, bundle)
    assert (Escalation.objects.count(), Task.objects.count()) == (0, 0)


def test_the_ladder_is_kept_by_leaders(practitioner, lead, at):
    with pytest.raises(NotAllowed):
        actions.set_step(by=practitioner, person=practitioner, level=7, hours=24, at=at)
    for wrong in ({"level": 3, "hours": 24}, {"level": 7, "hours": 0}):
        with pytest.raises(Invalid):
            actions.set_step(by=lead, person=lead, at=at, **wrong)
    step = actions.set_step(by=lead, person=lead, level=5, hours=24, at=at)
    again = actions.set_step(by=lead, person=lead, level=6, hours=8, at=at)
    assert (again.pk, list(Step.objects.values_list("level", "hours"))) == (step.pk, [(6, 8)])
    actions.drop_step(by=lead, step=again, at=at)
    assert not Step.objects.exists()


def test_what_settled_itself_is_withdrawn_and_comes_back_when_undone(
    practitioner, ladder, dairy, at
):
    one = raised(practitioner, dairy, at)
    actions.withdraw(by=practitioner, escalation=one, reason="They agreed", at=at)
    assert (one.state, one.decision, open_tasks()) == ("withdrawn", "They agreed", [])
    undo(by=practitioner, entry_id=last_entry_id(), at=at)
    one.refresh_from_db()
    assert (one.state, one.decision, len(open_tasks())) == ("open", "", 1)


def test_it_follows_the_party_into_another_record(practitioner, ladder, dairy, at):
    one = raised(practitioner, dairy, at)
    survivor = party("Dairy Ltd", kind="organisation", at=at)
    merge_parties(by=SYSTEM, survivor=survivor, merged=dairy, at=at)
    one.refresh_from_db()
    assert one.party == survivor


def test_it_is_decided_whatever_its_task_was_made_to_wait_for(
    practitioner, lead, ladder, dairy, at
):
    one = raised(practitioner, dairy, at)
    other = add_task(by=practitioner, details=TaskDetails("Count tanks", practitioner.pk), at=at)
    depend_on(by=practitioner, task=one.task, needs=other, at=at)
    with pytest.raises(Stale, match=other.ref):
        finish_task(by=lead, task=Task.objects.get(pk=one.task_id), at=at)
    actions.decide(by=lead, escalation=one, words="No", at=at)
    assert Escalation.objects.get().decision == "No"
