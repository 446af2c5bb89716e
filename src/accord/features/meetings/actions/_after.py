"""Minutes go to those invited; each says by a link whether a line is as it was said."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.meetings import policies, queries
from accord.features.meetings.actions._letters import send_to
from accord.features.meetings.models import Invitee, Line, Meeting, Verdict
from accord.features.meetings.states import LineKind, State
from accord.features.tasks.actions import TaskDetails, add_task
from accord.foundation.journal.change import change
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

ANSWER_WITHIN = timedelta(days=3)


def send_minutes(*, by: Actor, meeting: Meeting, at: datetime) -> int:
    """Send everybody invited the minutes as they stand; gives how many have an address.

    Who says nothing within the days that are set accepts them. Raises: Stale before the meeting
    is finished; Invalid when nobody has an address.
    """
    with change(policies.SEND, by=by, at=at, subject=meeting) as record:
        if meeting.state != State.FINISHED:
            raise Stale(_("Finish the meeting first."))
        until = at + timedelta(days=settings.MINUTES_DAYS)
        record.set(meeting, sent_at=at, answer_by=until)
        asked = queries.everybody_in(meeting)
        count = send_to(
            by=by,
            meeting=meeting,
            asked=asked,
            recipe="meetings.minutes",
            at=at,
            issue=meeting.issue,
        )
        if not count:
            raise Invalid(_("Nobody who was invited has an address."))
        record.note(sent=count, issue=meeting.issue)
    return count


def confirm_minutes(*, by: Actor, invitee: Invitee, at: datetime) -> int:
    """Confirm every line that one said nothing of yet; gives how many."""
    meeting = invitee.meeting
    with change(policies.ANSWER, by=by, at=at, subject=invitee) as record:
        _demand_open(meeting, at)
        lines = [line for line in queries.lines_of(meeting, outside=True) if _can_be_judged(line)]
        told = Verdict.objects.filter(invitee=invitee, line__in=lines)
        there = set(told.values_list("line_id", flat=True))
        new = [
            Verdict(line=line, invitee=invitee, is_confirmed=True, at=at)
            for line in lines
            if line.pk not in there
        ]
        record.add_many(new)
        record.note(lines=len(new))
    return len(new)


def judge_line(
    *, by: Actor, invitee: Invitee, line: Line, is_right: bool, at: datetime, words: str = ""
) -> Verdict:
    """Confirm or dispute a line; a dispute becomes a task of the chair. The newer word counts.

    Raises: Stale when the days are over; Invalid for a line of other minutes, or without words.
    """
    meeting = invitee.meeting
    words = plain(words, "words", 500) if is_right else said(
        words, "words", 500, why=_("Say what was said otherwise.")
    )  # fmt: skip
    with change(policies.ANSWER, by=by, at=at, subject=invitee) as record:
        _demand_open(meeting, at)
        of_these = line.meeting_id == meeting.pk and line.issue == meeting.issue
        if not of_these or line.is_inside or not _can_be_judged(line):
            raise Invalid(_("This line is of other minutes."))
        there = Verdict.objects.filter(line=line, invitee=invitee).first()
        task = there.task if there else None
        if not is_right and task is None:
            task = add_task(by=by, details=_look(meeting, invitee, line, words, at), at=at)
        facts = {"is_confirmed": is_right, "words": words, "at": at, "task": task}
        if there is None:
            there = Verdict(line=line, invitee=invitee, **facts)
            record.add(there)
        else:
            record.set(there, **facts)
    return there


def _look(
    meeting: Meeting, invitee: Invitee, line: Line, words: str, at: datetime
) -> TaskDetails:  # fmt: skip
    title = _("%(name)s disputes “%(line)s”: %(words)s") % {
        "name": invitee.name, "line": line.text[:80], "words": words,
    }  # fmt: skip
    return TaskDetails(
        title[:300], meeting.chair_id, party=invitee.party, due_at=at + ANSWER_WITHIN,
        visibility=meeting.visibility, department_id=meeting.department_id,
        origin_ref=meeting.ref,
    )  # fmt: skip


def _can_be_judged(line: Line) -> bool:
    return line.kind != LineKind.HEADING


def _demand_open(meeting: Meeting, at: datetime) -> None:
    if meeting.answer_by is None or meeting.state != State.FINISHED:
        raise Stale(_("These minutes are not sent, or are closed."))
    if at >= meeting.answer_by:
        raise Stale(_("The days to answer are over: these minutes stand."))
