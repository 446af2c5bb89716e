"""An arrangement is made, told, looked at again, appealed against, ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.conduct import policies, queries
from accord.features.conduct.models import Appeal, Arrangement, ArrangementReview, Incident
from accord.features.conduct.states import KINDS, AppealOutcome
from accord.features.engagement.states import Channel
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.states import RowKind
from accord.features.tasks.actions import TaskDetails, add_task, finish_task
from accord.features.tasks.states import State as TaskState
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor, Rule

LONGEST = timedelta(days=183)
LONG = 4000


@dataclass(frozen=True)
class ArrangementDetails:
    """How contact goes on, why, and when it is looked at again: within half a year."""

    kinds: tuple[str, ...]
    reason: str
    from_date: date
    review_date: date
    contact_id: int | None = None
    channel: str = ""
    times: str = ""
    every_days: int | None = None


def arrange(
    *, by: Actor, incident: Incident, details: ArrangementDetails, at: datetime
) -> Arrangement:
    """Arrange contact with a party, on the ground of an incident that carries it.

    Raises: NotAllowed; Invalid; Stale while another arrangement is in force.
    """
    fields = _checked(details)
    party = incident.party
    with change(policies.ARRANGE, by=by, at=at, subject=party) as record:
        if incident.level is None or not queries.carries(incident):
            raise Invalid(
                _("It takes level 3 that two people found, or a pattern that was decided on.")
            )
        if queries.in_force(party) is not None:
            raise Stale(_("There is an arrangement with them already."))
        made = Arrangement(
            ref=reference("Y", take_numbers("arrangement")[0]), party=party, incident=incident,
            level=incident.level, decided_at=at, decided_by_id=by.pk, **fields,
        )  # fmt: skip
        made.task = _to_review(by, made, at)
        record.add(made)
        record.subject = made
        record.after(lambda _entry: queries.forget_concerned())
        _tell(by, record, made, "arrangement-made", at, made.reason)
    return made


def note_told(*, by: Actor, arrangement: Arrangement, how: str, at: datetime) -> Arrangement:
    """Write down that they were told, and how."""
    how = said(how, "how", 200)
    with _in_force(policies.TELL, by, arrangement, at) as record:
        record.set(arrangement, told_at=at, told_how=how)
        _tell(by, record, arrangement, "arrangement-told", at, how)
    return arrangement


def review(
    *, by: Actor, arrangement: Arrangement, words: str, review_date: date, at: datetime
) -> ArrangementReview:
    """Keep an arrangement on, with grounds, until the next review; else it is ended."""
    _check_span(day_of(at, settings.HOUSE_TIME_ZONE), review_date)
    found = ArrangementReview(
        arrangement=arrangement, at=at, by_id=by.pk, words=said(words, "words", LONG)
    )
    with _in_force(policies.ARRANGE, by, arrangement, at) as record:
        _reviewed(by, arrangement, at)
        record.add(found)
        arrangement_task = _to_review(by, arrangement, at, review_date)
        record.set(arrangement, review_date=review_date, task=arrangement_task)
        _tell(by, record, arrangement, "arrangement-reviewed", at, found.words)
    return found


def end_arrangement(
    *, by: Actor, arrangement: Arrangement, outcome: str, at: datetime
) -> Arrangement:
    """End an arrangement and say what came of it."""
    outcome = said(outcome, "outcome", LONG)
    with _in_force(policies.ARRANGE, by, arrangement, at) as record:
        _end(by, record, arrangement, outcome, at)
    return arrangement


def receive_appeal(*, by: Actor, arrangement: Arrangement, words: str, at: datetime) -> Appeal:
    """Take down that they want somebody else to look at it; one at a time."""
    words = said(words, "words", LONG)
    with _in_force(policies.APPEAL, by, arrangement, at) as record:
        if Appeal.objects.filter(arrangement=arrangement, outcome="").exists():
            raise Stale(_("An appeal waits for its answer already."))
        made = Appeal(arrangement=arrangement, words=words, received_at=at, received_by_id=by.pk)
        record.add(made)
        _tell(by, record, arrangement, "arrangement-appealed", at, words)
    return made


def judge_appeal(*, by: Actor, appeal: Appeal, outcome: str, grounds: str, at: datetime) -> Appeal:
    """Answer an appeal, as another than whoever decided. What is lifted ends there and then."""
    if outcome not in AppealOutcome.values:
        raise Invalid(_("There is no such choice."), field="outcome")
    grounds = said(grounds, "grounds", LONG)
    with change(policies.JUDGE_APPEAL, by=by, at=at, subject=appeal) as record:
        if appeal.outcome:
            raise Stale(_("This appeal has its answer."))
        record.set(appeal, outcome=outcome, grounds=grounds, decided_at=at, decided_by_id=by.pk)
        arrangement = appeal.arrangement
        _tell(by, record, arrangement, "arrangement-appeal-judged", at, grounds)
        if outcome == AppealOutcome.LIFTED and arrangement.ended_at is None:
            _end(by, record, arrangement, grounds, at)
    return appeal


def _end(by: Actor, record: Record, arrangement: Arrangement, outcome: str, at: datetime) -> None:
    _reviewed(by, arrangement, at)
    record.set(arrangement, ended_at=at, outcome=outcome, task=None)
    _tell(by, record, arrangement, "arrangement-ended", at, outcome)


@contextmanager
def _in_force(rule: Rule, by: Actor, arrangement: Arrangement, at: datetime) -> Iterator[Record]:
    with change(rule, by=by, at=at, subject=arrangement) as record:
        if arrangement.ended_at is not None:
            raise Stale(_("This arrangement has ended."))
        yield record


def _to_review(by: Actor, arrangement: Arrangement, at: datetime, on: date | None = None) -> Any:
    """Give whoever decides the task to look at it again in time."""
    title = _("Look again at the arrangement with %(name)s") % {"name": arrangement.party.name}
    owner = by.pk or arrangement.decided_by_id or arrangement.incident.handler_id
    due = datetime.combine(
        on or arrangement.review_date, time(12), tzinfo=ZoneInfo(settings.HOUSE_TIME_ZONE)
    )
    details = TaskDetails(
        title[:300], owner, party=arrangement.party, due_at=due, origin_ref=arrangement.ref
    )
    return add_task(by=by, details=details, at=at)


def _reviewed(by: Actor, arrangement: Arrangement, at: datetime) -> None:
    if arrangement.task is not None and arrangement.task.state == TaskState.OPEN:
        finish_task(by=by, task=arrangement.task, at=at, is_settled=True)


def _checked(details: ArrangementDetails) -> dict[str, Any]:
    kinds = [kind for kind in KINDS if kind in details.kinds]
    if not kinds or set(details.kinds) - set(KINDS):
        raise Invalid(_("Say how contact goes on."), field="kinds")
    _check_span(details.from_date, details.review_date)
    fields: dict[str, Any] = {
        "contact": details.contact_id, "channel": details.channel,
        "times": plain(details.times, "times", 120), "frequency": details.every_days,
    }  # fmt: skip
    for kind, field in (("contact", "contact"), ("channel", "channel"), ("times", "times"),
                        ("frequency", "every_days")):  # fmt: skip
        if kind in kinds and not fields[kind]:
            raise Invalid(_("Say which."), field=field)
    if details.channel and details.channel not in Channel.values:
        raise Invalid(_("There is no such choice."), field="channel")
    return {
        "kinds": kinds, "contact_id": fields["contact"] if "contact" in kinds else None,
        "channel": fields["channel"] if "channel" in kinds else "",
        "times": fields["times"] if "times" in kinds else "",
        "every_days": fields["frequency"] if "frequency" in kinds else None,
        "reason": said(details.reason, "reason", LONG),
        "from_date": details.from_date, "review_date": details.review_date,
    }  # fmt: skip


def _check_span(start: date, end: date) -> None:
    if not start < end <= start + LONGEST:
        raise Invalid(_("Look at it again within half a year."), field="review_date")


def _tell(
    by: Actor, record: Record, arrangement: Arrangement, verb: str, at: datetime, text: str
) -> None:
    telling = Telling(
        RowKind.CHANGE, verb, subject=arrangement, ref=arrangement.ref, title=arrangement.ref,
        text=text,
    )  # fmt: skip
    tell(by=by, record=record, parties=[arrangement.party], telling=telling, at=at)
