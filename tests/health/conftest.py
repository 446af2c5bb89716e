"""What tests of health share: talks and promises some days before the test's moment."""

from datetime import timedelta

import pytest

from accord.features.engagement import actions as engagement
from accord.features.promises import actions as promises
from accord.foundation.kernel.roles import Role

DAY = timedelta(days=1)


@pytest.fixture
def me(person):
    return person(Role.LEAD, name="Marta")


@pytest.fixture
def talk(me, at):
    """Log a talk with somebody some days before the test's moment."""

    def log(who, ago, **details):
        told = engagement.TalkDetails("We spoke", happened_at=at - ago * DAY, **details)
        return engagement.log_interaction(by=me, parties=[who], details=told, at=at)

    return log


@pytest.fixture
def promise(me):
    def make(who, made, due, **details):
        told = promises.PromiseDetails("A map", owner_id=me.pk, due_at=due, **details)
        return promises.make_promise(by=me, party=who, details=told, at=made)

    return make
