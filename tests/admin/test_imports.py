"""Imports as pages: from a file to records and back, each state, with and without a worker."""

import re
from io import BytesIO

import pytest
from django.urls import reverse

from accord.features.stakeholders import actions as register
from accord.features.stakeholders.models import Party
from accord.foundation.imports.models import Import
from accord.foundation.jobs.models import Job
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel.roles import Role
from accord.overview.admin.views import imports as views
from tests.admin.conftest import signed_in

pytestmark = pytest.mark.django_db
TEXT = "Name,E-mail,Country,Odd\nAnna Tamm,anna@example.org,EE,x\n,=cmd@example.org,PL,y\nCapital Ltd,,Atlantis,z\n"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def lead(person):
    return person(Role.LEAD, name="Marta Kask")


@pytest.fixture
def desk(client, lead):
    return signed_in(client, lead)


def words(answer):
    return answer.content.decode()


def headline(answer):
    return re.search(r"<h1[^>]*>(.*?)</h1>", words(answer))[1]


def primary(answer):
    main = words(answer).partition("<main")[2].partition("</main>")[0]
    return [said.strip() for said in re.findall(r'class="btn pri[^"]*".*?<span>(.*?)</span>', main)]


def give(desk, text=TEXT, name="list.csv"):
    body = BytesIO(text.encode() if isinstance(text, str) else text)
    body.name = name
    answer = desk.post("/imports/add/", {"file": body})
    assert answer.status_code == 302, words(answer)
    return Import.objects.latest("id"), answer["Location"]


def chosen(batch, **more):
    columns = {f"column-{n}": batch.mapping.get(str(n), "") for n in range(len(batch.header))}
    usual = {"kind": "", "order": "ymd", "visibility": "everyone", "twins": "add"}
    return {**columns, **usual, **more}


def checked(desk, text=TEXT, **more):
    batch, address = give(desk, text)
    answer = desk.post(f"{address}check/", chosen(batch, **more))
    assert answer.status_code == 302, words(answer)
    return batch, address


def test_a_file_is_read_and_its_columns_are_proposed(desk):
    assert primary(desk.get("/imports/")) == ["Import a file"]
    assert primary(desk.get("/imports/add/")) == ["Read it"]
    batch, address = give(desk)
    page = desk.get(address)
    assert headline(page) == "Say what the columns of list.csv mean."
    assert primary(page) == ["Check"]
    shown = words(page)
    assert re.search(r'name="column-0".*?value="name" selected', shown, re.DOTALL)
    assert [batch.mapping.get(n) for n in "0123"] == ["name", "mail", "country", None]
    assert all(cell in shown for cell in ("Anna Tamm", "anna@example.org", "Atlantis", "comma"))
    assert "list.csv" in words(desk.get("/imports/"))


@pytest.mark.duty("R01")
def test_a_small_file_is_checked_at_once_then_imported_and_taken_back(desk):
    _batch, address = checked(desk)
    page = desk.get(address)
    assert headline(page) == "2 of 3 rows will be new. 1 is refused."
    assert primary(page) == ["Import"]
    assert "No country is called Atlantis." in words(page)
    assert Party.objects.count() == 0

    desk.post(f"{address}run/")
    waiting = desk.get(address)
    assert headline(waiting) == "list.csv is being imported."
    assert (primary(waiting), "It waits for its turn." in words(waiting)) == ([], True)
    drain()
    page = desk.get(address)
    assert headline(page) == "2 of 3 rows are new here. 1 is refused."
    assert sorted(Party.objects.values_list("name", flat=True)) == ["Anna Tamm", "Capital Ltd"]

    desk.post(f"{address}undo/")
    drain()
    assert headline(desk.get(address)) == "The import is taken back whole."
    assert Party.objects.count() == 0
    desk.post(f"{address}run/")
    drain()
    assert Party.objects.count() == 0, "what is taken back does not come again by itself"


