"""Every write on escalations and on the ladder that they climb."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from accord.features.escalations import policies, queries
from accord.features.escalations.models import Climb, Escalation, Step
from accord.features.escalations.states import LEVELS, State
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import RowKind
from accord.features.tasks.actions import TaskDetails, add_task, drop_task, finish_task
from accord.features.tasks.states import State as TaskState
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import parse, reference
from accord.foundation.kernel.rules import Actor

HOURS = range(1, 721)
LONG = 4000
ANSWERED_WITHIN = timedelta(hours=48)


@dataclass(frozen=True)
class Bundle:
    """What a decision needs: the question, what happened, what was tried, what is wished for."""

    question: str
    happened: str
    tried: str = ""
    wish: str = ""
    about: str = ""


def set_step(
    *, by: Actor, person: User, level: int, hours: int, at: datetime, seen: int | None = None
) -> Step:
    """Put somebody on the ladder, or on another step of it."""
    if level not in LEVELS:
        raise Invalid(_("There is no such choice."), field="level")
    if hours not in HOURS:
        raise Invalid(_("This goes from 1 to 720 hours."), field="hours")
    there = Step.objects.filter(person=person).first()
    with change(policies.LADDER, by=by, at=at, subject=there, seen=seen) as record:
        if there is not None:
            record.set(there, level=level, hours=hours)
            return there
        step = Step(person=person, level=level, hours=hours)
        record.add(step)
        record.subject = step
    return step


def drop_step(*, by: Actor, step: Step, at: datetime) -> None:
    """Take somebody off the ladder; what lies with them stays with them."""
    with change(policies.LADDER, by=by, at=at, subject=step) as record:
        record.remove(step)


def raise_escalation(*, by: Actor, party: Party, bundle: Bundle, at: datetime) -> Escalation:
    """Send up what can't be settled here. Raises Invalid where nobody on the ladder may see it."""
    fields = _checked(bundle)
    with change(policies.RAISE, by=by, at=at, subject=party) as record:
        step = queries.next_step(party, above=0, apart_from=by.pk)
        if step is None:
            raise Invalid(_("Nobody on the ladder may see this stakeholder."))
        made = Escalation(
            ref=reference("E", take_numbers("escalation")[0]), party=party, raised_at=at,
            raised_by_id=by.pk, level=step.level, holder=step.person,
            due_at=at + timedelta(hours=step.hours), **fields,
        )  # fmt: skip
        made.task = _asked(by, made, at)
        record.add(made)
        record.subject = made
        record.add(Climb(escalation=made, at=at, by_id=by.pk, holder=step.person, level=step.level))
        _tell(by, record, made, "escalation-raised", at, made.question)
    return made


def climb(*, by: Actor, escalation: Escalation, reason: str, at: datetime) -> Escalation:
    """Hand an escalation one step up. Raises Stale on the last one."""
    reason = plain(reason, "reason", 300)
    with change(policies.RAISE, by=by, at=at, subject=escalation) as record:
        _climb(by, record, escalation, reason, at)
    return escalation


def _climb(by: Actor, record: Record, escalation: Escalation, reason: str, at: datetime) -> None:
    _demand(escalation, State.OPEN)
    step = _above(escalation)
    if step is None:
        raise Stale(_("This is the last step of the ladder."))
    _withdraw_task(by, escalation, at)
    record.set(
        escalation, level=step.level, holder=step.person,
        due_at=at + timedelta(hours=step.hours),
    )  # fmt: skip
    record.set(escalation, task=_asked(by, escalation, at))
    came = Climb(
        escalation=escalation, at=at, by_id=by.pk, holder=step.person, level=step.level,
        reason=reason,
    )  # fmt: skip
    record.add(came)
    _tell(by, record, escalation, "escalation-climbed", at, reason)


def _above(escalation: Escalation) -> Step | None:
    """Give the step it climbs to; nobody decides about what they raised themselves."""
    return queries.next_step(
        escalation.party, above=escalation.level, apart_from=escalation.raised_by_id
    )


def climb_overdue(*, by: Actor, at: datetime) -> int:
    """Hand up whatever was not decided in time; on the last step it stays, and stays late."""
    moved = 0
    for escalation in queries.overdue(at):
        if _above(escalation) is None:
            continue
        with suppress(Stale):  # somebody decided it or handed it up at that moment
            _climb_late(by, escalation, at)
            moved += 1
    return moved


