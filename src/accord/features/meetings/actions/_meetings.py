"""A meeting is planned, changed, called off, closed; who is asked to come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.initiatives.models import Initiative
from accord.features.meetings import policies, queries
from accord.features.meetings.actions._letters import send_to
from accord.features.meetings.models import AgendaItem, Invitee, Meeting, Series
from accord.features.meetings.states import AHEAD, MOVES, Answer, LineKind, Rhythm, State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import reaching
from accord.features.stakeholders.states import Channel, Visibility
from accord.features.tasks.actions import TaskDetails, add_task
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import because, plain, said
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.messages import clean_address

LONGEST = timedelta(days=2)
QUARTER = timedelta(days=91)
MOST_INVITED = 200


@dataclass(frozen=True)
class MeetingDetails:
    """What a meeting is for, when, where, who leads it and who writes it down."""

    title: str
    starts_at: datetime
    ends_at: datetime
    chair: User
    purpose: str = ""
    place: str = ""
    taker: User | None = None
    initiative: Initiative | None = None
    visibility: str = Visibility.EVERYONE


def plan_meeting(
    *, by: Actor, details: MeetingDetails, at: datetime, rhythm: str = "",
    people: Sequence[User] = (), parties: Sequence[Party] = (),
) -> Meeting:  # fmt: skip
    """Draft a meeting with those who are to come; nothing is sent. Raises: NotAllowed; Invalid."""
    fields = _checked(details)
    with change(policies.PLAN, by=by, at=at) as record:
        made = Meeting(
            ref=reference("G", take_numbers("meeting")[0]), made_at=at, made_by_id=by.pk,
            department_id=getattr(by, "department_id", None), **fields,
        )  # fmt: skip
        if rhythm:
            made.series = Series(rhythm=Rhythm(rhythm), started_at=at, review_at=at + QUARTER)
            record.add(made.series)
        record.subject = made
        record.add(made)
        _ask(by, record, made, people, parties, at)
    return made


def change_meeting(
    *, by: Actor, meeting: Meeting, details: MeetingDetails, at: datetime, seen: int | None = None
) -> Meeting:
    """Set a meeting's facts; who was invited is told of a new time or place."""
    fields = _checked(details)
    with change(policies.PLAN, by=by, at=at, subject=meeting, seen=seen) as record:
        _demand(meeting, *AHEAD)
        named = ("title", "starts_at", "ends_at", "place")
        moved = any(getattr(meeting, name) != fields[name] for name in named)
        if moved and meeting.state == State.INVITED:
            fields["sequence"] = meeting.sequence + 1
        record.set(meeting, **fields)
        if "sequence" in fields:
            _forget_answers(record, meeting)
            send_to(
                by=by,
                meeting=meeting,
                asked=queries.everybody_in(meeting),
                recipe="meetings.invitation",
                at=at,
            )
    return meeting


def invite(
    *, by: Actor, meeting: Meeting, at: datetime,
    people: Sequence[User] = (), parties: Sequence[Party] = (),
) -> Meeting:  # fmt: skip
    """Put more people on the list; where invitations are out already, they get theirs."""
    with change(policies.PLAN, by=by, at=at, subject=meeting) as record:
        _demand(meeting, *AHEAD, State.RUNNING)
        new = _ask(by, record, meeting, people, parties, at)
        if meeting.state == State.INVITED:
            send_to(by=by, meeting=meeting, asked=new, recipe="meetings.invitation", at=at)
    return meeting


def uninvite(*, by: Actor, invitee: Invitee, at: datetime) -> None:
    """Take somebody off the list before it begins; an invitation that is out is called back."""
    meeting = invitee.meeting
    with change(policies.PLAN, by=by, at=at, subject=meeting) as record:
        _demand(meeting, *AHEAD)
        if meeting.state == State.INVITED:
            send_to(by=by, meeting=meeting, asked=[invitee], recipe="meetings.cancellation", at=at)
        for item in AgendaItem.objects.filter(proposed_by=invitee):
            record.set(item, proposed_by_id=None)
        record.remove(invitee)


def set_address(*, by: Actor, invitee: Invitee, email: str, at: datetime) -> Invitee:
    """Say where somebody's invitation and minutes go. Raises Invalid for what is no address."""
    email = clean_address(email) if email.strip() else ""
    with change(policies.PLAN, by=by, at=at, subject=invitee) as record:
        record.set(invitee, email=email)
    return invitee


def cancel_meeting(*, by: Actor, meeting: Meeting, why: str, at: datetime) -> Meeting:
    """Call a meeting off; whoever was invited is told, and their calendars with them."""
    why = because(why, "why")
    with change(policies.PLAN, by=by, at=at, subject=meeting) as record:
        was = State(meeting.state)
        _move(record, meeting, State.CANCELLED, sequence=meeting.sequence + 1)
        record.note(why=why)
        if was == State.INVITED:
            asked = queries.everybody_in(meeting)
            send_to(
                by=by, meeting=meeting, asked=asked, recipe="meetings.cancellation", at=at, why=why
            )
    return meeting


