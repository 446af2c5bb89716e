"""Reports of servers and providers: believed of mail that was ours, and acted on."""

import pytest

from accord.features.correspondence.models import Message
from accord.features.stakeholders.actions import (
    ContactDetails,
    add_consent_purpose,
    add_contact_point,
    change_contact_point,
    note_failure,
    note_reachable,
    record_consent,
)
from accord.features.stakeholders.models import Consent, ContactPoint, Party, TimelineRow
from accord.foundation.arrivals import actions as arrivals
from accord.foundation.arrivals.models import Arrival
from accord.foundation.kernel.errors import NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from tests.arrivals.letters import letter
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


@pytest.fixture
def me(person):
    return person(name="ann")


@pytest.fixture
def point(at):
    mari = party("Mari Mägi", kind="person")
    details = ContactDetails("mail", "mari@vald.example")
    return add_contact_point(by=SYSTEM, party=mari, details=details, at=at)


@pytest.fixture
def mail(at):
    return OutMail.objects.create(
        message_id="<out-1@water.example>", kind="letter", to_address="mari@vald.example",
        state="sent", written_at=at, sent_at=at,
    )  # fmt: skip


def report(
    number, *, status="5.1.1", to="mari@vald.example", about="out-1@water.example",
    words="550 5.1.1 User unknown", action="failed",
):  # fmt: skip
    return f"""Message-ID: <r{number}@relay.example>
From: Mail Delivery System <mailer-daemon@relay.example>
To: accord@water.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b
MIME-Version: 1.0

--b

It did not work.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}

--b
Content-Type: message/rfc822

Message-ID: <{about}>
From: accord@water.example
To: {to}
Subject: Water

Hello
--b--
""".encode()


def complaint(number, *, about="out-1@water.example", to="mari@vald.example"):
    return f"""Message-ID: <c{number}@provider.example>
From: feedback@provider.example
To: accord@water.example
Subject: FW: Water
Content-Type: multipart/report; report-type=feedback-report; boundary=b
MIME-Version: 1.0

--b

Somebody complained.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Provider/1
Version: 1
Original-Rcpt-To: {to}

--b
Content-Type: message/rfc822

Message-ID: <{about}>
From: accord@water.example
To: {to}

Hello
--b--
""".encode()


def take(owner, at, *letters, **fields):
    way = arrivals.Way(source="test", owner_id=owner.pk, **fields)
    arrivals.take_in(by=owner, letters=letters, way=way, at=at)
    arrivals.file_new(by=SYSTEM, at=at)
    return [(row.state, row.reason) for row in Arrival.objects.order_by("pk")]


def known(point):
    row = ContactPoint.objects.get(pk=point.pk)
    return row.failed_at, row.failure, row.delays_count


def test_an_address_that_never_works_is_marked_with_what_was_said(me, point, mail, at, as_role):
    assert take(me, at, report(1), report(2)) == [("dropped", "bounce")] * 2
    failed_at, words, delays = known(point)
    assert (failed_at, delays) == (at, 0)
    assert "User unknown" in words
    assert TimelineRow.objects.filter(verb="address-failed").count() == 1
    client = as_role(Role.PRACTITIONER)
    page = client.get(f"/stakeholders/{point.party.ref}/").content.decode()
    assert "User unknown" in page
    works = f"/stakeholders/{point.party.ref}/contacts/{point.pk}/works/"
    assert works in page
    assert client.post(works).status_code in {200, 302, 303}
    assert known(point) == (None, "", 0)
    assert TimelineRow.objects.filter(verb="address-works").count() == 1


def test_one_that_may_work_another_day_is_only_counted(me, point, mail, at):
    full = report(1, status="4.2.2", words="452 4.2.2 Mailbox full")
    late = report(2, status="4.4.1", words="Connection timed out", action="delayed")
    take(me, at, full, late)
    assert known(point) == (None, "", 2)


@pytest.mark.parametrize(
    "fields",
    [
        {"about": "made-up@water.example"},
        {"to": "bo@vald.example"},
        {"about": "waiting-1@water.example"},
    ],
)
def test_reports_of_mail_that_we_never_sent_there_change_nothing(me, point, mail, at, fields):
    bo = party("Bo")
    details = ContactDetails("mail", "bo@vald.example")
    other = add_contact_point(by=SYSTEM, party=bo, details=details, at=at)
    OutMail.objects.create(
        message_id="<waiting-1@water.example>", kind="letter", to_address="mari@vald.example",
        written_at=at,
    )  # fmt: skip
    take(me, at, report(1, **fields), complaint(2, **fields))
    assert known(point) == known(other) == (None, "", 0)
    assert Consent.objects.count() == 0
    assert not Party.objects.filter(is_contact_permitted=False).exists()


def test_reports_of_before_change_nothing(me, point, mail, at):
    take(me, at, report(1), complaint(2), is_archive=True)
    assert known(point) == (None, "", 0)
    assert Party.objects.get(pk=point.party_id).is_contact_permitted


def test_a_report_on_what_a_colleague_sent_by_hand_counts_for_who_sent_it(me, point, at, person):
    take(me, at, letter(1, sender="ann@example.org", to="mari@vald.example"))
    assert Message.objects.get().direction == "out"
    bo = person(name="bo")
    take(bo, at, report(1, about="1@vald.example"))
    assert known(point)[0] is None
    take(me, at, report(2, about="1@vald.example"))
    assert known(point)[0] == at


def test_who_complains_gets_no_more_of_what_they_once_agreed_to(me, point, mail, at):
    news = add_consent_purpose(by=SYSTEM, name="Newsletter", at=at)
    mari = point.party
    record_consent(by=SYSTEM, party=mari, purpose=news, state="given", source="form", at=at)
    assert take(me, at, complaint(1)) == [("dropped", "complaint")]
    last = Consent.objects.order_by("-pk").first()
    assert (last.state, "abuse" in last.evidence) == ("withdrawn", True)
    assert Party.objects.get(pk=mari.pk).is_contact_permitted
    take(me, at, complaint(2))
    assert Consent.objects.count() == 2
    row = Party.objects.get(pk=mari.pk)
    assert (row.is_contact_permitted, bool(row.contact_refusal)) == (False, True)


def test_another_address_has_nothing_against_it(point, at, person):
    note_failure(by=SYSTEM, point=point, words="gone", is_final=True, at=at)
    with pytest.raises(NotAllowed):
        note_reachable(by=person(Role.VIEWER), point=point, at=at)
    assert known(point)[1] == "gone"
    change_contact_point(by=SYSTEM, point=point, value="m.magi@vald.example", at=at)
    assert known(point) == (None, "", 0)
    with pytest.raises(Stale):
        note_reachable(by=SYSTEM, point=point, at=at)
