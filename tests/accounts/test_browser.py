"""Coming in with a passkey, an app, a provider: in a real browser."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from accord.foundation.accounts.models import RecoveryCode
from accord.foundation.accounts.sessions import SessionStore
from accord.foundation.journal.models import Entry
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from tests.accounts.conftest import PASSWORD, code_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _on_localhost(live_server, settings):
    """Passkeys refuse bare addresses: the product prints localhost, and so do we."""
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    settings.BASE_URL = live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture(autouse=True)
def _counts_asked_for_while_signing_out(door):
    """A page that asks for its counts at the moment somebody signs out may be told so."""
    door.expected.append("401 (Unauthorized)")


def come_in(page, user, password=PASSWORD):
    """Type address and password, and wait for what comes then."""
    page.set_default_timeout(30_000)
    page.goto(page.home + "/sign-in/?next=/me/security/")
    page.get_by_label("Mail address").fill(user.email)
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


def arrive(page, path):
    """Wait until the page shown is the one at ``path``."""
    page.wait_for_url(lambda url: urlsplit(url).path == path)


def codes_shown(page):
    lines = page.locator(".codes li")
    lines.nth(9).wait_for()
    return lines.all_inner_texts()


def grow_stale(page):
    """Let the session be one that was left six minutes ago."""
    key = next(c["value"] for c in page.context.cookies() if c["name"] == "session")
    session = SessionStore(key)
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [r | {"at": r["at"] - 360} for r in records]
    session.save()


def with_authenticator(page):
    """Plug a virtual passkey device into the browser."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    made = devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    return devices, made["authenticatorId"]


def test_a_passkey_is_added_and_then_signs_in_without_a_password(door, member):
    anna = member(name="Anna")
    page = door()
    with_authenticator(page)
    come_in(page, anna)

    page.goto(page.home + "/me/security/passkey/")
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("button", name="Add the passkey").click()
    arrive(page, "/me/security/codes/")
    assert list(Authenticator.objects.values_list("user_id", "type")) == [(anna.pk, "webauthn")]

    page.get_by_role("button", name="Make the codes").click()
    assert len(codes_shown(page)) == 10
    assert RecoveryCode.objects.filter(person=anna).count() == 10

    page.goto(page.home + "/sign-out/?next=/sign-in/%3Fnext%3D/me/security/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    arrive(page, "/me/security/")
    assert "Laptop" in page.get_by_role("main").inner_text()
    newest = Entry.objects.filter(verb="accounts.sign-in").order_by("-id").first()
    assert (newest.by_id, newest.details["how"]) == (anna.pk, "webauthn")


def test_an_administrator_must_set_up_an_app_and_then_needs_its_codes(door, member):
    olga = member(Role.ADMINISTRATOR, name="Olga")
    page = door()
    come_in(page, olga)
    page.goto(page.home + "/admin/people/")
    assert page.url.endswith("/me/security/")
    assert "Set up a second factor to go on." in page.get_by_role("main").inner_text()

    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator("code").inner_text().replace(" ", "")
    code = code_at(secret, clock.now())
    page.get_by_label("Code that the app shows").fill(code)
    page.get_by_role("button", name="Set up").click()
    arrive(page, "/me/security/codes/")
    page.get_by_role("button", name="Make the codes").click()
    codes = codes_shown(page)
    page.goto(page.home + "/admin/people/")
    assert page.url.endswith("/admin/people/")

    fresh = door()
    come_in(fresh, olga)
    assert fresh.url.endswith("/sign-in/code/")
    fresh.get_by_label("Code").fill(code)
    fresh.get_by_role("button", name="Continue").click()
    assert "This code is wrong, or was used." in fresh.get_by_role("alert").inner_text()
    fresh.get_by_label("Code").fill(codes[3].lower().replace("-", " "))
    fresh.get_by_role("button", name="Continue").click()
    arrive(fresh, "/me/security/")
    assert RecoveryCode.objects.filter(person=olga, used_at__isnull=False).count() == 1


def test_the_organisations_provider_is_linked_and_then_signs_in(door, member, provider):
    anna = member(name="Anna")
    page = door()
    page.goto(page.home + "/sign-in/?next=/me/security/")
    page.get_by_role("button", name="Sign in with Larkwater").click()
    arrive(page, "/sign-in/")
    assert "Nobody here has linked this sign-in yet." in page.get_by_role("main").inner_text()
    assert SocialAccount.objects.count() == 0

    come_in(page, anna)
    page.get_by_role("button", name="Link", exact=True).click()
    page.get_by_role("button", name="Unlink").wait_for()
    assert list(SocialAccount.objects.values_list("user_id", flat=True)) == [anna.pk]

    elsewhere = door()
    elsewhere.goto(elsewhere.home + "/sign-in/?next=/me/security/")
    elsewhere.get_by_role("button", name="Sign in with Larkwater").click()
    arrive(elsewhere, "/me/security/")
    assert "anna@example.org" in elsewhere.get_by_role("main").inner_text()


@pytest.mark.walk
def test_what_was_asked_goes_on_by_itself_after_the_password(door, member):
    anna = member(name="Anna")
    page = door()
    come_in(page, anna)
    grow_stale(page)
    page.goto(page.home + "/me/keys/make/")
    page.get_by_label("What it is for").fill("Spreadsheet")
    page.get_by_label("Read everything its owner may read").check()
    page.get_by_role("button", name="Make the key").click()
    page.wait_for_url(lambda url: "/confirm/" in urlsplit(url).path)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    shown = page.locator(".code code").inner_text()
    assert re.fullmatch(r"accord_[\w-]{43}", shown)
