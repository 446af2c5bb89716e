"""Second factors over HTTP: codes, recovery codes, passkeys, and every way around them."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accord.foundation.accounts import actions
from accord.foundation.accounts.models import RecoveryCode, User
from accord.foundation.journal.models import Entry, Letter
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from tests.accounts.authenticator import PRESENT, Device

pytestmark = pytest.mark.django_db
ORIGIN = "http://localhost"
CODE = "/sign-in/code/"


@pytest.fixture(autouse=True)
def _localhost(settings):
    settings.BASE_URL = ORIGIN
    settings.ALLOWED_HOSTS = ["localhost"]


@pytest.fixture
def now(at):
    """Stand still at noon; ``now.shift`` goes on."""
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def anna(member):
    return member(name="anna")


def browser():
    return Client(headers={"host": "localhost"})


def who(client):
    return client.session.get("_auth_user_id")


def half_way(sign_in, person):
    client, answer = sign_in(person.email, client=browser())
    assert (answer.headers["Location"], who(client)) == (CODE, None)
    return client


def test_a_code_is_asked_after_the_password_and_works_once(anna, with_app, sign_in, now, at):
    code = with_app(anna)(at)
    client = half_way(sign_in, anna)
    assert client.post(CODE, {"code": code}).status_code == 302
    assert who(client) == str(anna.pk)
    again = half_way(sign_in, anna)
    answer = again.post(CODE, {"code": code})
    assert "This code is wrong, or was used." in answer.content.decode()
    assert who(again) is None


def test_an_older_code_is_dead_once_a_newer_one_was_used(anna, with_app, sign_in, now, at):
    code = with_app(anna)
    client = half_way(sign_in, anna)
    client.post(CODE, {"code": code(at + timedelta(seconds=30))})
    again = half_way(sign_in, anna)
    again.post(CODE, {"code": code(at)})
    assert who(again) is None
    now.shift(timedelta(minutes=1))
    again.post(CODE, {"code": code(at + timedelta(minutes=1))})
    assert who(again) == str(anna.pk)


def test_the_sixth_guess_is_refused_in_every_flow_even_when_it_is_right(
    anna, with_app, sign_in, now, at
):
    code = with_app(anna)
    signed_in = half_way(sign_in, anna)
    signed_in.post(CODE, {"code": code(at)})
    now.shift(timedelta(minutes=1))
    right = code(at + timedelta(minutes=1))
    guesser = half_way(sign_in, anna)
    for guess in range(5):
        answer = guesser.post(CODE, {"code": f"{(int(right) + guess + 1) % 10**6:06}"})
        assert "This code is wrong" in answer.content.decode()
    for flow in (CODE, CODE):
        answer = guesser.post(flow, {"code": right})
        assert "Too many tries." in answer.content.decode()
    other = half_way(sign_in, anna)
    assert "Too many tries." in other.post(CODE, {"code": right}).content.decode()
    assert (who(guesser), who(other)) == (None, None)
    # The owner's own browser counts on its own, so that a guesser can't keep them out.
    answer = signed_in.post("/confirm/code/", {"code": right})
    assert answer.status_code == 302


@pytest.mark.parametrize("path", ["/confirm/code/"])
def test_guesses_in_one_flow_count_in_the_others(anna, with_app, sign_in, now, at, path):
    code = with_app(anna)
    client = half_way(sign_in, anna)
    client.post(CODE, {"code": code(at)})
    for _ in range(5):
        client.post(path, {"code": "000000"})
    now.shift(timedelta(minutes=1))
    right = code(at + timedelta(minutes=1))
    assert "Too many tries." in client.post(path, {"code": right}).content.decode()
    client.post(reverse("account_logout"))
    client, _answer = sign_in(anna.email, client=client)
    assert "Too many tries." in client.post(CODE, {"code": right}).content.decode()
    now.shift(timedelta(minutes=16))
    client, _answer = sign_in(anna.email, client=client)
    client.post(CODE, {"code": code(at + timedelta(minutes=17))})
    assert who(client) == str(anna.pk)


def test_recovery_codes_work_once_each_and_are_told(anna, with_app, sign_in, at, outbox):
    with_app(anna)
    codes = actions.make_recovery_codes(by=anna, person=anna, at=at)
    client = half_way(sign_in, anna)
    client.post(CODE, {"code": codes[4].lower().replace("-", " ")})
    assert who(client) == str(anna.pk)
    said = Letter.objects.filter(name="accounts.security-changed").order_by("-id").first().body
    assert (said["person_id"], said["what"]) == (anna.pk, "code-used")
    again = half_way(sign_in, anna)
    again.post(CODE, {"code": codes[4]})
    assert who(again) is None
    fresh = actions.make_recovery_codes(by=anna, person=anna, at=at)
    again.post(CODE, {"code": codes[5]})
    assert who(again) is None
    again.post(CODE, {"code": fresh[5]})
    assert who(again) == str(anna.pk)
    assert RecoveryCode.objects.filter(person=anna, used_at__isnull=False).count() == 1


def test_two_who_use_one_recovery_code_at_once_are_one(anna, with_app, at):
    with_app(anna)
    code = actions.make_recovery_codes(by=anna, person=anna, at=at)[0]
    results = [actions.use_recovery_code(person=anna, code=code, at=at) for _ in range(2)]
    assert results == [True, False]


def test_codes_are_made_by_their_owner_who_has_a_factor(anna, member, with_app, at):
    with pytest.raises(Stale):
        actions.make_recovery_codes(by=anna, person=anna, at=at)
    with_app(anna)
    with pytest.raises(NotAllowed):
        actions.make_recovery_codes(by=member(name="piotr"), person=anna, at=at)
    assert (RecoveryCode.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_second_factor_stays_through_a_new_password(anna, with_app, sign_in, at):
    from accord.foundation.accounts.links import reset_link

    with_app(anna)
    client = browser()
    path = reset_link(anna).removeprefix(ORIGIN)
    form = client.get(path, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "seven quiet herons wait"})
    anna.refresh_from_db()
    assert anna.check_password("seven quiet herons wait")
    assert who(client) is None
    _client, answer = sign_in(anna.email, "seven quiet herons wait", client=browser())
    assert answer.headers["Location"] == CODE


def test_whoever_must_have_a_factor_keeps_the_last_and_others_may_part_with_it(
    member, with_app, at
):
    olga, anna = member(Role.ADMINISTRATOR, name="olga"), member(name="anna")
    for person in (olga, anna):
        with_app(person)
        actions.make_recovery_codes(by=person, person=person, at=at)
    mine = {held.user_id: held.pk for held in Authenticator.objects.all()}
    with pytest.raises(Invalid):
        actions.remove_factor(by=olga, person=olga, authenticator_id=mine[olga.pk], at=at)
    with pytest.raises(NotAllowed):
        actions.remove_factor(by=olga, person=anna, authenticator_id=mine[anna.pk], at=at)
    actions.remove_factor(by=anna, person=anna, authenticator_id=mine[anna.pk], at=at)
    with pytest.raises(Stale):
        actions.remove_factor(by=anna, person=anna, authenticator_id=mine[anna.pk], at=at)
    assert list(Authenticator.objects.values_list("user_id", flat=True)) == [olga.pk]
    assert not RecoveryCode.objects.filter(person=anna).exists()


def test_an_administrator_helps_somebody_else_who_lost_everything(member, with_app, at, outbox):
    olga, anna = member(Role.ADMINISTRATOR, name="olga"), member(name="anna")
    with_app(anna)
    with pytest.raises(Invalid):
        actions.reset_factors(by=olga, person=olga, at=at)
    epoch = anna.sessions_epoch
    actions.reset_factors(by=olga, person=anna, at=at)
    assert (Authenticator.objects.count(), anna.sessions_epoch) == (0, epoch + 1)
    assert outbox() == ["accounts.security-changed"]


# Passkeys -------------------------------------------------------------------------------------
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


# The mandatory second factor, on every path ------------------------------------------------------
@pytest.mark.parametrize(
    "path",
    ["/admin/people/", "/admin/trail/", "/me/", "/stakeholders/", "/colleagues/", "/me/keys/"],
)
def test_an_administrator_without_one_gets_nowhere(member, sign_in, path):
    client, _answer = sign_in(member(Role.ADMINISTRATOR, name="olga").email, client=browser())
    assert client.get(path).headers["Location"] == "/me/security/"
    assert client.post(path).status_code == 403


def test_it_can_be_switched_off_for_a_demo(member, sign_in, settings):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False
    client, _answer = sign_in(member(Role.ADMINISTRATOR, name="olga").email, client=browser())
    assert client.get("/admin/people/").status_code == 200


def test_a_new_role_asks_for_it_at_the_next_request(member, sign_in, at):
    olga = member(Role.ADMINISTRATOR, name="olga")
    anna = member(name="anna")
    client, _answer = sign_in(anna.email, client=browser())
    assert client.get("/me/").status_code == 200
    actions.grant(by=olga, person=anna, role=Role.ADMINISTRATOR, at=at)
    assert client.get("/me/").headers["Location"] == "/me/security/"


def test_an_invitation_or_a_new_password_does_not_lead_around_it(member, at):
    from accord.foundation.accounts import links

    olga = member(Role.ADMINISTRATOR, name="olga")
    invitation, _token = actions.invite(
        by=olga,
        email="new@example.org",
        name="New",
        role=Role.ADMINISTRATOR,
        department=None,
        at=at,
    )
    client = browser()
    with time_machine.travel(at, tick=False):
        path = links.invitation_link(invitation).removeprefix(ORIGIN)
        answer = client.post(path, {"name": "New", "password": "seven quiet herons wait"})
        assert answer.status_code == 302
        assert who(client) is not None
        assert client.get("/admin/people/").headers["Location"] == "/me/security/"
