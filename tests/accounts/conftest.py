"""People with passwords and second factors, a provider of sign-ins, a browser at the door."""

from datetime import datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accord.foundation.accounts import actions, factors, sealing
from accord.foundation.accounts.models import Absence, Department, Grant, Token, User
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.accounts.provider import Provider

PASSWORD = "four walruses sing quietly"


@pytest.fixture(autouse=True)
def _administrators_need_a_second_factor(settings):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = True


@pytest.fixture
def member(person):
    """Make somebody who signs in with ``PASSWORD``."""

    def make(role: Role | None = Role.PRACTITIONER, *, password=PASSWORD, **fields):
        user = person(role, **fields)
        user.email = user.email.lower()
        user.set_password(password)
        user.save()
        return user

    return make


@pytest.fixture
def with_app():
    """Give somebody an app with codes; returns what makes a code for a moment."""

    def give(user):
        secret = factors.new_totp_secret()
        kind = Authenticator.Type.TOTP
        Authenticator.objects.create(user=user, type=kind, data={"secret": sealing.seal(secret)})
        return lambda at: code_at(secret, at)

    return give


def code_at(secret: str, at: datetime) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(at.timestamp()) // factors.PERIOD))


@pytest.fixture
def sign_in():
    """Sign in through the door with a password; gives client and answer."""

    def walk(email, password=PASSWORD, *, client=None, **extra):
        client = client or Client()
        said = {"login": email, "password": password}
        return client, client.post(reverse("account_login"), said, **extra)

    return walk


@pytest.fixture
def provider(settings):
    with Provider() as running:
        settings.SOCIALACCOUNT_PROVIDERS = running.settings()
        yield running


@pytest.fixture
def door(chromium, live_server):
    """Open pages in a new browser; a page error or a breach of the policy fails the test.

    ``door.expected`` holds words of errors that a test asks for. A page that asks for its counts
    while its session gets a new key is refused; that happens on the way to another page.
    """
    contexts, complaints = [], []

    def heard(message):
        renewed = "40" in message.text and message.location["url"].endswith("/ui/counts/")
        asked_for = any(words in message.text for words in opened.expected)
        if message.type == "error" and not renewed and not asked_for:
            complaints.append(message.text)

    def opened(**options):
        context = chromium.new_context(viewport={"width": 1200, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", heard)
        page.home = live_server.url.replace("127.0.0.1", "localhost")
        return page

    opened.expected = []
    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def boss(person):
    return person(Role.ADMINISTRATOR, name="boss")


@pytest.fixture
def house(at):
    """A tree: works > network > north, and office beside works."""
    made = {}
    for name, above in (
        ("works", None),
        ("network", "works"),
        ("north", "network"),
        ("office", None),
    ):
        parent = made.get(above)
        made[name] = actions.add_department(by=SYSTEM, name=name, parent=parent, at=at)
    return made


def everything():
    """All that these actions write, to compare before and after a refusal."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (User, Department, Grant, Absence, Token, Entry)
    ]


@pytest.fixture
def nothing_happens(outbox):
    """Run something that must be refused, and see that nothing was written."""

    def tried(refusal, act):
        before = everything(), outbox()
        with pytest.raises(refusal) as told:
            act()
        assert (everything(), outbox()) == before
        return told.value

    return tried


@pytest.fixture
def localhost(settings):
    settings.BASE_URL = "http://localhost"
    settings.ALLOWED_HOSTS = ["localhost"]


@pytest.fixture
def now(at):
    """Stand still at noon; ``now.shift`` goes on."""
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def anna(member):
    return member(name="anna")
