import pytest

from accord.features.promises import actions
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


def test_whose_promise_it_is_to_keep_is_told_and_not_of_what_others_owe_us(person, at):
    lead, ann = person(Role.MANAGER, name="lead"), person(name="ann")
    for side in ("we", "they"):
        details = actions.PromiseDetails("Revised plan", due_at=at, owner_id=ann.pk, side=side)
        actions.make_promise(by=lead, party=party(), details=details, at=at)
    drain()
    assert list(Notice.objects.values_list("person_id", "title")) == [
        (ann.pk, "Yours to keep: Revised plan")
    ]
