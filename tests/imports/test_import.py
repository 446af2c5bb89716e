from datetime import timedelta
from os import utime

import pytest
from django.utils.translation import gettext, override

from accord.features.stakeholders import actions as register
from accord.features.stakeholders.models import (
    Affiliation,
    Category,
    ContactPoint,
    Identifier,
    Party,
    PartyName,
    TimelineRow,
)
from accord.foundation.imports import actions
from accord.foundation.imports.models import Import, ImportChunk, ImportMapping, ImportRemark
from accord.foundation.imports.queries import counts_of, refused_rows
from accord.foundation.imports.reading.rows import Unreadable
from accord.foundation.jobs.worker import drain
from accord.foundation.journal.checking import breaks
from accord.foundation.journal.models import Entry
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.departments import department
from tests.factories.stakeholders import party
from tests.imports.taking import counts, given, imported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


LEI = "lei,legal_name,country,tags\n010CMKZ3VON21WF2ZD45,Aviation Czech s.r.o.,CZ,air|parts\n029200048F0K9UI5A509,Capital Ltd,Nigeria,\n"


@pytest.mark.duty("R01")
def test_headers_are_understood_and_rows_become_stakeholders(lead, at):
    batch, found = imported(lead, at, LEI)
    assert batch.mapping == {"0": "lei", "1": "name", "2": "country", "3": "tags"}
    assert found == counts(rows=2, new=2, warned=1)
    assert list(
        Party.objects.order_by("id").values_list("ref", "name", "kind", "country", "source")
    ) == [
        ("S-1001", "Aviation Czech s.r.o.", "organisation", "CZ", "import"),
        ("S-1002", "Capital Ltd", "organisation", "NG", "import"),
    ]
    assert list(Identifier.objects.order_by("id").values_list("scheme", "value")) == [
        ("lei", "010CMKZ3VON21WF2ZD45"), ("lei", "029200048F0K9UI5A509"),
    ]  # fmt: skip
    assert [r.verb for r in TimelineRow.objects.all()] == ["imported"] * 2
    assert ImportRemark.objects.get().code == "lei"
    assert list(breaks()) == []


def test_the_same_file_again_changes_nothing(lead, at):
    imported(lead, at, LEI)
    before = list(Party.objects.order_by("id").values())
    _batch, found = imported(lead, at, LEI)
    assert found == counts(rows=2, unchanged=2, warned=1)
    assert list(Party.objects.order_by("id").values()) == before


def test_without_numbers_the_same_file_again_changes_nothing(lead, at):
    text = "Name;E-mail;City\nAnna Tamm;anna@example.org;Tartu\nJaan Kask;;Võru\n"
    _batch, first = imported(lead, at, text)
    _batch, again = imported(lead, at, text)
    assert (first, again) == (counts(rows=2, new=2), counts(rows=2, unchanged=2, twin=2))
    assert Party.objects.count() == 2


def test_a_row_that_says_more_changes_its_stakeholder_and_takes_nothing_away(lead, at):
    imported(lead, at, "id,name,country,email\n7,Old name,PL,a@example.org\n")
    _batch, found = imported(lead, at, "id,name,country,phone\n7,New name,,+48 22 555\n")
    assert found == counts(rows=1, changed=1)
    only = Party.objects.get()
    assert (only.name, only.country) == ("Old name", "PL")
    assert list(PartyName.objects.values_list("text", flat=True)) == ["New name"]
    assert sorted(ContactPoint.objects.values_list("channel", flat=True)) == ["mail", "phone"]


def test_one_person_in_two_rows_of_a_file_is_one_person_with_two_posts(lead, at):
    text = "id,name,group,start_date,end_date\nx,Aadu Must,KESK,2011-01-01,2015-01-01\nx,Aadu Must,KESK,2015-01-02,\n"
    _batch, found = imported(lead, at, text)
    assert found == counts(rows=2, new=1, changed=1)
    assert sorted(Party.objects.values_list("name", "kind")) == [
        ("Aadu Must", "person"),
        ("KESK", "organisation"),
    ]
    assert [str(a.from_date) for a in Affiliation.objects.order_by("from_date")] == [
        "2011-01-01",
        "2015-01-02",
    ]
    _batch, again = imported(lead, at, text)
    assert again == counts(rows=2, unchanged=2)


def test_what_is_wrong_is_named_with_its_row_and_the_rest_is_kept(lead, at):
    text = 'Name,E-mail,Country\n,x@example.org,\n"  ",y@example.org,\nAnna,not a mail,Atlantis\n'
    batch, found = imported(lead, at, text)
    assert found == counts(rows=3, new=1, refused=2, warned=1)
    table = list(refused_rows(batch))
    assert table[0] == ["row", "reason", "Name", "E-mail", "Country", "accord-export"]
    assert [(row[0], "needs a name" in row[1], row[3]) for row in table[1:]] == [
        ("2", True, "x@example.org"), ("3", True, "y@example.org"),
    ]  # fmt: skip
    assert sorted(ImportRemark.objects.filter(is_refusal=False).values_list("row", "code")) == [
        (4, "country"), (4, "mail"),
    ]  # fmt: skip