def close_meeting(*, by: Actor, meeting: Meeting, at: datetime) -> Meeting | None:
    """Close what is finished; of a series the next one is drafted, with what was left open."""
    following = None
    with change(policies.CLOSE, by=by, at=at, subject=meeting) as record:
        _move(record, meeting, State.CLOSED)
        if meeting.series is not None and meeting.series.ended_at is None:
            following = _next(by, record, meeting, at)
            if at >= meeting.series.review_at:
                _review(by, record, meeting, at)
    return following


def end_series(*, by: Actor, meeting: Meeting, at: datetime) -> Series:
    """Meet no more in this rhythm; what is drafted stays until somebody calls it off."""
    series = meeting.series
    with change(policies.PLAN, by=by, at=at, subject=meeting) as record:
        if series is None or series.ended_at is not None:
            raise Stale(_("This meeting does not come again."))
        record.set(series, ended_at=at)
    return series


def _next(by: Actor, record: Record, meeting: Meeting, at: datetime) -> Meeting:
    starts = queries.next_start(meeting, at)
    kept = ("title", "purpose", "place", "chair", "taker", "initiative", "visibility")
    made = Meeting(
        ref=reference("G", take_numbers("meeting")[0]), made_at=at, made_by_id=by.pk,
        department_id=meeting.department_id, series=meeting.series, starts_at=starts,
        ends_at=starts + (meeting.ends_at - meeting.starts_at),
        **{name: getattr(meeting, name) for name in kept},
    )  # fmt: skip
    record.add(made)
    record.add_many(
        [
            Invitee(meeting=made, person_id=one.person_id, party_id=one.party_id, email=one.email)
            for one in queries.everybody_in(meeting)
        ]
    )
    left = [line for line in queries.lines_of(meeting, outside=True)
            if line.kind == LineKind.QUESTION]  # fmt: skip
    record.add_many(
        [
            AgendaItem(
                meeting=made, position=place, title=line.text[:300],
                origin_ref=meeting.talk.ref if meeting.talk else meeting.ref,
            )
            for place, line in enumerate(left, 1)
        ]
    )  # fmt: skip
    return made


def _review(by: Actor, record: Record, meeting: Meeting, at: datetime) -> None:
    """Have the chair ask whether these meetings are still worth their hours."""
    title = _("Is “%(title)s” still worth its hours?") % {"title": meeting.title}
    details = TaskDetails(
        title[:300], meeting.chair_id, due_at=at + timedelta(days=14), origin_ref=meeting.ref
    )
    add_task(by=by, details=details, at=at)
    record.set(meeting.series, review_at=at + QUARTER)  # type: ignore[arg-type]


def _ask(
    by: Actor,
    record: Record,
    meeting: Meeting,
    people: Iterable[User],
    parties: Iterable[Party],
    at: datetime,
) -> list[Invitee]:
    asked = queries.everybody_in(meeting)
    there = {(one.person_id, one.party_id) for one in asked}
    rows = [Invitee(meeting=meeting, person=one, email=one.email) for one in people]
    for party in parties:
        policies.PLAN.demand(by, party)
        rows.append(Invitee(meeting=meeting, party=party, email=_mail_of(party, at)))
    new = {(one.person_id, one.party_id): one for one in rows}
    chosen = [one for key, one in new.items() if key not in there]
    if len(asked) + len(chosen) > MOST_INVITED:
        raise Invalid(_("Up to 200 people can be invited."), field="parties")
    record.add_many(chosen)
    return chosen


def _mail_of(party: Party, at: datetime) -> str:
    """Give where a party gets mail: the address they prefer, else any that reaches them."""
    found = reaching([party.pk], day_of(at, settings.HOUSE_TIME_ZONE), Channel.MAIL)
    point = found.order_by("-is_primary", "pk").first()
    try:
        return clean_address(point.value) if point else ""
    except Invalid:
        return ""


def _forget_answers(record: Record, meeting: Meeting) -> None:
    """Ask anew: nobody said yet that they come at the new time."""
    for one in queries.everybody_in(meeting):
        record.set(one, answer=Answer.NONE, answered_at=None)


def _checked(details: MeetingDetails) -> dict[str, Any]:
    if not timedelta(0) < details.ends_at - details.starts_at <= LONGEST:
        raise Invalid(_("It has to end after it begins, within two days."), field="ends")
    return {
        "title": said(details.title, "title", 200),
        "purpose": plain(details.purpose, "purpose", 2000),
        "place": plain(details.place, "place", 300), "starts_at": details.starts_at,
        "ends_at": details.ends_at, "chair": details.chair, "taker": details.taker,
        "initiative": details.initiative, "visibility": Visibility(details.visibility),
    }  # fmt: skip


def _demand(meeting: Meeting, *states: State) -> None:
    if meeting.state not in states:
        raise Stale(_("This meeting is %s already.") % State(meeting.state).label.lower())


def _move(record: Record, meeting: Meeting, to: State, **more: Any) -> None:
    if to not in MOVES[State(meeting.state)]:
        raise Stale(_("This meeting is %s already.") % State(meeting.state).label.lower())
    record.set(meeting, state=to, **more)
