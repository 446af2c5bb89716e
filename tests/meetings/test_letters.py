"""Invitations as calendars read them, answers that come back, and what never leaves the house."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from icalendar import Calendar

from accord.features.correspondence.models import Message
from accord.features.meetings import actions, queries
from accord.features.meetings.models import Invitee
from accord.features.meetings.reactions import RECIPES
from accord.features.meetings.states import Answer
from accord.features.stakeholders.actions import change_party
from accord.foundation.arrivals.actions import Way, file_new, take_in
from accord.foundation.arrivals.models import Arrival
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.letters import write
from accord.foundation.mail.messages import message
from accord.foundation.mail.models import OutMail
from tests.factories.meetings import meeting
from tests.meetings.test_cycle import NOTES

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
JONAS = "jonas@vetter.example.org"


@pytest.fixture
def anna(person):
    return person(name="Anna Kask")


@pytest.fixture
def invited(anna):
    held = meeting(anna, at=AT, place="Hall")
    actions.send_invitations(by=anna, meeting=held, at=AT)
    return held


def written(mail):
    letter = RECIPES[mail.recipe](mail.recipe_args)
    return None if letter is None else message(mail, write(letter, language=mail.language))


def to_jonas(kind):
    return OutMail.objects.filter(to_address=JONAS, kind=f"meetings.{kind}").latest("pk")


def calendar_in(mail):
    made = message_from_bytes(bytes(written(mail)), policy=policy.default)
    [part] = [one for one in made.walk() if one.get_content_type() == "text/calendar"]
    return part, Calendar.from_ical(part.get_content())


def reply(held, *, status="ACCEPTED", sequence=0, address=JONAS, uid="", method="REPLY"):
    return "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", f"METHOD:{method}", "BEGIN:VEVENT",
        f"UID:{uid or queries.uid_of(held)}", f"SEQUENCE:{sequence}", "DTSTAMP:20261123T120000Z",
        "DTSTART:20261123T120000Z", f"ATTENDEE;PARTSTAT={status}:mailto:{address}", "END:VEVENT",
        "END:VCALENDAR", "",
    ]).encode()  # fmt: skip


def jonas(held):
    return Invitee.objects.get(meeting=held, party__isnull=False)


def test_who_is_invited_says_what_they_need_and_it_stands_on_the_page(client, anna, invited):
    one = jonas(invited)
    address = queries.token_of(one)
    client.post(f"/meetings/answer/{address}/", {"answer": "yes", "needs": "Large print"})
    one.refresh_from_db()
    assert (one.answer, one.needs) == ("yes", "Large print")
    actions.answer_invitation(by=SYSTEM, invitee=one, answer="maybe", at=AT)
    client.force_login(anna)
    page = client.get(f"/meetings/{invited.ref}/").content.decode()
    assert "Large print" in page
    assert f"/stakeholders/{one.party.ref}/fact/accessibility/" in page


def test_a_draft_sends_nothing(anna):
    held = meeting(anna, at=AT)
    actions.change_meeting(
        by=anna, meeting=held, at=AT,
        details=actions.MeetingDetails("x", AT, AT + timedelta(hours=2), anna),
    )  # fmt: skip
    actions.cancel_meeting(by=anna, meeting=held, why="Snow", at=AT)
    assert not OutMail.objects.exists()


def test_an_invitation_is_a_request_to_one_calendar(invited):
    part, read = calendar_in(to_jonas("invitation"))
    [event] = read.walk("VEVENT")
    assert (part.get_param("method"), read["METHOD"]) == ("REQUEST", "REQUEST")
    assert (event["UID"], event["SEQUENCE"]) == (queries.uid_of(invited), 0)
    assert str(event["ATTENDEE"]) == f"mailto:{JONAS}"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert event["DTSTART"].dt == AT
    assert OutMail.objects.count() == 2  # to each their own, naming nobody else
    assert "anna" not in str(event["ATTENDEE"]).lower()


def test_a_new_time_raises_the_sequence_and_asks_anew(anna, invited):
    old = to_jonas("invitation")
    actions.answer_invitation(by=SYSTEM, invitee=jonas(invited), answer="yes", at=AT)
    later = AT + timedelta(days=1)
    details = actions.MeetingDetails("Moved", later, later + timedelta(hours=1), anna)
    actions.change_meeting(by=anna, meeting=invited, details=details, at=AT)
    assert jonas(invited).answer == Answer.NONE
    assert written(old) is None  # had it not left yet, it need not any more
    _part, read = calendar_in(to_jonas("invitation"))
    assert read.walk("VEVENT")[0]["SEQUENCE"] == 1
    late = actions.take_reply(calendar=reply(invited, sequence=0), sender=JONAS, at=AT)
    assert (late, jonas(invited).answer) == (None, Answer.NONE)


def test_calling_off_is_told_to_calendars(anna, invited):
    actions.cancel_meeting(by=anna, meeting=invited, why="Snow", at=AT)
    part, read = calendar_in(to_jonas("cancellation"))
    [event] = read.walk("VEVENT")
    assert (part.get_param("method"), event["STATUS"], event["SEQUENCE"]) == (
        "CANCEL", "CANCELLED", 1,
    )  # fmt: skip
    assert written(to_jonas("invitation")) is None
    with pytest.raises(Stale):
        actions.answer_invitation(by=SYSTEM, invitee=jonas(invited), answer="yes", at=AT)


def test_who_is_taken_off_the_list_is_told(anna, invited):
    actions.uninvite(by=anna, invitee=jonas(invited), at=AT)
    _part, read = calendar_in(to_jonas("cancellation"))
    assert read["METHOD"] == "CANCEL"


@pytest.mark.parametrize(
    ("status", "answer"), [("ACCEPTED", "yes"), ("DECLINED", "no"), ("TENTATIVE", "maybe")]
)
def test_a_calendars_reply_is_an_answer(invited, status, answer):
    found = actions.take_reply(calendar=reply(invited, status=status), sender=JONAS, at=AT)
    assert (found, jonas(invited).answer) == (jonas(invited), answer)


def test_a_reply_that_is_not_theirs_or_not_ours_changes_nothing(invited):
    for calendar, sender in (
        (reply(invited), "mallory@example.org"),
        (reply(invited, address="mallory@example.org"), "mallory@example.org"),
        (reply(invited, uid="G-0001@elsewhere.example"), JONAS),
        (reply(invited, uid="G-9999@localhost"), JONAS),
        (reply(invited, method="REQUEST"), JONAS),
        (reply(invited, status="DELEGATED"), JONAS),
        (b"BEGIN:VCALENDAR", JONAS),
        (b"\xff\xfe nothing", JONAS),
        (b"", JONAS),
    ):
        assert actions.take_reply(calendar=calendar, sender=sender, at=AT) is None
    assert jonas(invited).answer == Answer.NONE


@pytest.mark.usefixtures("shelf")
def test_a_reply_that_comes_by_mail_is_filed_as_the_answer(anna, invited):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = JONAS, "anna@example.org", "Accepted: Dust"
    mail["Message-ID"] = "<answer@farm.example>"
    mail.set_content("Jonas comes")
    calendar = reply(invited, status="ACCEPTED").decode()
    mail.add_alternative(calendar, subtype="calendar", params={"method": "REPLY"})
    way = Way(source="test", owner_id=anna.pk)
    take_in(by=anna, letters=[bytes(mail)], way=way, at=AT)
    file_new(by=SYSTEM, at=AT)
    assert jonas(invited).answer == Answer.YES
    assert Arrival.objects.values_list("state", "reason").get() == ("filed", "answer")
    assert not Message.objects.exists()


def test_an_answer_that_is_none_is_refused(invited):
    with pytest.raises(Invalid):
        actions.answer_invitation(by=SYSTEM, invitee=jonas(invited), answer="none", at=AT)
    assert jonas(invited).answered_at is None


def test_no_inside_line_leaves_the_house(client, anna, invited):
    actions.begin_meeting(by=anna, meeting=invited, at=AT)
    actions.take_minutes(by=anna, meeting=invited, notes=NOTES, at=AT)
    actions.finish_meeting(by=anna, meeting=invited, absent=[], at=AT)
    actions.send_minutes(by=anna, meeting=invited, at=AT)
    for mail in OutMail.objects.filter(kind="meetings.minutes"):
        made = bytes(written(mail)).decode()
        whole = message_from_bytes(made.encode(), policy=policy.default)
        text = "".join(
            part.get_content() for part in whole.walk() if part.get_content_maintype() == "text"
        )
        assert "We decided to close the lane" in text
        assert "40,000" not in text
    token = queries.minutes_token(jonas(invited))
    page = client.get(f"/meetings/minutes/{token}/").content.decode()
    assert "We decided to close the lane" in page
    assert "40,000" not in page
    assert "40,000" not in invited.talk.text


def test_who_may_not_be_contacted_gets_no_letter_of_a_meeting(invited, anna):
    jonas = Invitee.objects.get(email=JONAS).party
    change_party(
        by=SYSTEM, party=jonas, is_contact_permitted=False, contact_refusal="asked", at=AT
    )  # fmt: skip
    before = OutMail.objects.filter(to_address=JONAS).count()
    again = meeting(anna, at=AT, who=jonas, mail="")
    assert actions.send_invitations(by=anna, meeting=again, at=AT) > 0
    actions.cancel_meeting(by=anna, meeting=invited, why="Flood", at=AT)
    assert OutMail.objects.filter(to_address=JONAS).count() == before
