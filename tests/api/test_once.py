"""A write sent twice under one key is done once."""

from datetime import timedelta

import pytest

from accord.features.stakeholders.models import Party
from accord.foundation.journal.models import Entry
from accord.foundation.kernel import clock
from accord.overview.api import actions
from accord.overview.api.models import IdempotencyKey

pytestmark = pytest.mark.django_db
SENT = {"kind": "person", "name": "Once"}


def test_the_same_again_gives_the_same_answer(caller):
    call = caller()

    first = call.post("stakeholders", SENT, idempotency_key="k1")
    entries = Entry.objects.count()
    second = call.post("stakeholders", SENT, idempotency_key="k1")

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert first["Accord-Entry"] == second["Accord-Entry"]
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert (Party.objects.count(), Entry.objects.count()) == (1, entries)


def test_another_request_under_the_same_key_is_refused(caller):
    call = caller()
    call.post("stakeholders", SENT, idempotency_key="k1")

    other = call.post("stakeholders", SENT | {"name": "Other"}, idempotency_key="k1")

    assert (other.status_code, other.json()["code"]) == (422, "key-used")
    assert [one.name for one in Party.objects.all()] == ["Once"]


def test_what_was_refused_may_be_sent_again_mended(caller):
    call = caller()

    refused = call.post("stakeholders", {"kind": "person", "name": " "}, idempotency_key="k1")

    assert refused.status_code == 422
    assert IdempotencyKey.objects.count() == 0
    assert call.post("stakeholders", SENT, idempotency_key="k1").status_code == 201


def test_keys_of_two_people_do_not_meet(caller):
    caller().post("stakeholders", SENT, idempotency_key="k1")

    assert caller("lead").post("stakeholders", SENT, idempotency_key="k1").status_code == 201
    assert Party.objects.count() == 2


@pytest.mark.parametrize("key", ["", " ", "k" * 201])
def test_a_key_that_is_none_is_refused(caller, key):
    refused = caller().post("stakeholders", SENT, idempotency_key=key)

    assert refused.status_code == 422
    assert Party.objects.count() == 0


def test_keys_are_forgotten_after_a_day(caller):
    call = caller()
    call.post("stakeholders", SENT, idempotency_key="k1")

    assert actions.forget_keys(at=clock.now() + timedelta(hours=23)) == 0
    assert actions.forget_keys(at=clock.now() + timedelta(hours=25)) == 1

    assert call.post("stakeholders", SENT, idempotency_key="k1").status_code == 201
    assert Party.objects.count() == 2