def test_what_is_wrong_is_said_in_the_language_of_the_moment(lead, at):
    with override("pl"):
        imported(lead, at, "name,country\nJonas,Nowhere\n")
        said = gettext("No country is called %s.") % "Nowhere"
    assert said != "No country is called Nowhere."
    assert ImportRemark.objects.get().message == said


def test_a_dry_run_counts_and_writes_no_stakeholder(lead, at):
    party("Capital Ltd")
    batch = given(lead, at, LEI)
    found = actions.check(by=lead, batch=batch, at=at)
    assert found == counts(rows=2, new=2, twin=1, warned=1)
    assert (Party.objects.count(), batch.state) == (1, "checked")
    assert actions.import_now(by=lead, batch=batch, at=at) == found


def test_a_dry_run_counts_the_same_person_in_two_chunks_once(lead, at, monkeypatch):
    monkeypatch.setattr("accord.foundation.imports.actions._chunks.CHUNK", 2)
    text = "id,name\n" + "".join(f"{n % 3},Person {n % 3}\n" for n in range(7))
    batch = given(lead, at, text)
    dry = actions.check(by=lead, batch=batch, at=at)
    assert dry["new"] == 3
    assert actions.import_now(by=lead, batch=batch, at=at)["new"] == 3
    assert Party.objects.count() == 3


def test_killed_between_chunks_it_goes_on_behind_the_last(lead, at, monkeypatch):
    monkeypatch.setattr("accord.foundation.imports.actions._chunks.CHUNK", 2)
    batch = given(lead, at, "Name\n" + "".join(f"Party {n}\n" for n in range(7)))

    class Killed(Exception):
        pass

    def die(done):
        if done >= 4:
            raise Killed

    with pytest.raises(Killed):
        actions.import_now(by=lead, batch=batch, at=at, progress=die)
    assert (Party.objects.count(), ImportChunk.objects.count()) == (4, 2)
    batch.refresh_from_db()
    assert actions.import_now(by=lead, batch=batch, at=at) == counts(rows=7, new=7)
    assert sorted(Party.objects.values_list("name", flat=True)) == [f"Party {n}" for n in range(7)]
    with pytest.raises(Stale):
        actions.import_now(by=lead, batch=batch, at=at)


def test_an_import_is_undone_whole_and_can_be_made_again(lead, at):
    batch, _found = imported(lead, at, LEI)
    actions.undo_now(by=lead, batch=batch, at=at)
    assert (Party.objects.count(), Identifier.objects.count(), TimelineRow.objects.count()) == (
        0,
        0,
        0,
    )
    assert batch.state == "undone"
    _again, found = imported(lead, at, LEI)
    assert found == counts(rows=2, new=2, warned=1)
    assert list(breaks()) == []


def test_undo_keeps_and_names_what_somebody_edited_since(lead, at):
    batch, _found = imported(lead, at, LEI)
    edited = Party.objects.get(name="Capital Ltd")
    register.change_party(by=lead, party=edited, summary="Ours", at=at)
    left = actions.undo_now(by=lead, batch=batch, at=at)
    assert list(Party.objects.values_list("name", "summary")) == [("Capital Ltd", "Ours")]
    assert left["stakeholders.party: changed since"] == 1
    assert [i.value for i in Identifier.objects.all()] == ["029200048F0K9UI5A509"]
    kept = ImportRemark.objects.filter(code="kept").values_list("message", flat=True)
    assert list(kept) == [f"stakeholders.party {edited.pk} : changed since"]


def test_who_may_not_import_is_refused_and_nothing_happened(person, at, home):
    with pytest.raises(NotAllowed):
        given(person(Role.PRACTITIONER), at, LEI)
    assert (Import.objects.count(), Entry.objects.count(), list(home.rglob("import-*"))) == (
        0,
        0,
        [],
    )


def test_what_is_no_table_is_refused_and_its_file_is_gone(lead, at, home):
    with pytest.raises(Unreadable):
        given(lead, at, b"\x89PNG\r\n\x1a\n0000")
    assert (Import.objects.count(), list(home.rglob("import-*"))) == (0, [])


def test_a_mapping_is_remembered_for_the_next_file_with_this_header(lead, at):
    batch = given(lead, at, "a,b\nAnna,x\n")
    actions.choose(
        by=lead,
        batch=batch,
        mapping={"0": "name", "1": "summary"},
        options={"kind": "group"},
        at=at,
    )
    again = given(lead, at, "a,b\nJaan,y\n")
    assert (again.mapping, again.options) == ({"0": "name", "1": "summary"}, {"kind": "group"})
    assert ImportMapping.objects.count() == 1


