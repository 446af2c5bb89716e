"""One's own settings, absence and notices; the directory; the trail; work in the background."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accord.features.engagement import actions as engagement
from accord.features.engagement.actions import TalkDetails
from accord.foundation.accounts import actions
from accord.foundation.accounts.directory import Finding, facts, finders
from accord.foundation.accounts.models import Absence
from accord.foundation.jobs.models import Job, State
from accord.foundation.journal.models import Entry
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from accord.foundation.notices import actions as notices
from accord.foundation.notices.models import Notice
from accord.foundation.notices.queries import routine
from accord.overview.admin.queries import trail_page
from tests.admin.conftest import signed_in
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def words(answer):
    return answer.content.decode()


@pytest.fixture
def anna(person):
    return person(Role.LEAD, name="Anna Sepp")


@pytest.fixture
def own(client, anna):
    return signed_in(client, anna)


def test_settings_are_kept_and_speak_at_once(own, anna):
    said = {
        "name": "Anna S.", "title": "Cables", "language": "pl", "time_zone": "Europe/Tallinn",
        "theme": "dark", "density": "compact",
    }  # fmt: skip
    own.cookies["theme"] = "light"
    answer = own.post("/me/", said)
    assert answer.status_code == 302
    assert answer.cookies["theme"]["max-age"] == 0
    anna.refresh_from_db()
    assert {name: getattr(anna, name) for name in said} == said
    assert anna.has_single_keys is False
    page = own.get("/me/")
    assert page.headers["Content-Language"] == "pl"
    assert 'data-theme="dark"' in words(page)


@pytest.mark.parametrize("fields", [{"language": "xx"}, {"time_zone": "Mars"}, {"name": ""}])
def test_settings_that_do_not_exist_are_refused(own, anna, fields):
    said = {"name": "Anna", "language": "pl"} | fields
    assert own.post("/me/", said).status_code == 200
    anna.refresh_from_db()
    assert (anna.name, anna.language) == ("Anna Sepp", "")


def test_only_what_the_form_asks_for_is_changed(own, anna):
    before = {name: getattr(anna, name) for name in ("email", "is_active", "level", "password")}
    forged = {
        "name": "Anna",
        "is_active": "",
        "email": "x@example.org",
        "level": "7",
        "password": "x",
    }
    own.post("/me/", forged)
    anna.refresh_from_db()
    assert anna.name == "Anna"
    assert {name: getattr(anna, name) for name in before} == before


def test_an_absence_is_planned_and_dropped(own, anna, person):
    piotr = person(Role.LEAD, name="Piotr Nowak")
    day = clock.now().date() + timedelta(days=5)
    said = {"from_date": day, "until_date": day, "deputy": piotr.pk, "reason": "Leave"}
    assert own.post("/me/absence/plan/", said | {"deputy": anna.pk}).status_code == 200
    own.post("/me/absence/plan/", said)
    absence = Absence.objects.get()
    assert (absence.person, absence.deputy, absence.reason) == (anna, piotr, "Leave")
    assert "Piotr Nowak stands in" in words(own.get("/me/"))
    again = own.post("/me/absence/plan/", said)
    assert "overlap" in words(again)
    own.post(reverse("admin:absence-drop", args=[absence.pk]))
    assert Absence.objects.count() == 0


def test_the_directory_finds_people_by_name_department_and_what_others_know(own, anna, person, at):
    piotr = person(Role.LEAD, name="Piotr Nowak", title="Pipes")
    network = actions.add_department(by=SYSTEM, name="Network", parent=None, at=at)
    actions.change_person(by=SYSTEM, person=piotr, department=network, at=at)
    person(None, name="Gone", is_active=False)
    page = words(own.get("/colleagues/"))
    assert "Piotr Nowak" in page
    assert "Gone" not in page

    def owners(viewer, asked):
        return [Finding(piotr.pk, f"owns {asked} Rail", "/x/")] if viewer == anna else []

    def counts(_viewer, people):
        return [Finding(key, "looks after 34") for key in people]

    finders.add("test", owners)
    facts.add("test", counts)
    try:
        for asked in ("piotr", "network", "pipes"):
            found = words(own.get("/colleagues/", {"q": asked}))
            assert "Piotr Nowak" in found
            assert 'href="/admin/people/' not in found
        found = words(own.get("/colleagues/", {"q": "Northern"}))
        assert "owns Northern Rail" in found
        assert "looks after 34" in found
    finally:
        finders._items.pop("test")
        facts._items.pop("test")
    assert "Nobody was found" in words(own.get("/colleagues/", {"q": "Northern"}))


@pytest.mark.duty("L10")
def test_the_directory_finds_who_owns_and_who_knows_a_stakeholder(own, anna, person):
    piotr, ewa = person(Role.LEAD, name="Piotr Nowak"), person(Role.LEAD, name="Ewa Lis")
    person(Role.LEAD, name="Nobody Special")
    rail = party("Northern Rail", owner_id=piotr.pk)
    quiet = party("Northern Secret", owner_id=ewa.pk, visibility="named")
    for _time in range(2):
        engagement.log_interaction(
            by=ewa, parties=[rail], details=TalkDetails("About the bridge"), at=clock.now()
        )
    page = words(own.get("/colleagues/", {"q": "Nothern Rail"}))
    assert f'<a href="/stakeholders/{rail.ref}/">owns Northern Rail</a>' in page
    assert "spoke 2 times with Northern Rail this year" in page
    assert "looks after 1 stakeholder" in page
    assert "Nobody Special" not in page
    # What the viewer may not see is as if it were not there.
    page = words(own.get("/colleagues/", {"q": "Northern Secret"}))
    assert quiet.ref not in page
    assert "Ewa Lis" not in page


@pytest.mark.duty("L10")
def test_the_directory_says_who_is_away_and_who_stands_in(own, anna, person):
    piotr = person(Role.LEAD, name="Piotr Nowak")
    today = clock.now().date()
    actions.plan_absence(
        by=piotr, person=piotr, deputy=anna, from_date=today,
        until_date=today + timedelta(days=3), at=clock.now(),
    )  # fmt: skip
    page = words(own.get("/colleagues/"))
    assert "away until" in page
    assert "Anna Sepp stands in" in page


def test_the_trail_tells_who_did_what_and_is_filtered(office, boss, person, at):
    anna = person(Role.LEAD, name="Anna Sepp")
    actions.set_preferences(by=anna, person=anna, theme="dark", at=at)
    actions.add_department(by=boss, name="Network", parent=None, at=at + timedelta(days=1))
    page = words(office.get("/admin/trail/"))
    assert "changed their settings" in page
    assert "changed a department" in page
    only = words(office.get("/admin/trail/", {"person": anna.pk}))
    assert ("changed their settings" in only, "changed a department" in only) == (True, False)
    day = (at + timedelta(days=1)).date().isoformat()
    only = words(office.get("/admin/trail/", {"from_date": day, "until_date": day}))
    assert ("changed their settings" in only, "changed a department" in only) == (False, True)
    assert "Nothing was found" in words(office.get("/admin/trail/", {"area": "promises"}))


def test_a_long_trail_goes_on_by_its_numbers(office, boss, at):
    for n in range(120):
        actions.set_preferences(by=boss, person=boss, title=f"T{n}", at=at)
    asked = {"person": None, "area": "", "from_date": None, "until_date": None}
    seen, before = [], None
    for _page in range(3):
        shown = trail_page(asked, before=before)
        seen += [line.id for line in shown.lines]
        before = shown.before
    assert seen == sorted(Entry.objects.values_list("pk", flat=True), reverse=True)
    assert before == 0
    page = words(office.get("/admin/trail/", {"person": boss.pk}))
    assert f"person={boss.pk}&amp;before={seen[49]}" in page


def test_custodians_read_the_trail_and_nothing_else_of_administration(client, person):
    custodian = signed_in(client, person(Role.CUSTODIAN))
    assert custodian.get("/admin/trail/").status_code == 200
    assert custodian.get("/admin/people/").status_code == 403


def test_failed_work_is_seen_and_let_run_again(office, at):
    dead = Job.objects.create(
        name="mail.send", state=State.DEAD, enqueued_at=at, run_at=at, done_at=at, tries=5,
        error="<b>No</b> server",
    )  # fmt: skip
    page = words(office.get("/admin/jobs/"))
    assert "1 job failed." in page
    assert "&lt;b&gt;No&lt;/b&gt; server" in page
    assert "No worker was seen" in page
    assert "Nothing is here" in words(office.get("/admin/jobs/?state=running"))
    office.post(reverse("admin:job-retry", args=[dead.pk]))
    dead.refresh_from_db()
    assert dead.state == State.WAITING
    office.post(reverse("admin:job-cancel", args=[dead.pk]))
    dead.refresh_from_db()
    assert dead.state == State.CANCELLED


def test_letters_that_did_not_leave_are_seen_and_secrets_are_not(office, at):
    fields = {"to_address": "x@example.org", "written_at": at, "kind": "accounts.invited"}
    OutMail.objects.create(message_id="1", subject="Come in", state="kept", **fields)
    OutMail.objects.create(message_id="2", subject="the secret link", is_secret=True, **fields)
    page = words(office.get("/admin/mail/"))
    assert "Come in" in page
    assert "the secret link" not in page
    assert "Come in" not in words(office.get("/admin/mail/?state=sent"))
    answer = office.post(
        reverse("admin:mail-resend", args=[OutMail.objects.get(message_id="1").pk]), follow=True
    )
    assert "No mail server is set." in words(answer)


def tell(person, title, at, url=""):
    return Notice.objects.create(
        person_id=person.pk, kind="tests.told", title=title, url=url, told_at=at
    )


def test_notices_are_ones_own_and_are_opened_and_read(own, anna, person, at):
    first = tell(anna, "A promise is due", at, url="/me/")
    away = tell(anna, "Elsewhere", at, url="https://evil.example/")
    theirs = tell(person(name="piotr"), "Not for Anna", at)
    page = words(own.get("/notices/"))
    assert "2 things are new for you." in page
    assert "Not for Anna" not in page
    assert own.post(reverse("admin:notice-open", args=[theirs.pk])).status_code == 404
    assert own.post(reverse("admin:notice-open", args=[first.pk])).headers["Location"] == "/me/"
    opened = own.post(reverse("admin:notice-open", args=[away.pk]))
    assert opened.headers["Location"] == "/notices/"
    assert "Nothing is new for you." in words(own.get("/notices/"))
    tell(anna, "Another", at)
    own.post("/notices/read/")
    theirs.refresh_from_db()
    assert (Notice.objects.filter(person_id=anna.pk, read_at=None).count(), theirs.read_at) == (
        0,
        None,
    )


def test_how_one_is_told_is_chosen_on_one_page(own, anna):
    page = own.get("/notices/preferences/")
    kinds = re.findall(r'name="([^"]+)-mailing"', words(page))
    assert kinds
    said = {
        "quiet_from": "20:00", "quiet_until": "07:00", "rhythm": "weekly", "digest_at": "09:15",
        "digest_weekday": "4",
    }  # fmt: skip
    said |= {f"{kind}-mailing": "off" for kind in kinds}
    assert own.post("/notices/preferences/", said).status_code == 302
    chosen = routine(anna)
    assert (chosen.rhythm, chosen.digest_weekday, chosen.quiet_from) == ("weekly", 4, None)
    wrong = own.post("/notices/preferences/", said | {"has_quiet": "on", "quiet_until": ""})
    assert wrong.status_code == 200
    assert "Quiet hours need a beginning and an end." in words(wrong)


def test_the_menu_has_each_page_for_those_who_may(office, own_client_of):
    assert "/admin/people/" in words(office.get("/me/"))
    for name in ("/admin/people/", "/admin/trail/", "/admin/jobs/"):
        assert office.get(name).status_code == 200
    page = words(own_client_of(Role.VIEWER).get("/me/"))
    assert "/admin/" not in page
    assert "/colleagues/" in page


@pytest.fixture
def own_client_of(as_role):
    return as_role


def test_the_notices_of_others_are_not_marked_read(anna, person, at):
    theirs = tell(person(name="piotr"), "x", at)
    notices.mark_all_read(by=anna, at=at)
    theirs.refresh_from_db()
    assert theirs.read_at is None
