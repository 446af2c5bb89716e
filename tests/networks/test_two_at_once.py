"""Two talks with the same party are undone or put right at the same moment."""

import pytest

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.networks import queries
from accord.features.networks.models import Bond
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON
from tests.factories.stakeholders import party
from tests.journal.test_two_at_once import QUICK, beside

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_is_near_to_whom_stays_true_when_two_talks_are_undone_at_once(person):
    me, jonas, bees = person(), party("Jonas", kind="person"), party("Bees OÜ")
    entries = []
    for text in ("One", "Two", "Three"):
        given = TalkDetails(text)
        log_interaction(by=me, parties=[jonas, bees], details=given, at=NOON)
        entries.append(last_entry_id())
    with beside(lambda: undo(by=SYSTEM, entry_id=entries[1], at=NOON), QUICK):
        undo(by=SYSTEM, entry_id=entries[0], at=NOON)
    assert list(queries.wrong_parties([jonas.pk, bees.pk])) == []
    assert [bond.talks_count for bond in Bond.objects.all()] == [1]
