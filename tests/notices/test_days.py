"""A day is that of the house, or of the person who is told, never that of UTC."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils.timezone import get_current_timezone_name

from accord.foundation.accounts.models import Absence, Grant
from accord.foundation.accounts.reach import reach_of
from accord.foundation.jobs.actions import Order, enqueue
from accord.foundation.jobs.kinds import Kind, kinds
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices import actions
from accord.foundation.notices.actions import Telling
from accord.foundation.ui import formats

pytestmark = pytest.mark.django_db

FIFTH = date(2026, 5, 5)
NIGHT = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)  # half past midnight, in Warsaw, of the fifth


@pytest.fixture(autouse=True)
def _in_warsaw(settings):
    settings.HOUSE_TIME_ZONE = "Europe/Warsaw"


def test_a_role_begins_and_ends_with_the_day_of_the_house(person):
    ann = person(None, name="ann")
    Grant.objects.create(person=ann, role=Role.VIEWER, until_date=date(2026, 5, 4))
    Grant.objects.create(person=ann, role=Role.PRACTITIONER, from_date=FIFTH)
    with time_machine.travel(NIGHT, tick=False):
        assert reach_of(ann).roles == {Role.PRACTITIONER}


def test_who_is_away_from_today_has_a_deputy_from_midnight_of_the_house(kind, person):
    kind()
    ann, bob = person(name="ann"), person(name="bob")
    Absence.objects.create(person=ann, deputy=bob, from_date=FIFTH, until_date=FIFTH)
    made = actions.notify(by=SYSTEM, to=[ann.pk], telling=Telling("tests.happened", "x"), at=NIGHT)
    assert {notice.person_id for notice in made} == {ann.pk, bob.pk}


def test_each_is_told_the_time_of_their_own_clock(kind, person):
    kind()
    people = [person(name="ann"), person(name="bob", time_zone="America/New_York")]
    telling = Telling("tests.happened", lambda: formats.full(NIGHT))
    made = actions.notify(by=SYSTEM, to=[one.pk for one in people], telling=telling, at=NIGHT)
    assert [notice.title for notice in made] == [
        "Tuesday, 5 May 2026, 00:30", "Monday, 4 May 2026, 18:30",
    ]  # fmt: skip


def test_jobs_write_the_time_of_the_house(person):
    told = []
    kinds.add(
        "tests.zone", Kind("tests.zone", lambda _ctx: told.append(get_current_timezone_name()))
    )
    try:
        enqueue(by=SYSTEM, order=Order("tests.zone"), at=NIGHT)
        drain()
    finally:
        del kinds._items["tests.zone"]
    assert told == ["Europe/Warsaw"]
