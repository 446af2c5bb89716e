"""Invitations of others that come by mail, and become meetings here."""

from datetime import UTC, datetime

import pytest

from accord.features.correspondence.models import Message
from accord.features.meetings.models import Invitee, Meeting
from accord.features.stakeholders.actions import ContactDetails, add_contact_point
from accord.foundation.accounts.models import User
from accord.foundation.arrivals import actions as arrivals
from accord.foundation.kernel.errors import NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from accord.overview.calendar import actions, queries
from tests.admin.conftest import signed_in
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
MARI = "mari@vald.example"


@pytest.fixture
def me(person):
    return person(name="ann")


def invited(me, at, *lines, method="REQUEST", text="Please come.", number=1):
    body = "\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vald//EN", f"METHOD:{method}", "BEGIN:VEVENT",
         "UID:1@vald.example", "SUMMARY:Flood wall", *lines, "END:VEVENT", "END:VCALENDAR"]
    )  # fmt: skip
    raw = (
        f"Message-ID: <{number}@vald.example>\nFrom: Mari <{MARI}>\nTo: {me.email}\nSubject: Flood wall\n"
        "Date: Mon, 4 May 2026 10:00:00 +0000\nMIME-Version: 1.0\n"
        f"Content-Type: multipart/alternative; boundary=b\n\n--b\n\n{text}\n--b\n"
        f"Content-Type: text/calendar; charset=utf-8; method={method}\n\n{body}\n--b--\n"
    )
    way = arrivals.Way(source="test", owner_id=me.pk)
    arrivals.take_in(by=me, letters=[raw.encode()], way=way, at=at)
    arrivals.file_new(by=SYSTEM, at=at)
    return Message.objects.latest("pk")


WHEN = ("DTSTART:20260511T090000Z", "DTEND:20260511T103000Z", "LOCATION:Town hall")
PEOPLE = (f"ORGANIZER:mailto:{MARI}", "ATTENDEE:mailto:bo@example.org", "ATTENDEE:MAILTO:x@y.z")


def test_an_invitation_becomes_a_meeting_once_with_whom_it_names_and_nothing_is_sent(
    me, person, at, client
):
    bo, mari = person(name="bo"), party("Mari Mägi", kind="person")
    add_contact_point(by=SYSTEM, party=mari, details=ContactDetails("mail", MARI), at=at)
    message = invited(me, at, *WHEN, *PEOPLE)
    page = signed_in(client, me).get(f"/inbox/{message.ref}/").text
    assert "Take it up as a meeting" in page
    client.post(f"/calendar/invitations/{message.ref}/0/take/")
    made = Meeting.objects.get()
    assert (made.title, made.place, made.state) == ("Flood wall", "Town hall", "draft")
    assert made.starts_at == datetime(2026, 5, 11, 9, tzinfo=UTC)
    assert made.ends_at == datetime(2026, 5, 11, 10, 30, tzinfo=UTC)
    asked = Invitee.objects.values_list("person", "party")
    assert set(asked) == {(me.pk, None), (bo.pk, None), (None, mari.pk)}
    assert made.visibility == message.interaction.visibility == "named"
    assert not OutMail.objects.exists()
    again = actions.take_invitation(by=me, message=message, number=0, at=at)
    assert (again, Meeting.objects.count()) == (made, 1)
    assert "Take it up as a meeting" not in client.get(f"/inbox/{message.ref}/").text


def test_what_is_called_off_or_is_no_invitation_becomes_nothing(me, person, at):
    message = invited(me, at, *WHEN, method="CANCEL")
    assert [one.is_off for one in queries.invitations_in(me, message)] == [True]
    with pytest.raises(Stale):
        actions.take_invitation(by=me, message=message, number=0, at=at)
    with pytest.raises(Stale):
        actions.take_invitation(by=me, message=message, number=7, at=at)
    assert not Meeting.objects.exists()


