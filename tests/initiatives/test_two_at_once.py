"""What two do to an initiative at the same moment: nothing breaks, and nothing is miscounted."""

from datetime import timedelta

import pytest

from accord.features.initiatives import actions, queries
from accord.features.initiatives.models import Assessment, Round, Stake
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON
from tests.factories.initiatives import initiative, said, stake
from tests.factories.stakeholders import party
from tests.journal.test_two_at_once import QUICK, beside

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_note_the_same_stake_find_it_there():
    one, bees = initiative(), party("Bees OÜ")
    given = {"by": SYSTEM, "initiative": one, "parties": [bees], "at": NOON}
    with beside(lambda: actions.take_stakes(**given), QUICK) as told:
        actions.take_stakes(**given)
    assert (told, Stake.objects.count()) == ([[]], 1)


def test_who_assesses_while_the_round_is_shown_comes_too_late(person):
    me, held = person(), stake()
    opened = actions.open_round(by=SYSTEM, initiative=held.initiative, title="Spring", at=NOON)
    later = NOON + timedelta(seconds=1)
    theirs = lambda: said(me, Stake.objects.get(), round_=Round.objects.get(), power=3)  # noqa: E731
    with pytest.raises(Stale), beside(theirs, QUICK):
        actions.show_round(by=SYSTEM, round_=opened, at=later)
    assert Assessment.objects.count() == 0
    assert list(queries.differences(later)) == []
