"""Passkeys over HTTP: alone, as a second step, copied, lying, and of somebody else."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accord.foundation.accounts.models import User
from accord.foundation.journal.models import Entry, Letter
from tests.accounts.authenticator import PRESENT, Device
from tests.accounts.half_way import CODE, ORIGIN, browser, half_way, who

pytestmark = [
    pytest.mark.django_db, pytest.mark.either, pytest.mark.usefixtures("localhost"),
]  # fmt: skip


def options_of(page):
    return json.loads(unescape(re.search(r'data-options="([^"]+)"', page.content.decode())[1]))


def add(client, device, name="Key"):
    page = client.get(reverse("mfa_add_webauthn"))
    credential = device.create(options_of(page))
    return client.post(reverse("mfa_add_webauthn"), {"name": name, "credential": credential})


def ask(client):
    answer = client.get("/sign-in/passkey/", headers={"accept": "application/json"})
    return answer.json()["request_options"]


@pytest.fixture
def device(anna, sign_in):
    """Anna's device, added by her."""
    client, _answer = sign_in(anna.email, client=browser())
    made = Device(ORIGIN)
    assert add(client, made).status_code == 302
    return made


def test_a_passkey_signs_in_alone_with_user_verification(anna, device):
    client = browser()
    options = ask(client)
    assert options["publicKey"]["userVerification"] == "required"
    assert options["publicKey"]["rpId"] == "localhost"
    client.post("/sign-in/passkey/", {"credential": device.get(options)})
    assert who(client) == str(anna.pk)
    assert Entry.objects.filter(verb="accounts.sign-in").order_by("-id").first().details["how"] == (
        "webauthn"
    )


def test_an_answer_works_once_and_only_for_its_own_question(anna, device):
    client = browser()
    answer = device.get(ask(client))
    client.post("/sign-in/passkey/", {"credential": answer})
    client.post(reverse("account_logout"))
    client.post("/sign-in/passkey/", {"credential": answer})
    assert who(client) is None
    ask(client)
    client.post("/sign-in/passkey/", {"credential": answer})
    assert who(client) is None
    thief = browser()
    ask(thief)
    thief.post("/sign-in/passkey/", {"credential": device.get(ask(client))})
    assert who(thief) is None


def test_a_question_is_used_up_by_a_wrong_answer(anna, device):
    client = browser()
    options = ask(client)
    client.post("/sign-in/passkey/", {"credential": Device(ORIGIN).get(options)})
    client.post("/sign-in/passkey/", {"credential": device.get(options)})
    assert who(client) is None


@pytest.mark.parametrize("seconds", [299, 301])
def test_a_question_lives_five_minutes(anna, device, seconds):
    client = browser()
    with time_machine.travel("2026-05-04T12:00:00Z", tick=False) as traveller:
        options = ask(client)
        traveller.shift(timedelta(seconds=seconds))
        client.post("/sign-in/passkey/", {"credential": device.get(options)})
        assert (who(client) is not None) == (seconds == 299)


LIES = {
    "another origin": lambda d: setattr(d, "origin", "https://accord.evil.example"),
    "a subdomain": lambda d: setattr(d, "origin", "http://evil.localhost"),
    "another port": lambda d: setattr(d, "origin", "http://localhost:9"),
    "another place": lambda d: setattr(d, "rp_id", "evil.example"),
    "nobody verified": lambda d: setattr(d, "flags", PRESENT),
    "nobody present": lambda d: setattr(d, "flags", 0),
    "another key": lambda d: setattr(d, "key", Device(ORIGIN).key),
    "another id": lambda d: setattr(d, "id", b"x" * 32),
    "no user": lambda d: setattr(d, "user", None),
    "another user": lambda d: setattr(d, "user", "OTk"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lying_device_opens_nothing(anna, device, lie):
    LIES[lie](device)
    client = browser()
    entries = Entry.objects.count()
    answer = client.post("/sign-in/passkey/", {"credential": device.get(ask(client))})
    assert (answer.status_code, who(client), Entry.objects.count()) == (302, None, entries)


def broken(**response):
    return json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": response})


@pytest.mark.parametrize(
    "credential",
    [
        "", "{}", "[]", "null", "7", '"x"', '{"id": "AA", "rawId": "AA", "response": {}}',
        broken(clientDataJSON="AA", authenticatorData="AA", signature="AA", userHandle="MQ"),
        broken(clientDataJSON="e30", authenticatorData="AAAA", signature="A", userHandle="////"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_and_no_fault(anna, device, credential):
    client = browser()
    ask(client)
    answer = client.post("/sign-in/passkey/", {"credential": credential})
    assert (answer.status_code, who(client)) == (302, None)


def test_a_copied_passkey_gives_itself_away_by_its_counter(anna, device, sign_in, outbox):
    device.counter = 7
    client = browser()
    client.post("/sign-in/passkey/", {"credential": device.get(ask(client))})
    assert who(client) == str(anna.pk)
    device.counter = 3  # the copy was made before
    copy = browser()
    copy.post("/sign-in/passkey/", {"credential": device.get(ask(copy))})
    assert who(copy) is None
    assert client.get("/me/security/").status_code == 302  # every session ended
    said = Letter.objects.filter(name="accounts.security-changed").order_by("-id").first().body
    assert said["what"] == "passkey-copied"


def test_a_passkey_without_verification_is_not_taken(anna, sign_in):
    client, _answer = sign_in(anna.email, client=browser())
    lazy = Device(ORIGIN)
    lazy.flags = PRESENT
    assert (
        "did not work" in add(client, lazy).content.decode() or not Authenticator.objects.exists()
    )
    assert Authenticator.objects.count() == 0


def test_the_passkey_of_another_is_no_second_factor(anna, device, member, sign_in):
    piotr = member(name="piotr")
    client, _answer = sign_in(piotr.email, client=browser())
    add(client, Device(ORIGIN))
    half = half_way(sign_in, piotr)
    options = options_of(half.get(CODE))
    half.post(CODE, {"credential": device.get(options)})
    assert who(half) is None


def test_a_passkey_as_second_step_and_as_fresh_proof(anna, device, sign_in):
    client = half_way(sign_in, anna)
    client.post(CODE, {"credential": device.get(options_of(client.get(CODE)))})
    assert who(client) == str(anna.pk)
    page = client.get("/confirm/passkey/")
    answer = client.post("/confirm/passkey/", {"credential": device.get(options_of(page))})
    assert answer.status_code == 302


def test_a_closed_account_stays_closed_for_its_passkey(anna, device):
    User.objects.filter(pk=anna.pk).update(is_active=False)
    client = browser()
    client.post("/sign-in/passkey/", {"credential": device.get(ask(client))})
    assert who(client) is None


def test_a_new_factor_ends_other_sessions_and_is_told(anna, sign_in, outbox):
    there, _answer = sign_in(anna.email, client=browser())
    here, _answer = sign_in(anna.email, client=browser())
    before = here.session.session_key
    add(here, Device(ORIGIN))
    assert here.session.session_key != before
    assert here.get("/me/security/").status_code == 200
    assert there.get("/me/security/").headers["Location"].startswith("/sign-in/")
    said = Letter.objects.filter(name="accounts.security-changed").order_by("-id").first().body
    assert said["what"] == "passkey-added"