def test_who_may_not_plan_meetings_takes_none_up(me, person, at):
    message = invited(me, at, *WHEN)
    viewer = person(Role.VIEWER)
    with pytest.raises(NotAllowed):
        actions.take_invitation(by=viewer, message=message, number=0, at=at)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("lines", "starts", "minutes"),
    [
        (("DTSTART;VALUE=DATE:20260511", "DTEND;VALUE=DATE:20260512"), "2026-05-11T00:00", 1440),
        (("DTSTART:20260511T090000Z", "DURATION:PT45M"), "2026-05-11T09:00", 45),
        (("DTSTART:20260511T090000",), "2026-05-11T09:00", 60),
        (("DTSTART;VALUE=DATE:20260511",), "2026-05-11T00:00", 1440),
        ((*WHEN[:1], "SUMMARY:Said twice"), "2026-05-11T09:00", 60),
        ((*WHEN[:1], "END:VEVENT", "BEGIN:VEVENT", "DTSTART:soon"), "2026-05-11T09:00", 60),
    ],
)
def test_a_day_a_length_and_no_end_are_read(me, at, lines, starts, minutes):
    [one] = queries.invitations_in(me, invited(me, at, *lines))
    assert (one.title, one.starts_at.isoformat()[:16]) == ("Flood wall", starts)
    assert (one.ends_at - one.starts_at).total_seconds() == minutes * 60


@pytest.mark.parametrize("day", ["00010101", "99991231"])
@pytest.mark.parametrize("zone", ["Europe/Warsaw", "America/New_York"])
def test_a_day_at_the_end_of_time_leaves_the_mail_readable(me, at, client, day, zone):
    User.objects.filter(pk=me.pk).update(time_zone=zone)
    message = invited(me, at, f"DTSTART:{day}T120000")
    assert signed_in(client, me).get(f"/inbox/{message.ref}/").status_code == 200
    message = invited(me, at, f"DTSTART;VALUE=DATE:{day}", number=2)
    assert client.get(f"/inbox/{message.ref}/").status_code == 200


@pytest.mark.parametrize("lines", [(), ("DTSTART:soon",), ("DTSTART:20260511T090000Z",)])
def test_what_can_t_be_read_or_is_an_answer_invites_to_nothing(me, at, lines):
    method = "REPLY" if len(lines) and lines[0].endswith("Z") else "REQUEST"
    assert queries.invitations_in(me, invited(me, at, *lines, method=method)) == []


WEEKLY = "RRULE:FREQ=WEEKLY;BYDAY=MO"


@pytest.mark.parametrize(
    ("lines", "rhythm", "said"),
    [
        ((WEEKLY,), "week", "every week"),
        (("RRULE:FREQ=WEEKLY;INTERVAL=4;WKST=MO",), "month", "every month"),
        (("RRULE:FREQ=WEEKLY;BYDAY=MO,TH",), "", "only this one is taken up"),
        (("RRULE:FREQ=WEEKLY;COUNT=3",), "", "only this one is taken up"),
        ((WEEKLY, "EXDATE:20260518T090000Z"), "", "only this one is taken up"),
        (("RRULE:FREQ=MONTHLY;BYDAY=1MO",), "", "only this one is taken up"),
        (("RDATE:20260601T090000Z",), "", "only this one is taken up"),
        ((WEEKLY, WEEKLY), "", "only this one is taken up"),
        (("RRULE:every now and then",), "", "only this one is taken up"),
        ((), "", ""),
    ],
)
def test_what_comes_again_does_so_here_in_rhythms_that_meetings_have(
    me, at, client, lines, rhythm, said
):
    message = invited(me, at, *WHEN, *lines)
    page = signed_in(client, me).get(f"/inbox/{message.ref}/").text
    assert [words for words in ("every week", "every month", "only this one") if words in page] == [
        words for words in (said[:13].strip(),) if words
    ]
    made = actions.take_invitation(by=me, message=message, number=0, at=at)
    assert (made.series.rhythm if made.series else "") == rhythm
