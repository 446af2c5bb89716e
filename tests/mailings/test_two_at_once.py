"""Two mailings that are due at once: nobody hears more from us than was set."""

import pytest

from accord.features.letters import actions as letters
from accord.features.mailings import actions
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from tests.journal.test_two_at_once import beside
from tests.mailings.conftest import states

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_is_put_off(mailing, reader, lead, at, office):
    readers = [reader("Ann"), reader("Bo")]
    letters.set_manner(
        by=SYSTEM, delay_seconds=0, has_pause=False, needs_reader=False, most_touches=1,
        touch_days=7, at=at,
    )  # fmt: skip
    first, second = mailing(*readers), mailing(*reversed(readers))
    for one in (first, second):
        actions.begin_mailing(by=lead, mailing=one, at=at)
    with beside(lambda: actions.carry_on(by=SYSTEM, mailing=second, at=at)):
        actions.carry_on(by=SYSTEM, mailing=first, at=at)
    assert states(first) == {"Ann": "leaving", "Bo": "leaving"}
    assert states(second) == {"Ann": "deferred", "Bo": "deferred"}
    assert OutMail.objects.count() == len(readers)
    del office
