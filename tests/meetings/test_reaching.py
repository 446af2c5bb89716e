"""Nothing goes to where somebody is no longer reached."""

from datetime import UTC, date, datetime

import pytest

from accord.features.conduct.models import Arrangement
from accord.features.conduct.queries import postal_of
from accord.features.meetings.models import Invitee
from accord.features.stakeholders.actions import ContactDetails, add_contact_point
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.meetings import meeting
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 12, tzinfo=UTC)


def reached_by(whom, channel, *points):
    for value, until in points:
        details = ContactDetails(channel, value, until_date=until)
        add_contact_point(by=SYSTEM, party=whom, details=details, at=AT)


def test_an_invitation_goes_to_where_somebody_is_reached_now(person):
    jonas = party("Jonas", kind="person")
    past, ahead = date(2026, 1, 1), date(2026, 12, 31)
    reached_by(jonas, "mail", ("old@example.org", past), ("new@example.org", ahead))
    meeting(person(), who=jonas, mail="", at=AT)
    assert Invitee.objects.get(party=jonas).email == "new@example.org"


def test_the_notice_of_an_arrangement_is_addressed_to_where_they_live_now():
    jonas = party("Jonas", kind="person")
    past = date(2026, 1, 1)
    reached_by(jonas, "postal", ("1 Old Street", past), ("2 New Street", None))
    assert postal_of(Arrangement(party=jonas), AT) == "2 New Street"
