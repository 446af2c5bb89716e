"""Invitations go out; answers come back by the link in them, or from a calendar."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.meetings import policies, queries
from accord.features.meetings.actions._letters import send_to
from accord.features.meetings.models import Invitee, Meeting
from accord.features.meetings.states import AHEAD, Answer, State
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.states import RowKind
from accord.foundation.arrivals.filers import Ending
from accord.foundation.arrivals.models import Arrival, Reason
from accord.foundation.arrivals.models import State as Filed
from accord.foundation.journal.change import change
from accord.foundation.journal.words import plain
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import SYSTEM, Actor
from accord.foundation.mail.reading.shapes import Incoming

PARTSTAT = {"ACCEPTED": Answer.YES, "DECLINED": Answer.NO, "TENTATIVE": Answer.MAYBE}
MOST_BYTES = 200_000


def send_invitations(*, by: Actor, meeting: Meeting, at: datetime) -> int:
    """Send everybody their invitation, the first time or again; gives how many have an address.

    Raises: Invalid when nobody is asked; Stale once it runs.
    """
    with change(policies.INVITE, by=by, at=at, subject=meeting) as record:
        if meeting.state not in AHEAD:
            raise Stale(_("This meeting is %s already.") % State(meeting.state).label.lower())
        asked = queries.everybody_in(meeting)
        if not asked:
            raise Invalid(_("Nobody is asked to come yet."))
        is_first = meeting.state == State.DRAFT
        record.set(meeting, state=State.INVITED)
        if is_first:
            readers = tuple(one.person_id for one in asked if one.person_id)
            telling = Telling(
                RowKind.CHANGE, "meeting-planned", subject=meeting, ref=meeting.ref,
                title=meeting.title, visibility=meeting.visibility, readers=readers,
                department_id=meeting.department_id,
            )  # fmt: skip
            tell(by=by, record=record, parties=queries.parties_in(meeting), telling=telling, at=at)
        count = send_to(by=by, meeting=meeting, asked=asked, recipe="meetings.invitation", at=at)
        record.note(sent=count)
    return count


def answer_invitation(
    *, by: Actor, invitee: Invitee, answer: str, at: datetime, words: str = "",
    needs: str | None = None,
) -> Invitee:  # fmt: skip
    """Keep whether somebody comes, and what they need for that where they say so.

    Raises: Invalid; Stale when it is over or called off.
    """
    if answer not in {Answer.YES, Answer.NO, Answer.MAYBE}:
        raise Invalid(_("Say whether you come."), field="answer")
    words = plain(words, "words", 500)
    needs = invitee.needs if needs is None else plain(needs, "needs", 300)
    with change(policies.ANSWER, by=by, at=at, subject=invitee) as record:
        if invitee.meeting.state not in {State.DRAFT, State.INVITED, State.RUNNING}:
            raise Stale(_("This meeting is over, or called off."))
        record.set(invitee, answer=Answer(answer), words=words, needs=needs, answered_at=at)
    return invitee


def answer_for(
    *, by: Actor, invitee: Invitee, answer: str, at: datetime, words: str = ""
) -> Invitee:
    """Note what somebody said on the telephone."""
    if answer not in Answer.values:
        raise Invalid(_("Say whether they come."), field="answer")
    with change(policies.PLAN, by=by, at=at, subject=invitee) as record:
        record.set(invitee, answer=Answer(answer), words=plain(words, "words", 500), answered_at=at)
    return invitee


def take_reply(*, by: Actor = SYSTEM, calendar: bytes, sender: str, at: datetime) -> Invitee | None:
    """Keep the answer that a calendar mailed (iTIP REPLY); nothing where it is none of ours.

    It counts when its UID is a meeting of ours, its attendee was invited under the address it
    came from, and it answers the invitation as it stands: a moved meeting is asked for anew.
    """
    said = _said(calendar, sender)
    if said is None:
        return None
    uid, address, status, sequence = said
    meeting = Meeting.objects.filter(ref=uid.partition("@")[0]).first()
    if meeting is None or queries.uid_of(meeting) != uid or sequence < meeting.sequence:
        return None
    found = Invitee.objects.filter(meeting=meeting, email__iexact=address)
    invitee = found.select_related("meeting", "party", "person").order_by("pk").first()
    if invitee is None or meeting.state not in {State.INVITED, State.RUNNING}:
        return None
    return answer_invitation(by=by, invitee=invitee, answer=PARTSTAT[status], at=at)


def file_reply(
    *, by: Actor = SYSTEM, arrival: Arrival, message: Incoming, at: datetime
) -> Ending | None:
    """Take the answers of calendars in a mail; where one is ours, the mail is filed with it."""
    if arrival.is_archive:
        return None
    sender = message.sender.address
    found = [
        take_reply(by=by, calendar=calendar.encode(), sender=sender, at=at)
        for calendar in message.calendars
    ]
    return Ending(Filed.FILED, Reason.ANSWER) if any(found) else None


def _said(calendar: bytes, sender: str) -> tuple[str, str, str, int] | None:
    """Read a reply: what it answers, who answers, how, to which state of the invitation."""
    from icalendar import Calendar

    if len(calendar) > MOST_BYTES:
        return None
    try:
        read = Calendar.from_ical(calendar)
        event = next(iter(read.walk("VEVENT")), None)
        if event is None or str(read.get("METHOD", "")).upper() != "REPLY":
            return None
        attendee = event.get("ATTENDEE")
        attendee = attendee[0] if isinstance(attendee, list) else attendee
        address = str(attendee or "").lower().removeprefix("mailto:").strip()
        status = str(getattr(attendee, "params", {}).get("PARTSTAT", "")).upper()
        sequence = int(event.get("SEQUENCE", 0))
        uid = str(event.get("UID", ""))
    except (ValueError, KeyError, TypeError, IndexError):
        return None
    if status not in PARTSTAT or not address or address != sender.strip().lower():
        return None
    return uid, address, status, sequence
