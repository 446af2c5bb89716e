"""What servers and providers report is told with the very copy it is about."""

from datetime import timedelta

import pytest

from accord.features.letters.models import Addressee
from accord.features.mailings import actions
from accord.features.mailings.models import Recipient
from accord.features.stakeholders.models import Consent
from accord.foundation.arrivals import actions as arrivals
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.models import Notice
from tests.correspondence.test_reports import report
from tests.letters import conftest as letters
from tests.mailings.conftest import states, work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
COMPLAINT = """Message-ID: <c1@relay.example>
From: feedback@relay.example
To: accord@water.example
Subject: complaint
Content-Type: multipart/report; report-type=feedback-report; boundary=b
MIME-Version: 1.0

--b

A complaint.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Relay/1
Version: 1

--b
Content-Type: text/rfc822-headers

Message-ID: <{name}>
To: {to}

--b--
"""


@pytest.fixture
def box(person):
    """Give whoever looks after the mailbox that reports come to."""
    return person(Role.PRACTITIONER, name="Box")


def comes(raw, box):
    way = arrivals.Way(source="box", owner_id=box.pk)
    arrivals.take_in(by=SYSTEM, letters=[raw], way=way, at=clock.now())
    arrivals.file_new(by=SYSTEM, at=clock.now())
    drain()


def test_a_copy_that_came_back_and_one_complained_of_are_counted(
    mailing, reader, lead, office, box
):
    ann, bo = reader("Ann"), reader("Bo")
    made = mailing(ann, bo)
    actions.begin_mailing(by=lead, mailing=made, at=clock.now())
    work()
    first, second = Recipient.objects.order_by("pk")
    comes(report(1, to="ann@example.org", about=first.message_id), box)
    comes(report(2, to="bo@example.org", about="made-up@water.example"), box)
    comes(COMPLAINT.format(name=second.message_id, to="bo@example.org").encode(), box)
    assert states(made) == {"Ann": "bounced", "Bo": "sent"}
    first.refresh_from_db()
    second.refresh_from_db()
    assert ("User unknown" in first.error, second.has_complained) == (True, True)
    assert ann.contact_points.get().failed_at is not None
    assert Consent.objects.filter(party=bo).latest("pk").state == "withdrawn"
    assert states(mailing(ann, bo)) == {"Ann": "bounced", "Bo": "opted-out"}
    del office


def test_a_letter_says_that_it_was_not_delivered_and_its_author_is_told(lead, office, box, at):
    ann = letters.reachable("Ann", "ann@example.org", at)
    letter = letters.write(lead, clock.now(), ann)
    letters.actions.send_letter(by=lead, letter=letter, at=clock.now())
    type(letter).objects.update(send_at=clock.now() - timedelta(seconds=1))
    letters.leave()
    row = Addressee.objects.get()
    assert row.state == "sent"
    for number in (1, 2):
        comes(report(number, to="ann@example.org", about=row.message_id), box)
    row.refresh_from_db()
    assert (row.state, "User unknown" in row.error) == ("bounced", True)
    told = Notice.objects.filter(person_id=lead.pk, kind="letters.about-mine")
    assert [one.title for one in told] == ["Your letter was not delivered to everybody"]
    del office
