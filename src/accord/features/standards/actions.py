"""Every write on the communication process and on samples of what we said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from accord.features.engagement.states import Channel
from accord.features.standards import policies, queries
from accord.features.standards.models import Process, Review, Sample, Standard
from accord.features.standards.states import MOST_DAYS, MOST_SIZE, Line, Mark, State
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class StandardDetails:
    """Who answers on a channel, in how many working days, with which template, in what time."""

    channel: str
    answer_days: int
    answers_id: int
    minutes_each: int = 15
    template_id: int | None = None
    words: str = ""


def draft_process(
    *, by: Actor, principles: str, weekly_hours: Decimal, owner: User, at: datetime
) -> Process:
    """Draft the next version with the channels of the one in force. Raises Stale."""
    principles = said(principles, "principles", 8000)
    with change(policies.WRITE, by=by, at=at) as record:
        if queries.in_state(State.DRAFT) is not None:
            raise Stale(_("There is a draft already."))
        process = Process(
            ref=reference("CP", take_numbers("process")[0]), principles=principles, owner=owner,
            weekly_hours=weekly_hours, written_by_id=by.pk, written_at=at,
        )  # fmt: skip
        record.subject = process
        record.add(process)
        before = queries.approved()
        for one in queries.standards_of(before) if before else ():
            record.add(
                Standard(
                    process=process, channel=one.channel, answer_days=one.answer_days,
                    minutes_each=one.minutes_each, answers=one.answers, template=one.template,
                    words=one.words,
                )
            )  # fmt: skip
    return process


def set_standard(
    *, by: Actor, process: Process, details: StandardDetails, at: datetime
) -> Standard:
    """Say what holds on a channel; once more for the same channel sets it anew."""
    if details.channel not in Channel.values:
        raise Invalid(_("There is no such choice."), field="channel")
    if not 1 <= details.answer_days <= MOST_DAYS:
        raise Invalid(_("Give working days from 1 to 60."), field="answer_days")
    fields = {
        "answer_days": details.answer_days, "minutes_each": details.minutes_each,
        "answers_id": details.answers_id, "template_id": details.template_id,
        "words": plain(details.words, "words", 300),
    }  # fmt: skip
    with change(policies.WRITE, by=by, at=at, subject=process) as record:
        _check_draft(process)
        there = Standard.objects.filter(process=process, channel=details.channel).first()
        if there is None:
            there = Standard(process=process, channel=details.channel, **fields)
            record.add(there)
        else:
            record.set(there, **fields)
    return there


def drop_standard(*, by: Actor, standard: Standard, at: datetime) -> None:
    with change(policies.WRITE, by=by, at=at, subject=standard.process) as record:
        _check_draft(standard.process)
        record.remove(standard)


def approve_process(*, by: Actor, process: Process, at: datetime, reason: str = "") -> Process:
    """Put a draft in force in place of the version before it.

    Raises Invalid where somebody would approve their own draft, and where it has a gap and no
    reason is given.
    """
    reason = plain(reason, "reason", 300)
    with change(policies.APPROVE, by=by, at=at, subject=process) as record:
        _check_draft(process)
        if by.pk is not None and process.written_by_id == by.pk:
            raise Invalid(_("Somebody else approves what you wrote."))
        gaps = [one for one in queries.capability_of(process, at) if not one.is_met]
        if gaps and not reason:
            raise Invalid(_("It has gaps; close them, or say why it holds all the same."))
        before = queries.approved()
        if before is not None:
            record.set(before, state=State.REPLACED)
        record.set(
            process, state=State.APPROVED, approved_by_id=by.pk, approved_at=at,
            approved_level=getattr(by, "level", None), gaps_reason=reason,
        )  # fmt: skip
    return process


def draw_sample(
    *, by: Actor, from_date: date, until_date: date, size: int, seed: int, at: datetime
) -> Sample:
    """Draw talks and letters of ours by chance. Raises Invalid where there are none."""
    if until_date < from_date:
        raise Invalid(_("The last day lies before the first."), field="until_date")
    if not 1 <= size <= MOST_SIZE:
        raise Invalid(_("Draw from 1 to 50."), field="size")
    refs = queries.drawn(from_date, until_date, size, seed)
    if not refs:
        raise Invalid(_("There is nothing to draw from in this time."))
    sample = Sample(
        from_date=from_date, until_date=until_date, seed=seed, refs=refs, drawn_at=at,
        drawn_by_id=by.pk,
    )  # fmt: skip
    with change(policies.DRAW, by=by, at=at) as record:
        record.subject = sample
        record.add(sample)
    return sample


def review(*, by: User, sample: Sample, ref: str, marks: Mapping[str, str], at: datetime) -> Review:
    """Mark one of a sample line by line; each reader once, two readers at the most."""
    if set(marks) != set(Line.values) or not set(marks.values()) <= set(Mark.values):
        raise Invalid(_("Mark each line."))
    with change(policies.REVIEW, by=by, at=at, subject=sample) as record:
        there = Review.objects.filter(sample=sample, ref=ref)
        if ref not in sample.refs or there.count() > 1 or there.filter(reviewer=by).exists():
            raise Stale(_("This was read already."))
        made = Review(sample=sample, ref=ref, reviewer=by, marks=dict(marks), at=at)
        record.add(made)
    return made


def _check_draft(process: Process) -> None:
    if process.state != State.DRAFT:
        raise Stale(_("This version is no draft any more."))
