"""These pages in Chromium: axe finds nothing, nothing runs off the side, the policy holds."""

from datetime import timedelta

import pytest
from django.test import Client

from accord.foundation.accounts import actions, links
from accord.foundation.accounts.models import Grant
from accord.foundation.jobs.models import Job, State
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from accord.foundation.notices.models import Notice
from tests.admin.conftest import signed_in
from tests.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOOR = ["/sign-in/", "/forgotten/", "/forgotten/sent/", "/forgotten/done/", "/forgotten/1-x-y/",
        "/invitation/x/", "/welcome/x/", "/me/mail/x/"]  # fmt: skip
OWN = ["/me/", "/me/security/", "/me/security/password/", "/me/security/app/",
       "/me/security/passkey/", "/me/security/codes/", "/me/mail/", "/me/keys/", "/me/keys/make/",
       "/me/absence/plan/", "/notices/", "/notices/preferences/", "/colleagues/", "/confirm/",
       "/sign-out/"]  # fmt: skip
ADMIN = ["/admin/people/", "/admin/departments/", "/admin/departments/add/",
         "/admin/invitations/", "/admin/invitations/send/", "/admin/services/",
         "/admin/services/make/", "/admin/trail/", "/admin/jobs/", "/admin/mail/"]  # fmt: skip


@pytest.fixture
def town(boss, person, house):
    """A house with something on every page; gives the addresses of its people's pages."""
    at = clock.now()
    boss.set_password("four walruses sing quietly")
    boss.save()
    anna = person(Role.LEAD, name="Anna Sepp", title="Cables", level=5)
    actions.change_person(by=SYSTEM, person=anna, department=house["North"], at=at)
    actions.plan_absence(
        by=SYSTEM, person=anna, deputy=boss, from_date=at.date(),
        until_date=at.date() + timedelta(days=3), at=at,
    )  # fmt: skip
    actions.plan_absence(
        by=SYSTEM, person=boss, deputy=anna, from_date=at.date() + timedelta(days=9),
        until_date=at.date() + timedelta(days=9), at=at,
    )  # fmt: skip
    invitation, _token = actions.invite(
        by=boss, email="x@example.org", name="Xenia", role=Role.VIEWER, department=None, at=at
    )
    actions.make_token(by=boss, owner=boss, name="Laptop", scopes=["read"], days=9, at=at)
    actions.make_service_token(
        by=boss, name="Billing", role=Role.VIEWER, department=None, scopes=["read"], days=9, at=at
    )
    Job.objects.create(
        name="mail.send", state=State.DEAD, enqueued_at=at, run_at=at, done_at=at, error="No server"
    )
    OutMail.objects.create(
        message_id="1", subject="Come in", state="kept", to_address="x@example.org",
        written_at=at, kind="accounts.invited",
    )  # fmt: skip
    Notice.objects.create(
        person_id=boss.pk, kind="x", title="A promise is due", url="/me/", told_at=at
    )
    grant = Grant.objects.get(person=anna)
    mine = f"/admin/people/{anna.pk}"
    return [
        f"{mine}/", f"{mine}/change/", f"{mine}/roles/give/", f"{mine}/absence/",
        f"/admin/departments/{house['North'].pk}/rename/",
        f"/admin/departments/{house['North'].pk}/move/",
        links.invitation_link(invitation).partition("//")[2].partition("/")[2].join(["/", ""]),
    ] if grant else []  # fmt: skip


@pytest.fixture
def walk(chromium, live_server):
    """Open addresses one after the other and collect what is wrong with them."""
    contexts = []

    def walked(addresses, client=None, *, width=1280, theme="light", language="en"):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale=language, color_scheme=theme
        )
        contexts.append(context)
        cookies = {"theme": theme, "django_language": language}
        if client is not None:
            cookies["session"] = client.cookies["session"].value
        context.add_cookies(
            [{"name": n, "value": v, "url": live_server.url} for n, v in cookies.items()]
        )
        page, faults = context.new_page(), []
        page.on("pageerror", lambda error: faults.append((page.url, str(error))))
        page.on("console", lambda m: faults.append((page.url, m.text)) if _bad(m) else None)
        for address in addresses:
            page.goto(live_server.url + address)
            faults += [(address, "leads to", page.url)] if not page.url.endswith(address) else []
            faults += [(address, found) for found in violations(page)]
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            faults += [(address, "runs off the side", wide)] if wide > 0 else []
        return faults

    yield walked
    for context in contexts:
        context.close()


def _bad(message):
    return message.type == "error" and "410 (Gone)" not in message.text


def test_the_door_is_open_to_everybody(walk, town):
    assert walk([*DOOR, town[-1]]) == []


@pytest.mark.walk
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_ones_own_pages_and_administration(walk, town, boss, theme, width):
    client = signed_in(Client(), boss)
    assert walk([*OWN, *ADMIN, *town[:-1]], client, width=width, theme=theme) == []


@pytest.mark.walk
def test_the_door_in_the_dark_on_a_phone_in_every_language(walk):
    for language in ("pl", "et", "ru", "zh-hans"):
        assert walk(DOOR[:2], width=320, theme="dark", language=language) == []
