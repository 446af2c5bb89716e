"""What a meeting decides is tied to the record of what was weighed for it."""

from datetime import UTC, datetime, timedelta

import pytest

from accord.features.meetings import actions, queries
from accord.features.meetings.models import Decision
from accord.features.tradeoffs import actions as tradeoffs
from accord.features.tradeoffs.models import TradeOff
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.meetings import meeting

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOTES = "# Night work\n! We close the lane at night\n# Other\n! The fence stays\n// ! We pay\n"


@pytest.fixture
def anna(person):
    return person(Role.PRACTITIONER, name="Anna Kask")


@pytest.fixture
def weighed():
    details = tradeoffs.TradeOffDetails("Night work")
    return tradeoffs.open_tradeoff(by=SYSTEM, details=details, at=AT)


@pytest.fixture
def finished(anna, weighed):
    held = meeting(anna, at=AT)
    proposal = queries.Proposal("b1", "Night work", "decision", weighed.ref, "")
    actions.take_up(by=anna, meeting=held, proposals=[proposal], at=AT)
    actions.begin_meeting(by=anna, meeting=held, at=AT)
    actions.take_minutes(by=anna, meeting=held, notes=NOTES, at=AT)
    return actions.finish_meeting(by=anna, meeting=held, absent=[], at=AT + timedelta(hours=1))


@pytest.mark.duty("L07")
def test_what_was_weighed_on_the_agenda_is_tied_to_what_was_decided(
    anna, finished, weighed, client
):
    night, fence, _inside = Decision.objects.order_by("pk")
    assert [one.record_ref for one in Decision.objects.order_by("pk")] == [weighed.ref, "", ""]
    client.force_login(anna)
    page = client.get(f"/meetings/{finished.ref}/").content.decode()
    assert weighed.ref in page
    assert "to be weighed" in page
    assert night.words in client.get(f"/tradeoffs/{weighed.ref}/").content.decode()

    there = f"/meetings/{finished.ref}/decided/{fence.pk}"
    client.post(f"{there}/record/")
    fence.refresh_from_db()
    made = TradeOff.objects.get(ref=fence.record_ref)
    assert (made.title, made.initiative) == ("The fence stays", finished.initiative)
    client.post(f"{there}/tie/", {"tradeoff": weighed.pk})
    fence.refresh_from_db()
    assert fence.record_ref == weighed.ref


def test_what_is_for_inside_gets_no_record_that_everybody_reads(anna, person, finished):
    inside = Decision.objects.get(is_inside=True)
    with pytest.raises(Invalid):
        actions.record_decision(by=anna, decision=inside, at=AT)
    with pytest.raises(NotAllowed):
        actions.record_decision(
            by=person(Role.VIEWER), decision=Decision.objects.first(), at=AT
        )  # fmt: skip
    assert TradeOff.objects.count() == 1
    inside.refresh_from_db()
    assert inside.record_ref == ""
