"""What waits in the outbox for a member is asked again when it leaves."""

import pytest

from accord.features.discussions import actions
from accord.features.discussions.models import Member
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from tests.conftest import NOON
from tests.discussions.test_actions import DAY, joined, me, opened, says
from tests.letters.conftest import leave
from tests.mail.conftest import office

__all__ = ["me", "office"]
pytestmark = pytest.mark.django_db


def goes(member, _space):
    actions.leave(by=SYSTEM, member=member, at=NOON)


def stops(member, _space):
    actions.want_digest(by=SYSTEM, member=member, is_wanted=False, at=NOON)


def closes(_member, space):
    actions.close_space(by=SYSTEM, space=space, at=NOON)


@pytest.mark.parametrize(
    ("meanwhile", "state", "why"),
    [
        (None, "sent", ""),
        (closes, "sent", ""),  # one reads on
        (goes, "dropped", "They have left."),
        (stops, "dropped", "Said no to this"),
    ],
)
def test_news_for_who_wants_none_any_more_stay(me, office, meanwhile, state, why):
    space = opened(me, checks_first=False)
    ewa, tom = joined(me, space, "Ewa", wants_digest=True), joined(me, space, "Tom")
    leave()
    office.taken.clear()
    office.to = ["451 later"]
    says(tom, "The path floods", at=NOON + DAY)
    assert actions.send_digests(by=SYSTEM, at=NOON + DAY) == 1
    drain()
    assert office.taken == []

    if meanwhile:
        meanwhile(Member.objects.get(pk=ewa.pk), space)
    leave()

    mail = OutMail.objects.get(kind=actions.NEWS)
    assert (mail.state, mail.error if why else "") == (state, why)
    assert len(office.taken) == (state == "sent")
