"""Pages of people, departments, invitations, services: what they show, what their buttons do."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accord.foundation.accounts import actions
from accord.foundation.accounts.models import (
    Absence,
    Department,
    Grant,
    Invitation,
    Token,
    User,
)
from accord.foundation.accounts.tokens import person_of
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.admin.conftest import signed_in
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def words(answer):
    return answer.content.decode()


def test_people_are_listed_with_roles_and_found_by_any_word(office, person, house):
    anna = person(Role.LEAD, name="Anna Sepp", title="Cables")
    actions.change_person(by=SYSTEM, person=anna, department=house["North"], at=anna.joined_at)
    person(None, name="Piotr Nowak", is_active=False)
    actions.make_service_token(
        by=SYSTEM, name="Billing", role=Role.VIEWER, department=None, scopes=["read"], days=1,
        at=anna.joined_at,
    )  # fmt: skip
    page = words(office.get("/admin/people/"))
    assert "2 people have an account." in page
    assert all(word in page for word in ("Anna Sepp", "Lead", "North", "Piotr Nowak", "closed"))
    assert "Billing" not in page
    for asked in ("sepp", "cables", "north", "anna.sepp@", "sepp cables"):
        found = words(office.get("/admin/people/", {"q": asked}))
        assert "Anna Sepp" in found
        assert "Piotr Nowak" not in found
    assert "Nobody was found" in words(office.get("/admin/people/", {"q": "xyz"}))


def test_a_long_list_goes_on_where_the_page_ends(office, person):
    for n in range(120):
        person(None, name=f"Person {n:03}")
    seen, address, pages = [], "/admin/people/", 0
    while address:
        page = words(office.get(address))
        seen += re.findall(r"<b>(Person \d{3}|Olga Petrova)</b>", page.partition("<tbody>")[2])
        following = re.search(r'href="(\?[^"]*after=[^"]*)"', page)
        address = f"/admin/people/{unescape(following[1])}" if following else ""
        pages += 1
    assert (len(seen), len(set(seen)), pages) == (121, 121, 3)


@pytest.mark.parametrize("path", ["/admin/people/", "/colleagues/", "/admin/departments/",
                                  "/admin/invitations/", "/admin/services/", "/admin/trail/",
                                  "/me/keys/"])  # fmt: skip
def test_three_rows_cost_no_more_than_one(
    office, boss, person, house, at, path, django_assert_num_queries
):
    def fill(n):
        anna = person(Role.LEAD, name=f"Anna {n}")
        actions.change_person(by=boss, person=anna, department=house["North"], at=at)
        day = (at + timedelta(days=9 * n)).date()
        actions.plan_absence(
            by=SYSTEM, person=anna, deputy=boss, from_date=day, until_date=day, at=at
        )
        actions.add_department(by=boss, name=f"D{n}", parent=house["North"], at=at)
        actions.invite(
            by=boss, email=f"i{n}@example.org", name="I", role=Role.LEAD,
            department=house["North"], at=at,
        )  # fmt: skip
        actions.make_token(by=boss, owner=boss, name=f"K{n}", scopes=["read"], days=9, at=at)
        actions.make_service_token(
            by=boss, name=f"S{n}", role=Role.VIEWER, department=house["North"], scopes=["read"],
            days=9, at=at,
        )  # fmt: skip

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    fill(1)
    office.get(path)
    with CaptureQueriesContext(connection) as one:
        office.get(path)
    fill(2)
    fill(3)
    with django_assert_num_queries(len(one)):
        office.get(path)


def test_a_person_shows_roles_reach_sessions_and_absence(office, person, house, at):
    anna = person(None, name="Anna Sepp", level=5)
    rail = party("Northern Rail")
    actions.grant(
        by=SYSTEM, person=anna, role=Role.LEAD, scope="department", department=house["North"], at=at
    )
    actions.grant(by=SYSTEM, person=anna, role=Role.VIEWER, scope="party", object_id=rail.pk, at=at)
    page = words(office.get(f"/admin/people/{anna.pk}/"))
    assert all(word in page for word in ("Anna Sepp", "North", rail.ref, "Only a password"))
    assert office.get("/admin/people/999999/").status_code == 404


def test_roles_are_given_and_withdrawn_on_the_page(office, person, house):
    anna = person(None, name="Anna Sepp")
    rail = party("Northern Rail")
    path = reverse("admin:grant", args=[anna.pk])
    assert (
        office.post(path, {"role": "lead", "scope": "party", "record": "S-9999"}).status_code == 200
    )
    assert office.post(path, {"role": "lead", "scope": "department"}).status_code == 200
    assert Grant.objects.filter(person=anna).count() == 0
    office.post(path, {"role": "lead", "scope": "department", "department": house["North"].pk})
    office.post(path, {"role": "viewer", "scope": "party", "record": rail.ref.lower()})
    given = list(
        Grant.objects.filter(person=anna).values_list("role", "scope", "department_id", "object_id")
    )
    assert given == [
        ("lead", "department", house["North"].pk, None), ("viewer", "party", None, rail.pk),
    ]  # fmt: skip
    first = Grant.objects.filter(person=anna).first()
    office.post(reverse("admin:grant-withdraw", args=[anna.pk, first.pk]))
    assert Grant.objects.filter(person=anna).count() == 1
    other = person(Role.LEAD, name="Other")
    theirs = Grant.objects.get(person=other)
    assert (
        office.post(reverse("admin:grant-withdraw", args=[anna.pk, theirs.pk])).status_code == 404
    )


SENSITIVE = [
    ("admin:grant", "person"), ("admin:person-close", "person"), ("admin:person-open", "person"),
    ("admin:person-sign-out", "person"), ("admin:person-reset-factors", "person"),
    ("admin:invite", ""), ("admin:service-make", ""), ("admin:token-make", ""),
    ("account_mail", ""), ("account_recovery_codes", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), SENSITIVE)
def test_what_touches_rights_and_keys_asks_for_the_password_again(boss, person, name, kind):
    anna = person(Role.LEAD, name="anna")
    stale = signed_in(Client(), boss, ago=301)
    boss.set_password("four walruses sing quietly")
    boss.save()
    stale = signed_in(Client(), boss, ago=301)
    before = User.objects.get(pk=anna.pk).version, Grant.objects.count(), Token.objects.count()
    path = reverse(name, args=[anna.pk] if kind else [])
    answer = stale.post(path, {"name": "x"})
    assert answer.headers["Location"].startswith("/confirm/?next=")
    quick = stale.post(path, headers={"hx-request": "true", "hx-current-url": f"http://x{path}"})
    assert quick.headers["HX-Redirect"].startswith("/confirm/?next=%2F")
    assert before == (
        User.objects.get(pk=anna.pk).version, Grant.objects.count(), Token.objects.count(),
    )  # fmt: skip


def test_an_account_is_closed_and_opened_on_the_page(office, person):
    anna = person(Role.LEAD, name="Anna")
    office.post(reverse("admin:person-close", args=[anna.pk]))
    assert User.objects.get(pk=anna.pk).is_active is False
    assert "This account is closed" in words(office.get(f"/admin/people/{anna.pk}/"))
    office.post(reverse("admin:person-open", args=[anna.pk]))
    assert User.objects.get(pk=anna.pk).is_active is True


def test_the_last_administrator_is_told_why_not(office, boss):
    answer = office.post(reverse("admin:person-close", args=[boss.pk]), follow=True)
    assert "Somebody else must close your account." in words(answer)


def test_a_person_is_changed_and_a_clash_is_said(office, boss, person, house, at):
    anna = person(Role.LEAD, name="Anna")
    path = reverse("admin:person-change", args=[anna.pk])
    seen = anna.version
    said = {"name": "Anna Sepp", "title": "Cables", "department": house["North"].pk, "level": "6"}
    office.post(path, said | {"seen": seen})
    anna.refresh_from_db()
    assert (anna.name, anna.title, anna.department, anna.level) == (
        "Anna Sepp", "Cables", house["North"], 6,
    )  # fmt: skip
    other = person(Role.ADMINISTRATOR, name="other")
    actions.change_person(by=other, person=anna, title="Pipes", at=at)
    answer = office.post(path, said | {"seen": seen, "title": "Wires"})
    assert "changed this meanwhile" in words(answer)
    anna.refresh_from_db()
    assert anna.title == "Pipes"


def test_the_tree_is_grown_moved_and_closed_on_its_page(office, house):
    page = words(office.get("/admin/departments/"))
    order = [page.index(f"<b>{name}</b>") for name in ("Office", "Works", "Network", "North")]
    assert order == sorted(order)
    office.post("/admin/departments/add/", {"name": "South", "parent": house["Network"].pk})
    south = Department.objects.get(name="South")
    assert south.path == f"{house['Network'].path}{south.pk}/"
    office.post(reverse("admin:department-rename", args=[south.pk]), {"name": "Süd", "code": "S"})
    office.post(reverse("admin:department-move", args=[south.pk]), {"parent": house["Office"].pk})
    south.refresh_from_db()
    assert (south.name, south.code, south.parent) == ("Süd", "S", house["Office"])
    below_itself = reverse("admin:department-move", args=[house["Works"].pk])
    assert office.post(below_itself, {"parent": house["North"].pk}).status_code == 200
    answer = office.post(reverse("admin:department-close", args=[house["Office"].pk]), follow=True)
    assert "There are open departments below it." in words(answer)
    office.post(reverse("admin:department-close", args=[south.pk]))
    office.get("/admin/departments/")  # takes the toast away
    assert "Süd" not in words(office.get("/admin/departments/"))
    assert "Süd" in words(office.get("/admin/departments/?closed"))
    office.post(reverse("admin:department-open", args=[south.pk]))
    assert "Süd" in words(office.get("/admin/departments/"))


def test_somebody_is_invited_and_comes_in_by_the_link(office, house, settings):
    answer = office.post(
        "/admin/invitations/send/",
        {"email": "new@example.org", "name": "New", "role": "lead", "scope": "department",
         "department": house["North"].pk},
    )  # fmt: skip
    invitation = Invitation.objects.get()
    link = re.search(r"<code>([^<]+)</code>", words(answer))[1]
    assert "new@example.org" in words(office.get("/admin/invitations/"))
    guest = Client()
    path = link.removeprefix(settings.BASE_URL)
    assert "new@example.org" in words(guest.get(path))
    weak = guest.post(path, {"name": "New One", "password": "new one new one"})
    assert "made of your name" in words(weak)
    assert User.objects.count() == 1
    done = guest.post(path, {"name": "New One", "password": "seven quiet herons wait"})
    assert done.status_code == 302
    joined = User.objects.get(email="new@example.org")
    assert guest.session["_auth_user_id"] == str(joined.pk)
    assert guest.get(path).status_code == 410
    invitation.refresh_from_db()
    assert invitation.accepted_at is not None


def test_a_withdrawn_invitation_is_gone(office, boss, settings, at):
    from accord.foundation.accounts.links import invitation_link
    from accord.foundation.kernel import clock

    invitation, _token = actions.invite(
        by=boss, email="x@example.org", name="X", role=Role.VIEWER, department=None, at=clock.now()
    )
    path = invitation_link(invitation).removeprefix(settings.BASE_URL)
    assert Client().get(path).status_code == 200
    office.post(reverse("admin:invitation-withdraw", args=[invitation.pk]))
    assert Client().get(path).status_code == 410


def test_the_first_administrator_is_asked_for(settings, db):
    from accord.foundation.kernel import clock

    link = actions.offer_first_place(at=clock.now())
    path = link.removeprefix(settings.BASE_URL)
    client = Client()
    assert "You are the first." in words(client.get(path))
    # The same token is no invitation, and an invitation is no welcome.
    assert client.get(path.replace("/welcome/", "/invitation/")).status_code == 410
    said = {"name": "Olga", "email": "olga@example.org", "also_works": "on"}
    assert client.post(path, said | {"password": "short"}).status_code == 200
    client.post(path, said | {"password": "seven quiet herons wait"})
    olga = User.objects.get()
    assert {given.role for given in Grant.objects.filter(person=olga)} == {
        "administrator", "manager",
    }  # fmt: skip
    assert client.session["_auth_user_id"] == str(olga.pk)
    assert Client().get(path).status_code == 410


def test_a_key_is_made_shown_once_and_revoked(office, boss):
    said = {"name": "Laptop", "scopes": ["read"], "days": "30"}
    answer = office.post("/me/keys/make/", said)
    secret = re.search(r"<code>([^<]+)</code>", words(answer))[1]
    assert person_of(secret) == (boss, frozenset({"read"}))
    page = words(office.get("/me/keys/"))
    assert secret not in page
    assert secret[:11] in page
    token = Token.objects.get()
    office.post(reverse("admin:token-revoke", args=[token.pk]))
    assert person_of(secret) is None
    assert "revoked" in words(office.get("/me/keys/"))


def test_a_service_is_made_and_ended_on_the_page(office):
    said = {"name": "Billing", "scopes": ["read"], "days": "30", "role": "viewer"}
    answer = office.post("/admin/services/make/", said)
    secret = re.search(r"<code>([^<]+)</code>", words(answer))[1]
    assert person_of(secret)[0].name == "Billing"
    assert "Billing" in words(office.get("/admin/services/"))
    office.post(reverse("admin:service-revoke", args=[Token.objects.get().pk]))
    assert person_of(secret) is None


def test_nobody_touches_the_keys_and_absences_of_others(client, person, boss, at):
    anna = person(Role.LEAD, name="anna")
    token, _secret = actions.make_token(
        by=boss, owner=boss, name="x", scopes=["read"], days=9, at=at
    )
    absence = actions.plan_absence(
        by=boss, person=boss, deputy=None, from_date=at.date().replace(year=2099),
        until_date=at.date().replace(year=2099), at=at,
    )  # fmt: skip
    signed_in(client, anna)
    assert client.post(reverse("admin:token-revoke", args=[token.pk])).status_code == 404
    assert client.post(reverse("admin:absence-drop", args=[absence.pk])).status_code == 404
    assert (Token.objects.get().revoked_at, Absence.objects.count()) == (None, 1)
