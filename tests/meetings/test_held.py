"""What is kept of a party in meetings follows it into another, and goes with it."""

from datetime import timedelta

import pytest

from accord.features.meetings import actions, queries
from accord.features.meetings.models import Invitee, Verdict
from accord.features.stakeholders import actions as register
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON
from tests.factories.meetings import meeting
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def judged(person):
    anna = person(name="Anna Kask")
    held = meeting(anna)
    actions.begin_meeting(by=anna, meeting=held, at=NOON)
    notes = "Jonas Vetter was late\nIt rained"
    actions.take_minutes(by=anna, meeting=held, notes=notes, at=NOON)
    actions.finish_meeting(by=anna, meeting=held, absent=[], at=NOON)
    actions.send_minutes(by=anna, meeting=held, at=NOON)
    one = Invitee.objects.get(party__isnull=False)
    line = queries.lines_of(held)[0]
    actions.judge_line(
        by=SYSTEM, invitee=one, line=line, is_right=False, words="I was not", at=NOON
    )
    return held


def test_an_erased_party_leaves_no_word_of_theirs(judged):
    one = Invitee.objects.get(party__isnull=False)
    register.erase_party(by=SYSTEM, party=one.party, reason="asked", at=NOON + timedelta(days=1))
    one.refresh_from_db()
    assert (one.email, one.words, Verdict.objects.get().words) == ("", "", "")
    judged.refresh_from_db()
    assert "Jonas" not in judged.notes
    assert "Jonas" not in "".join(line.text for line in queries.lines_of(judged))


def test_a_merged_party_takes_its_invitations_along(judged):
    one = Invitee.objects.get(party__isnull=False)
    other = party("Jonas V.", kind="person")
    register.merge_parties(by=SYSTEM, survivor=other, merged=one.party, at=NOON)
    one.refresh_from_db()
    assert one.party == other