def test_undo_names_what_somebody_changed_since(desk, lead, at):
    _batch, address = checked(desk)
    desk.post(f"{address}run/")
    drain()
    anna = Party.objects.get(name="Anna Tamm")
    register.change_party(by=lead, party=anna, summary="Ours", at=at)
    desk.post(f"{address}undo/")
    drain()
    page = desk.get(address)
    assert headline(page) == "The import is taken back. 1 thing changed since stays."
    assert "Anna Tamm" in words(page).partition("Left alone")[2]
    assert list(Party.objects.values_list("name", flat=True)) == ["Anna Tamm"]


def test_refused_rows_come_as_a_file_without_formulas(desk):
    _batch, address = checked(desk)
    answer = desk.get(f"{address}refused/")
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert answer["Content-Disposition"].startswith("attachment")
    lines = told.splitlines()
    assert lines[0] == "row,reason,Name,E-mail,Country,Odd,accord-export"
    assert (lines[1].startswith("3,"), "'=cmd@example.org" in lines[1]) == (True, True)


def test_a_big_file_is_checked_by_the_worker_with_words_while_it_works(desk, monkeypatch):
    monkeypatch.setattr(views, "INLINE", 1)
    batch, address = checked(desk)
    batch.refresh_from_db()
    assert batch.state == "checking"
    Job.objects.update(state="running", steps_done=312)
    page = desk.get(address)
    assert "Checked 312 rows" in words(page)
    assert 'hx-trigger="load delay:1s"' in words(page)
    part = desk.get(address, headers={"HX-Request": "true"})
    assert ("Checked 312 rows" in words(part), "<html" in words(part)) == (True, False)
    Job.objects.update(state="waiting", steps_done=0)
    drain()
    over = desk.get(address, headers={"HX-Request": "true"})
    assert (over["HX-Refresh"], words(over)) == ("true", "")
    assert headline(desk.get(address)) == "2 of 3 rows will be new. 1 is refused."


def test_how_far_an_import_is_stands_in_words(desk):
    batch, address = checked(desk)
    desk.post(f"{address}run/")
    Import.objects.filter(pk=batch.pk).update(counts={**batch.counts, "rows": 640})
    Job.objects.update(state="running", steps_done=312)
    assert "Imported 312 of 640" in words(desk.get(address))


def test_what_waits_is_stopped_at_once_and_can_go_on(desk):
    batch, address = checked(desk)
    desk.post(f"{address}run/")
    desk.post(f"{address}stop/")
    batch.refresh_from_db()
    assert (batch.state, Job.objects.get().state) == ("cancelled", "cancelled")
    page = desk.get(address)
    assert headline(page) == "The import stopped after 0 of 3 rows."
    assert primary(page) == ["Import"]
    desk.post(f"{address}run/")
    drain()
    assert Party.objects.count() == 2


def test_a_check_that_is_stopped_leaves_the_file_to_be_checked_again(desk, monkeypatch):
    monkeypatch.setattr(views, "INLINE", 1)
    batch, address = checked(desk)
    desk.post(f"{address}stop/")
    batch.refresh_from_db()
    assert batch.state == "given"
    assert primary(desk.get(address)) == ["Check"]


def test_a_dead_worker_leaves_an_import_that_goes_on(desk, at):
    _batch, address = checked(desk)
    desk.post(f"{address}run/")
    Job.objects.update(state="dead", done_at=at)
    assert primary(desk.get(address)) == ["Import"]
    desk.post(f"{address}run/")
    drain()
    assert Party.objects.count() == 2


def test_a_file_can_be_read_another_way(desk):
    text = "Nimi;Riik\nŁucja;PL\n".encode("cp1250")
    batch, address = give(desk, text)
    detection = batch.detection
    said = {
        "encoding": detection["encoding"], "delimiter": detection["delimiter"], "has_header": "yes",
    }  # fmt: skip
    answer = desk.post(f"{address}read/", {**said, "encoding": "cp1250", "has_header": "no"})
    assert answer.status_code == 302
    batch.refresh_from_db()
    assert (batch.detection["encoding"], batch.detection["has_header"]) == ("cp1250", False)
    assert len(batch.header) == 2
    assert "Łucja" in words(desk.get(address))
    desk.post(f"{address}read/", {**said, "encoding": "cp1250", "delimiter": "none"})
    batch.refresh_from_db()
    assert (batch.detection["encoding"], batch.detection["delimiter"]) == ("cp1250", "")
    assert "each line is one cell" in words(desk.get(address))


