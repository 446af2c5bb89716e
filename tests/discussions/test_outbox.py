"""What waits in the outbox for a member is asked again when it leaves."""

import pytest

from accord.features.discussions import actions
from accord.features.discussions.models import Member
from accord.features.stakeholders.actions import erase_party
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


def hides(me, _space, post, _tom):
    actions.hide_post(by=me, post=post, why="A name", at=NOON)


def erases(_me, _space, _post, tom):
    erase_party(by=SYSTEM, party=tom.party, reason="asked", at=NOON)


@pytest.mark.parametrize("meanwhile", [hides, erases])
def test_news_that_wait_say_nothing_that_was_hidden_or_erased_since(me, office, meanwhile):
    space = opened(me, checks_first=False)
    joined(me, space, "Ewa", wants_digest=True)
    tom, ann = joined(me, space, "Tom"), joined(me, space, "Ann")
    leave()
    office.taken.clear()
    office.to = ["451 later"]
    post = says(tom, "My cows drink there", at=NOON + DAY)
    says(ann, "The path floods", at=NOON + DAY)
    assert actions.send_digests(by=SYSTEM, at=NOON + DAY) == 1
    drain()
    meanwhile(me, space, post, tom)
    leave()

    (sent,) = office.taken
    words = "".join(part.get_content() for part in sent.iter_parts())
    assert [word in words for word in ("floods", "cows")] == [True, False]
    assert OutMail.objects.get(kind=actions.NEWS).text == ""


def test_news_of_which_nothing_is_shown_any_more_stay(me, office):
    space = opened(me, checks_first=False)
    joined(me, space, "Ewa", wants_digest=True)
    tom = joined(me, space, "Tom")
    leave()
    office.taken.clear()
    office.to = ["451 later"]
    post = says(tom, "My cows drink there", at=NOON + DAY)
    actions.send_digests(by=SYSTEM, at=NOON + DAY)
    drain()
    actions.hide_post(by=me, post=post, why="A name", at=NOON)
    leave()
    assert (OutMail.objects.get(kind=actions.NEWS).state, office.taken) == ("dropped", [])
