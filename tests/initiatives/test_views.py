from datetime import date

import pytest
from django.urls import reverse

from accord.features.initiatives import actions
from accord.features.initiatives.models import Initiative
from accord.foundation.journal.models import Entry
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Conflict, NotAllowed
from accord.foundation.kernel.roles import Role
from tests.factories.departments import department

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
LIST, ADD = "/initiatives/", "/initiatives/add/"


@pytest.fixture
def lead(person):
    return person(Role.LEAD, name="Anneli Saar")


@pytest.fixture
def page(client, lead):
    client.force_login(lead)
    return client


def made(lead, name="Hollin Reservoir", **details):
    given = actions.InitiativeDetails(name, **details)
    return actions.add_initiative(by=lead, details=given, at=clock.now())


def address(initiative, verb="detail"):
    return reverse(f"initiatives:{verb}", kwargs={"ref": initiative.ref})


def test_one_is_changed_closed_and_opened_again(lead, person, at):
    initiative = made(lead)
    actions.change_initiative(
        by=lead, initiative=initiative, details=actions.InitiativeDetails("Hollin Dam"), seen=1,
        at=at,
    )  # fmt: skip
    with pytest.raises(Conflict):
        actions.change_initiative(
            by=person(Role.MANAGER), initiative=initiative, seen=1, at=at,
            details=actions.InitiativeDetails("Hollin Lake"),
        )  # fmt: skip
    actions.close_initiative(by=lead, initiative=initiative, at=at)
    assert not Initiative.objects.get().is_active
    actions.reopen_initiative(by=lead, initiative=initiative, at=at)
    assert Initiative.objects.values("name", "is_active").get() == {
        "name": "Hollin Dam", "is_active": True,
    }  # fmt: skip


def test_a_practitioner_changes_nothing(lead, person, at):
    initiative, me = made(lead), person()
    entries = Entry.objects.count()
    details = actions.InitiativeDetails("x")
    for act in (
        lambda: actions.change_initiative(by=me, initiative=initiative, details=details, at=at),
        lambda: actions.close_initiative(by=me, initiative=initiative, at=at),
        lambda: actions.reopen_initiative(by=me, initiative=initiative, at=at),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Entry.objects.count() == entries


def test_one_is_added_and_changed_by_form(page, lead):
    environment = department("Environment")
    sent = {
        "name": "River fish pass", "kind": "project", "department": environment.pk,
        "owner": lead.pk, "from_date": "2026-01-01", "until_date": "2027-01-01",
    }  # fmt: skip
    wrong = page.post(ADD, {**sent, "until_date": "2025-01-01"}, headers=HTMX)
    assert wrong.status_code == 422
    assert "The last day lies before the first." in wrong.content.decode()
    assert page.post(ADD, sent).status_code == 302
    initiative = Initiative.objects.get()
    assert (initiative.department, initiative.owner, initiative.until_date) == (
        environment, lead, date(2027, 1, 1),
    )  # fmt: skip
    form = page.get(address(initiative, "change")).content.decode()
    assert 'value="River fish pass"' in form
    assert (
        page.post(address(initiative, "change"), {**sent, "name": "Fish pass"}).status_code == 302
    )
    html = page.get(address(initiative)).content.decode()
    assert "<s>River fish pass</s>" in html
    for words in ("Fish pass", "Environment", "Anneli Saar", "Friday, 1 January 2027"):
        assert words in html


def test_one_is_closed_and_opened_by_button(page, lead):
    initiative = made(lead)
    assert page.post(address(initiative, "close")).status_code == 302
    assert "Hollin Reservoir" not in page.get(LIST).content.decode()
    assert "Hollin Reservoir" in page.get(LIST, {"view": "closed"}).content.decode()
    assert page.post(address(initiative, "reopen")).status_code == 302
    assert Initiative.objects.get().is_active


def test_the_list_shows_and_leaves_as_a_file(page, lead):
    assert "No initiatives yet" in page.get(LIST).content.decode()
    made(lead, kind="programme", from_date=date(2025, 5, 30))
    html = page.get(LIST).content.decode()
    for words in ("Hollin Reservoir", "V-0001", "Programme", "30 May 2025"):
        assert words in html
    body = b"".join(page.get("/initiatives/export/").streaming_content).decode("utf-8-sig")
    assert "Hollin Reservoir" in body


def test_a_practitioner_reads_and_is_offered_nothing(client, lead, person):
    initiative = made(lead)
    client.force_login(person())
    html = client.get(address(initiative)).content.decode() + client.get(LIST).content.decode()
    assert "Hollin Reservoir" in html
    assert ADD not in html
    assert address(initiative, "change") not in html


def test_pages_ask_as_often_for_three_as_for_one(page, lead, django_assert_max_num_queries):
    first = made(lead, owner_id=lead.pk)
    for url in (LIST, address(first)):
        page.get(url)
        with django_assert_max_num_queries(60) as one:
            page.get(url)
        for name in ("Haul road", "Fish pass"):
            made(lead, name, owner_id=lead.pk)
        with django_assert_max_num_queries(60) as three:
            page.get(url)
        assert len(one) == len(three)