def _climb_late(by: Actor, escalation: Escalation, at: datetime) -> None:
    with change(policies.RAISE, by=by, at=at, subject=escalation) as record:
        if not queries.is_late(escalation, at):
            raise Stale
        _climb(by, record, escalation, _("no decision in time"), at)


def decide(*, by: Actor, escalation: Escalation, words: str, at: datetime) -> Escalation:
    """Decide, as the one with whom it lies; whoever raised it is to answer the stakeholder."""
    words = said(words, "words", LONG)
    with change(policies.DECIDE, by=by, at=at, subject=escalation) as record:
        _demand(escalation, State.OPEN)
        _finish_task(by, escalation, at)
        record.set(
            escalation, state=State.DECIDED, decision=words, decided_at=at, decided_by_id=by.pk,
            task=_to_answer(by, escalation, at),
        )  # fmt: skip
        _tell(by, record, escalation, "escalation-decided", at, words)
    return escalation


def answer(*, by: Actor, escalation: Escalation, words: str, at: datetime) -> Escalation:
    """Write down what the stakeholder was told of the decision."""
    words = said(words, "words", LONG)
    with change(policies.ANSWER, by=by, at=at, subject=escalation) as record:
        _demand(escalation, State.DECIDED)
        _finish_task(by, escalation, at)
        record.set(
            escalation, state=State.ANSWERED, answer=words, answered_at=at, answered_by_id=by.pk
        )
        _tell(by, record, escalation, "escalation-answered", at, words)
    return escalation


def withdraw(*, by: Actor, escalation: Escalation, reason: str, at: datetime) -> Escalation:
    """Take back what settled itself."""
    reason = said(reason, "reason", LONG)
    with change(policies.RAISE, by=by, at=at, subject=escalation) as record:
        _demand(escalation, State.OPEN)
        _withdraw_task(by, escalation, at)
        record.set(escalation, state=State.WITHDRAWN, decision=reason, decided_at=at, task=None)
        _tell(by, record, escalation, "escalation-withdrawn", at, reason)
    return escalation


def _demand(escalation: Escalation, state: State) -> None:
    if escalation.state != state:
        raise Stale(_("This is %(state)s by now.") % {"state": State(escalation.state).label})


def _asked(by: Actor, escalation: Escalation, at: datetime) -> Any:
    """Give whom it lies with now the task to decide, with its clock."""
    title = _("Decide: %(question)s") % {"question": escalation.question}
    details = TaskDetails(
        title[:200], escalation.holder_id, party=escalation.party, due_at=escalation.due_at
    )
    return add_task(by=by, details=details, at=at)


def _to_answer(by: Actor, escalation: Escalation, at: datetime) -> Any:
    """Give whoever raised it the task to tell the stakeholder what was decided."""
    title = _("Tell them what was decided: %(question)s") % {"question": escalation.question}
    owner = escalation.raised_by_id or escalation.holder_id
    details = TaskDetails(title[:200], owner, party=escalation.party, due_at=at + ANSWERED_WITHIN)
    return add_task(by=by, details=details, at=at)


def _finish_task(by: Actor, escalation: Escalation, at: datetime) -> None:
    if escalation.task is not None and escalation.task.state == TaskState.OPEN:
        finish_task(by=by, task=escalation.task, at=at, is_settled=True)


def _withdraw_task(by: Actor, escalation: Escalation, at: datetime) -> None:
    if escalation.task is not None and escalation.task.state == TaskState.OPEN:
        drop_task(by=by, task=escalation.task, reason=_("It lies with somebody else."), at=at)


def _checked(bundle: Bundle) -> dict[str, str]:
    about = bundle.about.strip()
    if about and parse(about) is None:
        raise Invalid(_("There is no such record."), field="about")
    return {
        "question": said(bundle.question, "question", 180),
        "happened": said(bundle.happened, "happened", LONG),
        "tried": plain(bundle.tried, "tried", LONG), "wish": plain(bundle.wish, "wish", LONG),
        "about": about,
    }  # fmt: skip


def _tell(
    by: Actor, record: Record, escalation: Escalation, verb: str, at: datetime, text: str
) -> None:
    telling = Telling(
        RowKind.CHANGE, verb, subject=escalation, ref=escalation.ref, title=escalation.ref,
        text=text,
    )  # fmt: skip
    tell(by=by, record=record, parties=[escalation.party], telling=telling, at=at)
