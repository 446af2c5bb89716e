"""Who comes in with what, and what the door says to everybody else."""

from datetime import timedelta

import pytest
from django.test import Client

from accord.features.stakeholders.models import Party
from accord.foundation.accounts.actions import revoke_token
from accord.foundation.accounts.models import Token
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.overview.api.views import _door
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def test_no_key_opens_nothing(as_role):
    for client in (Client(), as_role(Role.PRACTITIONER)):  # a session is no key
        for sent in (
            {},
            {"HTTP_AUTHORIZATION": "Bearer accord_wrong"},
            {"HTTP_AUTHORIZATION": "x"},
        ):
            refused = client.get("/api/v1/stakeholders", **sent)

            assert refused.status_code == 401
            assert refused["WWW-Authenticate"] == 'Bearer realm="Accord"'
            assert refused["Content-Type"] == "application/problem+json"
            assert refused.json()["code"] == "unauthorised"


def test_a_dead_key_opens_nothing(caller):
    call = caller()
    assert call.get("stakeholders").status_code == 200
    revoke_token(by=call.person, token=Token.objects.get(owner=call.person), at=clock.now())
    assert call.get("stakeholders").status_code == 401

    late = caller("viewer")
    Token.objects.filter(owner=late.person).update(expires_at=clock.now() - timedelta(days=1))
    assert late.get("stakeholders").status_code == 401


def test_a_key_does_what_its_scopes_say(caller):
    reader, writer = caller(scopes=["read"]), caller("lead", scopes=["write"])
    sent = {"kind": "person", "name": "A"}

    refused = reader.post("stakeholders", sent)

    assert (refused.status_code, refused.json()["code"]) == (403, "scope-missing")
    assert Party.objects.count() == 0
    assert writer.get("stakeholders").status_code == 403
    assert writer.post("stakeholders", sent).status_code == 201


def test_nothing_there_and_nothing_to_be_seen_answer_the_same(caller):
    hidden = party("Canary", visibility="named")
    call = caller()

    ours = call.get(f"stakeholders/{hidden.ref}")
    theirs = call.get("stakeholders/S-999999")

    assert (ours.status_code, ours.content) == (theirs.status_code, theirs.content)
    assert ours.status_code == 404
    assert dict(ours.headers) == dict(theirs.headers)
    assert call.get("nowhere").content == ours.content
    assert call.get("stakeholders/%00").content == ours.content
    assert call.get(f"segments/{10**30}/members").content == ours.content


def test_an_address_says_which_ways_it_has(caller):
    refused = caller()("DELETE", "stakeholders")

    assert (refused.status_code, refused.json()["code"]) == (405, "no-such-method")
    assert set(refused["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b'{"name": NaN}', "application/json", 400),
        (b'{"a":' * 100 + b"1" + b"}" * 100, "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 422),
        (b"{}", "text/plain", 415),
        (b'{"name":"' + b"a" * (1 << 20) + b'"}', "application/json", 413),
    ],
)
def test_only_small_and_sound_json_is_taken(caller, body, kind, status):
    secret = caller().secret

    refused = Client().generic(
        "POST", "/api/v1/stakeholders", data=body, content_type=kind,
        HTTP_AUTHORIZATION=f"Bearer {secret}",
    )  # fmt: skip

    assert refused.status_code == status
    assert refused["Content-Type"] == "application/problem+json"
    assert Party.objects.count() == 0


def test_too_many_requests_are_told_when_to_come_again(caller, monkeypatch):
    monkeypatch.setattr(_door, "A_MINUTE", 2)
    monkeypatch.setattr(_door, "tally", _door.Tally())
    first, second = caller(), caller("lead")

    answers = [first.get("stakeholders").status_code for _time in range(3)]

    assert answers == [200, 200, 429]
    assert 0 < int(first.get("stakeholders")["Retry-After"]) <= 60
    assert second.get("stakeholders").status_code == 200
