from datetime import date

import pytest

from accord.features.stakeholders import actions
from accord.features.stakeholders.models import Follow
from accord.foundation.accounts.models import Absence
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.notices.models import Notice
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """Now: the worker goes by the clock, and old events are no news."""
    return clock.now()


def told():
    drain()
    rows = Notice.objects.order_by("id").values_list("person_id", "kind", "title", "url")
    return list(rows)


def test_old_and_new_owner_deputy_and_followers_are_told(person, at):
    lead = person(Role.MANAGER, name="lead")
    ann, bob = person(name="ann"), person(name="bob")
    eve, fay = person(name="eve"), person(name="fay")
    Absence.objects.create(
        person=bob, deputy=fay, from_date=date(2020, 1, 1), until_date=date(2090, 1, 1)
    )
    one = party("Łódka", owner_id=ann.pk)
    for follower in (eve, ann, lead):
        Follow.objects.create(party=one, person=follower)
    drain()
    Notice.objects.all().delete()

    actions.hand_over(by=lead, party=one, to=bob, deputy=None, at=at)

    url = f"/stakeholders/{one.ref}/"
    owner, news = "stakeholders.owner-changed", "stakeholders.followed"
    assert told() == [
        (bob.pk, owner, "Łódka is yours now.", url),
        (fay.pk, owner, "Łódka is yours now.", url),  # and that they stand in for bob
        (ann.pk, owner, "Łódka is with bob now.", url),
        (eve.pk, news, "Łódka is with bob now.", url),
    ]


def test_nobody_is_told_of_a_party_they_may_not_see(person, at):
    lead = person(Role.MANAGER, name="lead")
    ann, eve = person(name="ann"), person(name="eve")
    one = party("Hidden", owner_id=ann.pk)
    Follow.objects.create(party=one, person=eve)
    actions.restrict(by=lead, party=one, visibility="named", readers=[ann], at=at)
    drain()
    Notice.objects.all().delete()
    actions.retire_party(by=lead, party=one, reason="moved", at=at)
    assert told() == [
        (
            ann.pk,
            "stakeholders.followed",
            "Hidden is no longer active.",
            f"/stakeholders/{one.ref}/",
        )
    ]
