"""A meeting as calendars read it (RFC 5545, 5546), its agenda and its minutes on paper."""

from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.meetings import queries
from accord.features.meetings.models import Invitee, Meeting
from accord.features.meetings.states import Answer, LineKind
from accord.foundation.arrivals.doors import answers_to
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, papers

SHEET = Path(__file__).parent / "data" / "paper.typ"
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
_STATUS = {
    Answer.NONE: "NEEDS-ACTION", Answer.YES: "ACCEPTED", Answer.NO: "DECLINED",
    Answer.MAYBE: "TENTATIVE",
}  # fmt: skip


def calendar_text(
    meeting: Meeting, method: str, at: datetime, *, asked: Invitee | None = None
) -> str:
    """Write a meeting for one calendar: only whoever it is for is named in it."""
    from icalendar import Calendar, Event

    event = Event()
    event.add("uid", queries.uid_of(meeting))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", visible(meeting.title))
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    for name, words in (("location", meeting.place), ("description", meeting.purpose)):
        if words:
            event.add(name, visible(words))
    if asked is not None:
        event.add("organizer", _address(_answered_at(meeting), meeting.chair.name))
        if asked.email:
            event.add("attendee", _asked(asked), encode=False)
    made = Calendar()
    made.add("prodid", "-//Accord//Meetings//EN")
    made.add("version", "2.0")
    made.add("method", method)
    made.add_component(event)
    return str(made.to_ical().decode())


def _answered_at(meeting: Meeting) -> str:
    """Give where calendars send answers: the chair's door for mail, else the house's address."""
    return answers_to(meeting.chair) or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _address(email: str, name: str) -> Any:
    from icalendar import vCalAddress, vText

    found = vCalAddress(f"mailto:{email}")
    found.params["CN"] = vText(visible(name))
    return found


def _asked(one: Invitee) -> Any:
    from icalendar import vText

    found = _address(one.email, one.name)
    found.params["PARTSTAT"] = vText(_STATUS[Answer(one.answer)])
    found.params["RSVP"] = vText("TRUE")
    return found


def agenda_paper(meeting: Meeting, at: datetime) -> bytes:
    """Set the agenda for the table: nothing that was only proposed."""
    items = [one for one in queries.agenda_of(meeting) if not one.is_proposed]
    rows = [
        [
            f"{n}. {visible(one.title)}", one.get_kind_display(),
            _("%(n)s min") % {"n": one.minutes}, one.presenter.name if one.presenter else "",
        ]
        for n, one in enumerate(items, 1)
    ]  # fmt: skip
    return _set(meeting, _("Agenda"), rows, at)


def minutes_paper(meeting: Meeting, at: datetime) -> bytes:
    """Set the minutes as they went out: what is for inside is not in them."""
    rows = [
        [
            visible(line.text), "" if line.kind in {LineKind.NOTE, LineKind.HEADING}
            else line.get_kind_display(), line.made_ref, "",
        ]
        for line in queries.lines_of(meeting, outside=True)
    ]  # fmt: skip
    title = _("Minutes, version %(n)s") % {"n": meeting.issue}
    return _set(meeting, title, rows, at)


def _set(meeting: Meeting, kind: str, rows: list[list[str]], at: datetime) -> bytes:
    came = [one.name for one in queries.everybody_in(meeting)
            if one.came is not False and queries.party_seen(one)]  # fmt: skip
    words = {
        "organisation": settings.ORGANISATION, "kind": kind, "title": visible(meeting.title),
        "when": span(meeting), "place": visible(meeting.place), "purpose": visible(meeting.purpose),
        "people": ", ".join(visible(name) for name in came), "rows": rows,
        "made": _("Made on %(moment)s") % {"moment": formats.full(at)}, "ref": meeting.ref,
    }  # fmt: skip
    return papers.pdf(SHEET, words, at=at)


def span(meeting: Meeting) -> str:
    """Say when: the day, from when until when, by the clock of whoever reads."""
    return _("%(day)s, %(from)s to %(until)s") % {
        "day": formats.long_date(meeting.starts_at), "from": formats.clock_time(meeting.starts_at),
        "until": formats.clock_time(meeting.ends_at),
    }  # fmt: skip