def test_a_department_out_of_reach_is_refused_and_not_proposed_again(person, lead, at):
    north, south = department("North"), department("South")
    here = person(Role.LEAD, name="north", department=north)
    text = "name,email\nAnna,anna@example.org\n"
    batch = given(here, at, text)
    for own, asked in ((batch.mapping, south.pk), (batch.mapping, str(south.pk))):
        with pytest.raises(Invalid) as refused:
            actions.choose(by=here, batch=batch, mapping=own, options={"department": asked}, at=at)
        assert refused.value.field == "department"
    batch.refresh_from_db()
    assert (batch.options, ImportMapping.objects.count()) == ({}, 0)
    actions.choose(
        by=here, batch=batch, mapping=batch.mapping, options={"department": north.pk}, at=at
    )
    given(lead, at, text, department=south.pk, visibility="named")
    assert given(here, at, text).options == {"visibility": "named"}
    assert given(lead, at, text).options == {"visibility": "named", "department": south.pk}


def test_uploads_that_no_import_knows_are_deleted_a_day_later(lead, at, home):
    kept = home / given(lead, at, LEI).path
    lost, young, other = (home / "imports" / name for name in ("import-lost", "import-new", "note"))
    for path, age in ((kept, 30), (lost, 25), (young, 23), (other, 30)):
        path.touch()
        moment = (at - timedelta(hours=age)).timestamp()
        utime(path, (moment, moment))
    assert actions.sweep(by=SYSTEM, at=at) == 1
    assert sorted(path.name for path in (home / "imports").iterdir()) == sorted(
        (kept.name, young.name, other.name)
    )


def test_two_columns_for_one_field_or_an_unknown_one_are_refused(lead, at):
    batch = given(lead, at, "a,b\nAnna,x\n")
    for mapping in ({"0": "name", "1": "name"}, {"0": "nothing"}):
        with pytest.raises(Invalid):
            actions.choose(by=lead, batch=batch, mapping=mapping, options={}, at=at)


@pytest.mark.duty("R01")
def test_categories_are_made_once_and_cards_are_people(lead, at):
    imported(lead, at, "Name,Category\nA,Farmers\nB,Farmers\n")
    assert Category.objects.get().name == "Farmers"
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Jonas Vetter\nN:Vetter;Jonas;;;\nORG:Co-op\nTITLE:Chair\nEMAIL:j@example.org\nEND:VCARD\n"
    batch = given(lead, at, card, "jonas.vcf")
    actions.import_now(by=lead, batch=batch, at=at)
    jonas = Party.objects.get(name="Jonas Vetter")
    assert (jonas.kind, jonas.headline) == ("person", "Chair, Co-op")


def test_twins_can_be_refused_instead_of_added(lead, at):
    party("Capital Ltd")
    batch, found = imported(lead, at, "Name,Country\nCapital Ltd,NG\n", skip_twins=True)
    assert found == counts(rows=1, refused=1, twin=1)
    assert "S-1001" in ImportRemark.objects.get(batch=batch).message


def test_counts_are_those_of_the_chunks(lead, at):
    batch, found = imported(lead, at, LEI)
    assert counts_of(batch) == found


def test_why_records_are_kept_comes_along_in_any_language(lead, at):
    text = (
        "name,kept for,lawful basis\n"
        "Ann,Road works,Legitimate interest\n"
        "Jan,Road works,Zgoda\n"
        "Liis,Road works,because\n"
    )
    _batch, done = imported(lead, at, text)
    assert {p.name: (p.purpose, p.lawful_basis) for p in Party.objects.all()} == {
        "Ann": ("Road works", "legitimate-interest"),
        "Jan": ("Road works", "consent"),
        "Liis": ("Road works", ""),
    }
    assert done == counts(rows=3, new=3, warned=1)


def forget_and_break(by, batch, at):
    actions.forget(by=by, batch=batch, at=at)
    raise OSError("broken")


def test_a_file_goes_only_when_that_is_kept(
    lead, at, home, django_capture_on_commit_callbacks
):  # fmt: skip
    batch = given(lead, at, "id,name\n1,One\n")
    path = home / batch.path
    with pytest.raises(OSError, match="broken"), writing():
        forget_and_break(lead, batch, at)
    assert path.exists()
    batch.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget(by=lead, batch=batch, at=at)
    assert not path.exists()


def test_a_file_that_is_being_worked_on_can_not_be_forgotten(lead, at, home):
    batch = actions.request_import(by=lead, batch=given(lead, at, "id,name\n1,One\n"), at=at)
    path = home / batch.path
    with pytest.raises(Stale):
        actions.forget(by=lead, batch=batch, at=at)
    assert path.exists()
    drain()
    batch.refresh_from_db()
    actions.forget(by=lead, batch=batch, at=at)
    assert (batch.state, batch.path) == ("done", "")