def test_options_are_kept_and_followed(desk, lead, house):
    north = house["North"].pk
    batch, address = checked(
        desk, "a,b\nKoit,7\n", **{"column-0": "name", "column-1": "identifier"}, kind="group",
        scheme="krs", owner=lead.pk, department=north, visibility="department", twins="skip",
    )  # fmt: skip
    batch.refresh_from_db()
    assert batch.options == {
        "kind": "group", "scheme": "krs", "order": "ymd", "visibility": "department",
        "owner": lead.pk, "department": north, "skip_twins": True,
    }  # fmt: skip
    desk.post(f"{address}run/")
    drain()
    only = Party.objects.get()
    assert (only.name, only.kind, only.owner_id, only.department_id, only.visibility) == (
        "Koit", "group", lead.pk, north, "department",
    )  # fmt: skip


def test_two_columns_for_one_field_are_refused_and_nothing_is_checked(desk):
    batch, address = give(desk)
    answer = desk.post(f"{address}check/", chosen(batch, **{"column-3": "name"}))
    assert (answer.status_code, "Not checked yet" in words(answer)) == (200, True)
    batch.refresh_from_db()
    assert (batch.state, batch.counts) == ("given", {})


def test_what_is_no_table_is_refused_in_words(desk, home):
    for body, said in ((b"\x89PNG\r\n\x1a\n0000", "not a table"), (b"", "nothing in this file")):
        file = BytesIO(body)
        file.name = "x.csv"
        answer = desk.post("/imports/add/", {"file": file})
        assert (answer.status_code, said in words(answer)) == (200, True)
    assert "Not read yet" in words(desk.post("/imports/add/", {}))
    assert (Import.objects.count(), list(home.rglob("import-*"))) == (0, [])


def test_the_file_can_be_deleted_and_what_it_did_stays(
    desk, home, django_capture_on_commit_callbacks
):
    _batch, address = checked(desk)
    desk.post(f"{address}run/")
    drain()
    assert len(list(home.rglob("import-*"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{address}forget/")
        assert len(list(home.rglob("import-*"))) == 1
    assert list(home.rglob("import-*")) == []
    assert headline(desk.get(address)) == "2 of 3 rows are new here. 1 is refused."


def test_nobody_sees_the_import_of_a_colleague_but_administrators(desk, client, person):
    _batch, address = give(desk)
    signed_in(client, person(Role.MANAGER, name="Somebody Else"))
    assert client.get(address).status_code == 404
    assert client.get(f"{address}refused/").status_code == 404
    assert client.post(f"{address}run/").status_code == 404
    assert "list.csv" not in words(client.get("/imports/"))
    signed_in(client, person(Role.ADMINISTRATOR))
    assert client.get(address).status_code == 200


def test_the_list_of_stakeholders_leads_here(desk):
    assert reverse("admin:import-add") in words(desk.get(reverse("stakeholders:list")))


def test_an_import_leads_to_its_possible_duplicates(desk, lead, client, person, at):
    """Where there are some, and for who may merge: an administrator imports, and merges nobody."""
    details = register.PartyDetails(kind="person", name="Anna Tamm")
    register.add_party(by=lead, details=details, at=at)
    way = 'href="/stakeholders/duplicates/"'

    def imported(text, account):
        desk = signed_in(client, account)
        _batch, address = checked(desk, text, kind="person")
        assert way not in words(desk.get(address)).partition("<main")[2]
        desk.post(f"{address}run/")
        drain()
        return words(desk.get(address)).partition("<main")[2]

    assert way in imported("Name,Country\nAnna Tamm,EE\n", lead)
    assert way not in imported("Name\nNobody Else\n", lead), "nobody here is like them"
    boss = person(Role.ADMINISTRATOR, name="Olga Petrova")
    shown = imported("Name,Country\nAnna Tamm,PL\n", boss)
    assert "1 possible duplicate" in shown
    assert way not in shown
