"""Minutes are typed while the meeting runs, and become decisions, tasks, promises at its end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.engagement import queries as talks
from accord.features.engagement.actions import (
    Correction,
    TalkDetails,
    correct_interaction,
    log_interaction,
)
from accord.features.engagement.models import Interaction
from accord.features.engagement.states import MOST_MINUTES, Direction
from accord.features.engagement.states import Channel as How
from accord.features.meetings import policies, queries
from accord.features.meetings.models import Decision, Line, Meeting
from accord.features.meetings.queries import FoundLine
from accord.features.meetings.states import AHEAD, LineKind, State
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.promises.models import Promise
from accord.features.promises.states import Side
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import Visibility
from accord.features.tasks.actions import TaskDetails, add_task
from accord.foundation.journal.change import change
from accord.foundation.journal.words import plain
from accord.foundation.kernel.days import day_of, last_second
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

LENGTH = 40_000
SHORT = 300  # letters of a task's title, and of a promise


def begin_meeting(*, by: Actor, meeting: Meeting, at: datetime) -> Meeting:
    """Open the minutes, with the agenda as headings in them."""
    with change(policies.RUN, by=by, at=at, subject=meeting) as record:
        if meeting.state not in AHEAD:
            raise Stale(_("This meeting is %s already.") % State(meeting.state).label.lower())
        headings = [f"# {one.title}\n" for one in queries.agenda_of(meeting) if not one.is_proposed]
        taker = meeting.taker_id or by.pk or meeting.chair_id
        record.set(meeting, state=State.RUNNING, notes="\n".join(headings), taker_id=taker)
    return meeting


def take_minutes(
    *, by: Actor, meeting: Meeting, notes: str, at: datetime, seen: int | None = None
) -> Meeting:
    """Keep what was typed so far. Raises: Conflict when somebody else types too; Stale; Invalid."""
    notes = _checked(notes)
    with change(policies.RUN, by=by, at=at, subject=meeting, seen=seen) as record:
        _demand_running(meeting)
        record.set(meeting, notes=notes)
    return meeting


def turn_line(
    *, by: Actor, meeting: Meeting, notes: str, number: int, kind: str, at: datetime,
    seen: int | None = None,
) -> Meeting:  # fmt: skip
    """Say what a line is, where the rules read it otherwise: its mark changes in the text."""
    if kind not in LineKind.values:
        raise Invalid(_("A line can't be that."), field="kind")
    notes = queries.turned(notes, number, LineKind(kind))
    return take_minutes(by=by, meeting=meeting, notes=notes, at=at, seen=seen)


@dataclass
class _Outcome:
    """What came of a meeting, gathered line by line."""

    lines: list[Line] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)


def finish_meeting(
    *, by: Actor, meeting: Meeting, absent: Sequence[int], at: datetime, seen: int | None = None
) -> Meeting:
    """End a meeting: its minutes become decisions, tasks, promises and one talk, all at once.

    ``absent`` are the keys of invitees who did not come. Raises: Stale unless it runs; Invalid
    without minutes.
    """
    with change(policies.FINISH, by=by, at=at, subject=meeting, seen=seen) as record:
        _demand_running(meeting)
        for one in queries.everybody_in(meeting):
            record.set(one, came=one.pk not in absent)
        today = day_of(min(at, meeting.starts_at), settings.HOUSE_TIME_ZONE)
        found = queries.lines_in(meeting.notes, today=today, table=queries.table_of(meeting))
        if not any(line.kind != LineKind.HEADING for line in found):
            raise Invalid(_("Write down first what was said."), field="notes")
        parties = queries.parties_in(meeting, who_came=True)
        outcome = _made(by, meeting, found, parties, at)
        record.add_many(outcome.decisions)
        talk = _talk(by, meeting, found, parties, outcome.promises, at)
        record.add_many(outcome.lines)
        record.set(meeting, state=State.FINISHED, issue=1, talk=talk)
        record.note(lines=len(outcome.lines))
    return meeting


def correct_minutes(
    *, by: Actor, meeting: Meeting, notes: str, at: datetime, seen: int | None = None
) -> Meeting:
    """Write the minutes anew, as their next version; what came of them stays as it was made."""
    notes = _checked(notes)
    with change(policies.FINISH, by=by, at=at, subject=meeting, seen=seen) as record:
        if meeting.state != State.FINISHED:
            raise Stale(_("Minutes are put right between the meeting and its closing."))
        today = day_of(meeting.starts_at, settings.HOUSE_TIME_ZONE)
        found = queries.lines_in(notes, today=today, table=queries.table_of(meeting))
        if not any(line.kind != LineKind.HEADING for line in found):
            raise Invalid(_("Write down first what was said."), field="notes")
        became = {line.text: line.made_ref for line in queries.lines_of(meeting) if line.made_ref}
        record.set(meeting, notes=notes, issue=meeting.issue + 1, sent_at=None, answer_by=None)
        lines = [_line(meeting, line, place) for place, line in enumerate(found, 1)]
        for line in lines:
            line.made_ref = became.get(line.text, "")
        record.add_many(lines)
        if meeting.talk is not None:
            _say_anew(by, meeting.talk, _words(meeting, found), at)
    return meeting


def _made(
    by: Actor, meeting: Meeting, found: Sequence[FoundLine], parties: Sequence[Party], at: datetime
) -> _Outcome:
    outcome, record_ref = _Outcome(), ""
    weighed = queries.weighed_in(meeting)
    theirs = {party.pk: party for party in parties}
    for place, line in enumerate(found, 1):
        kept = _line(meeting, line, place)
        if line.kind == LineKind.HEADING:
            record_ref = weighed.get(line.text, "")
        elif line.kind == LineKind.DECISION:
            made = Decision(
                meeting=meeting, words=line.text, at=at, is_inside=line.is_inside,
                record_ref=record_ref,
            )  # fmt: skip
            outcome.decisions.append(made)
        elif line.kind == LineKind.TASK or (line.kind in _SIDES and not theirs):
            kept.made_ref = add_task(by=by, details=_task(meeting, line, parties), at=at).ref
        elif line.kind in _SIDES:
            party = theirs.get(line.party or 0) or parties[0]
            details = _promise(meeting, line)
            promise = make_promise(by=by, party=party, details=details, at=at)
            outcome.promises.append(promise)
            kept.made_ref = promise.ref
        outcome.lines.append(kept)
    return outcome


_SIDES = {LineKind.WE: Side.WE, LineKind.THEY: Side.THEY}


def _line(meeting: Meeting, line: FoundLine, place: int) -> Line:
    return Line(
        meeting=meeting, issue=meeting.issue or 1, position=place, kind=line.kind, text=line.text,
        is_inside=line.is_inside,
    )  # fmt: skip


def _task(meeting: Meeting, line: FoundLine, parties: Sequence[Party]) -> TaskDetails:
    return TaskDetails(
        line.words[:SHORT], line.person or meeting.chair_id,
        party=parties[0] if len(parties) == 1 else None, due_at=_moment(line.day),
        visibility=meeting.visibility, department_id=meeting.department_id,
        origin_ref=meeting.ref,
    )  # fmt: skip


def _promise(meeting: Meeting, line: FoundLine) -> PromiseDetails:
    return PromiseDetails(
        line.words[:SHORT], side=_SIDES[line.kind], owner_id=line.person or meeting.chair_id,
        due_at=_moment(line.day), source=line.text, **_eyes(meeting),
    )  # fmt: skip


def _moment(day: date | None) -> datetime | None:
    return last_second(day, settings.HOUSE_TIME_ZONE) if day else None


def _eyes(meeting: Meeting) -> dict[str, Any]:
    """Say for whose eyes a meeting is: what comes of it is for the same."""
    if meeting.visibility == Visibility.EVERYONE:
        return {}
    people = {one.person_id for one in queries.everybody_in(meeting) if one.person_id}
    people |= {key for key in (meeting.chair_id, meeting.taker_id) if key}
    return {"visibility": meeting.visibility, "reader_ids": tuple(sorted(people))}


def _talk(
    by: Actor, meeting: Meeting, found: Sequence[FoundLine], parties: Sequence[Party],
    promises: Sequence[Promise], at: datetime,
) -> Interaction | None:  # fmt: skip
    """File the meeting on the timeline of everybody who came; what is for inside stays here."""
    if not parties:
        return None
    points = [line for line in found if not line.is_inside and line.kind != LineKind.HEADING]
    came = [one.person_id for one in queries.everybody_in(meeting) if one.came and one.person_id]
    details = TalkDetails(
        text=_words(meeting, found), channel=How.MEETING, direction=Direction.BOTH,
        happened_at=min(meeting.starts_at, at), is_formal=True,
        made=tuple(promises), attendee_ids=tuple(came),
        points=tuple((line.text[:500], line.kind == LineKind.QUESTION) for line in points),
        minutes=min(meeting.planned_minutes, MOST_MINUTES), initiative_id=meeting.initiative_id,
        **_eyes(meeting),
    )  # fmt: skip
    return log_interaction(by=by, parties=parties, details=details, at=at)


def _words(meeting: Meeting, found: Sequence[FoundLine]) -> str:
    """Give the minutes as a talk keeps them: without what is for inside."""
    return "\n".join([meeting.title, *(line.text for line in found if not line.is_inside)])


def _say_anew(by: Actor, talk: Interaction, text: str, at: datetime) -> None:
    """Have the talk on everybody's timeline say what the minutes say now."""
    correction = Correction(
        text=text, channel=talk.channel, direction=talk.direction, happened_at=talk.at,
        parties=tuple(talks.parties_of(by, talk)), is_formal=talk.is_formal, mood=talk.mood,
        minutes=talk.minutes, initiative_id=talk.initiative_id, visibility=talk.visibility,
        attendee_ids=tuple(one.pk for one in talks.attendees_of(talk)),
        reader_ids=tuple(talks.readers_of(talk)),
    )  # fmt: skip
    hidden = talks.hidden_from(by, talk)
    correct_interaction(by=by, talk=talk, details=correction, hidden=hidden, at=at)


def _checked(notes: str) -> str:
    if len(notes) > LENGTH:
        raise Invalid(_("Minutes hold up to 40,000 characters."), field="notes")
    plain(notes, "notes")
    return notes.replace("\r\n", "\n")


def _demand_running(meeting: Meeting) -> None:
    if meeting.state != State.RUNNING:
        raise Stale(_("This meeting does not run."))
