"""A session ended: whoever comes in by passkey or provider does so beside, and work goes on here."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session

from accord.features.engagement.models import Interaction
from accord.foundation.journal.models import Entry
from tests.accounts.test_browser import _on_localhost, come_in, with_authenticator  # noqa: F401
from tests.accounts.test_session_end import WORDS, log, over
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def marta(member):
    return member(name="Marta Kask")


@pytest.fixture
def page(door, marta):
    """Give Marta, signed in by her password."""
    found = door()
    come_in(found, marta)
    return found


def session_ends(door, page, marta):
    """Let the session end while Marta looks at a record."""
    jonas = party("Jonas Vetter", kind="person", owner_id=marta.pk)
    page.goto(f"{page.home}/stakeholders/{jonas.ref}/")
    page.wait_for_load_state("networkidle")
    door.expected.append("401 (Unauthorized)")
    Session.objects.all().delete()
    log(page)
    return over(page)


def comes_back(page, beside):
    """Turn from the other tab back to this one."""
    beside.wait_for_url("**/ui/here/")
    beside.close()
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.get_by_text("Logged.").wait_for()
    assert [talk.text for talk in Interaction.objects.all()] == [WORDS]
    assert page.get_by_role("dialog").count() == 0


def how_she_came_in():
    return Entry.objects.filter(verb="accounts.sign-in").latest("id").details["how"]


@pytest.mark.walk
def test_a_passkey_beside_lets_the_work_go_on(door, page, marta):
    devices, own = with_authenticator(page)
    page.goto(page.home + "/me/security/passkey/")
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/me/security/codes/")
    assert Authenticator.objects.get().user == marta
    keys = devices.send("WebAuthn.getCredentials", {"authenticatorId": own})["credentials"]
    drawer = session_ends(door, page, marta)
    with page.context.expect_page() as opened:
        drawer.get_by_role("link", name="Other ways to sign in").click()
    beside = opened.value
    devices, own = with_authenticator(beside)
    devices.send("WebAuthn.addCredential", {"authenticatorId": own, "credential": keys[0]})
    beside.get_by_role("button", name="Sign in with a passkey").click()
    comes_back(page, beside)
    assert how_she_came_in() == "webauthn"


@pytest.mark.walk
@pytest.mark.usefixtures("provider")
def test_the_provider_beside_lets_the_work_go_on(door, page, marta):
    page.goto(page.home + "/me/security/")
    page.get_by_role("button", name="Link", exact=True).click()
    page.get_by_role("button", name="Unlink").wait_for()
    assert SocialAccount.objects.get().user == marta
    drawer = session_ends(door, page, marta)
    with page.context.expect_page() as opened:
        drawer.get_by_role("button", name="Sign in with Larkwater").click()
    comes_back(page, opened.value)
    assert how_she_came_in() != "password"


def test_somebody_else_beside_sends_nothing_here(door, page, marta, member):
    other = member(name="Piotr Zych")
    drawer = session_ends(door, page, marta)
    with page.context.expect_page() as opened:
        drawer.get_by_role("link", name="Other ways to sign in").click()
    beside = opened.value
    beside.get_by_label("Mail address").fill(other.email)
    beside.get_by_label("Password").fill("four walruses sing quietly")
    beside.get_by_role("button", name="Sign in", exact=True).click()
    beside.wait_for_url("**/ui/here/")
    with page.expect_event("load"):
        page.evaluate("dispatchEvent(new Event('focus'))")
    assert not Interaction.objects.exists()
