"""Lists as files: what is shown, nothing that calculates, constant memory."""

import csv
import io
import tracemalloc
from datetime import timedelta

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.stakeholders import actions
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.tables import party_list
from accord.foundation.journal.rows import insert_many
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui.listing import files
from accord.foundation.ui.listing.files import Table, csv_lines, download, table, write_xlsx
from accord.foundation.ui.listing.filters import Use
from accord.foundation.ui.listing.state import State
from tests.factories.fields import field, tag
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
SEEN = State(columns=("category", "last", "tags", "tier", "own.score"), sort="name")


@pytest.fixture
def listed(person, at):
    return lambda: party_list(person(Role.LEAD), at)


def fill(at):
    farmers = tag()
    field("score", "number")
    anna = party("=cmd|' /C calc'!A0", kind="person", tier="key", headline='+1 & "more"')
    beata = party("Beata, the\nsecond")
    what = actions.BulkChange("tag", farmers.pk)
    actions.change_parties(by=SYSTEM, keys=[anna.pk], what=what, at=at)
    actions.set_custom(by=SYSTEM, party=anna, at=at, score=1.5)
    Party.objects.filter(pk=beata.pk).update(last_contact_at=at - timedelta(days=2))
    return anna, beata


def test_a_csv_holds_what_is_shown_in_order_with_formulas_made_harmless(listed, at):
    anna, beata = fill(at)
    answer = download(listed(), SEEN, "csv")
    raw = b"".join(answer.streaming_content)
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert rows == [
        ["Reference", "Name", "Second line", "Category", "Last contact", "Tags", "Tier", "Score",
         "accord-export"],
        [anna.ref, "'=cmd|' /C calc'!A0", "'+1 & \"more\"", "", "", "farmers", "Key", "1.5", ""],
        [beata.ref, "Beata, the\nsecond", "", "", "2026-05-02 12:00", "", "", "", ""],
    ]  # fmt: skip
    assert answer.headers["Content-Disposition"].endswith('filename="stakeholders-2026-05-04.csv"')


def test_a_spreadsheet_holds_the_same_with_numbers_and_dates_as_such(listed, at):
    anna, beata = fill(at)
    answer = download(listed(), SEEN, "xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["Reference", "Name", "Second line"]
    assert rows[1][:3] == [anna.ref, "'=cmd|' /C calc'!A0", '\'+1 & "more"']
    assert (rows[1][7], rows[2][7]) == (1.5, "")
    assert rows[2][4] == (at - timedelta(days=2)).replace(tzinfo=None)
    assert (rows[2][0], rows[2][1]) == (beata.ref, "Beata, the\nsecond")
    answer.close()


def test_a_number_that_only_some_have_does_not_end_the_file(listed, person, at):
    party("Anna")
    details = PromiseDetails("Call", owner_id=person().pk)
    make_promise(by=SYSTEM, party=party("Beata"), details=details, at=at)
    asked, listing = State(columns=("promises",), sort="name"), listed()
    answer = download(listing, asked, "csv")
    found = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [(row[1], row[-2]) for row in found[1:]] == [("Anna", ""), ("Beata", "1")]
    answer = download(listing, asked, "xlsx")
    whole = b"".join(answer.streaming_content)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(whole)).get_sheet_by_index(0)
    assert [(row[1], row[3]) for row in sheet.to_python()[1:]] == [("Anna", ""), ("Beata", 1.0)]
    answer.close()


def test_the_head_speaks_the_language_of_the_person(listed, at):
    fill(at)
    with translation.override("et"):
        held = table(listed(), SEEN)
    assert len(held.head) == 8


def test_no_other_kind_and_no_sheet_that_is_too_long(listed, at, monkeypatch):
    fill(at)
    with pytest.raises(Invalid):
        download(listed(), SEEN, "ods")
    monkeypatch.setattr(files, "MOST_XLSX", 1)
    with pytest.raises(Invalid):
        write_xlsx(io.BytesIO(), "x", Table(["a"], iter([[["1", "2"]]])))


@pytest.mark.walk
def test_a_long_file_needs_no_more_memory_than_a_short_one(at):
    kinds = ["person", "organisation", "organisation", "organisation"]
    insert_many(
        Party,
        [
            Party(
                ref=f"S-{n}", kind=kinds[n % 4], name=f"Name {n}", sort_key=f"{n:06}", added_at=at
            )
            for n in range(16_000)
        ],
    )

    def peak(*filters):
        state = State(filters, columns=SEEN.columns, sort="name")
        lines = csv_lines(table(party_list(SYSTEM, at), state))
        size = len(next(lines))
        tracemalloc.start()
        size += sum(map(len, lines))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most, size

    peak()
    short, few = peak(Use("kind", "is", ("person",)))
    long, many = peak()
    assert many > 3.5 * few
    assert long < short * 1.3 + 500_000


def test_a_file_follows_the_order_of_its_parts(listed):
    for name, tier in (("B", "light"), ("A", "light"), ("D", "key"), ("C", ""), ("E", "key")):
        party(name, tier=tier)
    (sides,) = table(listed(), State(sort="tier")).chunks
    assert sides[1] == ["D", "E", "A", "B", "C"]
