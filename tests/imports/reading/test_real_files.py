"""Files from the wild; ``ACCORD_REAL_DATA`` names the folder they lie in."""

import csv
import gzip
import io
import json
import os
import tomllib
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from accord.foundation.imports.reading import dates, formulas, hints
from accord.foundation.imports.reading.rows import Unreadable
from tests.imports.reading.files import read

FOLDER = os.environ.get("ACCORD_REAL_DATA", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="ACCORD_REAL_DATA names no folder")
DATA = Path(FOLDER)
ODD = tomllib.loads(Path(__file__).with_name("odd_tables.toml").read_text(encoding="utf-8"))


def _member(archive, name):
    with zipfile.ZipFile(DATA / archive) as opened:
        return opened.read(name)


@pytest.mark.parametrize(
    ("archive", "entry"),
    [(archive, entry) for archive, entries in ODD.items() for entry in entries],
    ids=lambda value: value["file"] if isinstance(value, dict) else "",
)
def test_an_odd_table_gives_its_rows_or_its_code(archive, entry):
    assert entry["reason"].endswith(".")
    content = _member(f"messy/{archive}", entry["file"])
    if "code" in entry:
        with pytest.raises(Unreadable) as refusal:
            read(content)
        assert refusal.value.code == entry["code"]
        return
    whole = read(content)
    troubled = sum(1 for row in whole.rows if row.problems)
    assert (len(whole.rows), troubled, len(whole.refused), whole.detection.has_header) == (
        entry["rows"], entry.get("troubled", 0), entry.get("refused", 0), entry["header"],
    )  # fmt: skip


@pytest.mark.parametrize("archive", ODD)
def test_every_odd_table_has_its_line(archive):
    with zipfile.ZipFile(DATA / "messy" / archive) as opened:
        names = opened.namelist()
    assert sorted(entry["file"] for entry in ODD[archive]) == sorted(names)


def _spectrum():
    with zipfile.ZipFile(DATA / "messy/csv_spectrum.zip") as archive:
        return sorted(Path(name).stem for name in archive.namelist() if name.endswith(".csv"))


@pytest.mark.parametrize("name", _spectrum() if FOLDER else ["-"])
def test_each_csv_of_the_spectrum_equals_its_json(name):
    content = _member("messy/csv_spectrum.zip", f"csvs/{name}.csv")
    truth = json.loads(_member("messy/csv_spectrum.zip", f"json/{name}.json"))
    if name.endswith("_crlf") and b"\r\n" not in content:
        content = content.replace(b"\n", b"\r\n")  # What the name says was lost in a checkout.
    if name == "location_coordinates":
        # This truth is no list, and tells another telephone number than its table.
        truth = [{**truth, "Contact Phone Number": "2095257564"}]
    whole = read(content)
    assert [dict(zip(whole.header, cells, strict=True)) for cells in whole.cells] == truth
    assert all(row.problems == () for row in whole.rows)


ENCODED = [
    ("encoded_estonia_utf16_tab.csv", 121, "utf-16-le", "\t", ["Aadu Must", "Mustamäe ja Nõmme", "Jõgeva"]),
    ("encoded_poland_cp1250_semicolon.csv", 520, "cp1250", ";", ["Świętokrzyskie", "Żelichowski", "Piątak"]),
    ("encoded_russia_cp1251_semicolon.csv", 450, "cp1251", ";", ["Абалаков Александр Николаевич", "КПРФ"]),
    ("encoded_taiwan_utf8bom.csv", 111, "utf-8-sig", ",", ["Alex Hrong-Tai Fai", "Fai, Alex Hrong-Tai"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "encoding", "delimiter", "words"), ENCODED)
def test_encoded_registers_have_all_rows_and_the_right_letters(
    name, rows, encoding, delimiter, words
):
    path = DATA / "messy" / name
    whole = read(path)
    assert (len(whole.rows), whole.refused) == (rows, [])
    assert (whole.detection.encoding, whole.detection.delimiter) == (encoding, delimiter)
    assert whole.header == (
        "name", "sort_name", "email", "group", "area", "start_date", "end_date", "gender",
    )  # fmt: skip
    truth = path.read_bytes().decode("utf-16" if "16" in encoding else encoding)
    expected = list(csv.reader(io.StringIO(truth, newline=""), delimiter=delimiter))[1:]
    assert [list(cells) for cells in whole.cells] == expected
    everything = " ".join(" ".join(cells) for cells in whole.cells)
    assert [word for word in words if word.lower() not in everything.lower()] == []


def test_every_legislature_is_read_in_each_code_page_that_has_its_letters():
    read_right = Counter()
    with zipfile.ZipFile(DATA / "registers/everypolitician_10_legislatures.zip") as archive:
        tables = {
            name: archive.read(name).decode() for name in archive.namelist() if "term-" in name
        }
    pages = {
        "Estonia": ["cp1257", "cp1252"], "Poland": ["cp1250", "iso8859_2", "cp852"],
        "Russia": ["cp1251", "koi8_r", "cp866", "iso8859_5"], "Latvia": ["cp1257"],
        "Finland": ["cp1252", "iso8859_15"],
    }  # fmt: skip
    for name, text in tables.items():
        for encoding in pages.get(name.partition("__")[0], []):
            content = text.encode(encoding, "replace")
            whole = read(content)
            expected = list(csv.reader(io.StringIO(content.decode(encoding), newline="")))[1:]
            read_right[[list(cells) for cells in whole.cells] == expected] += 1
    assert read_right[False] == 0
    assert read_right[True] >= 15


def test_legal_entities_are_all_read():
    whole = read(DATA / "registers/gleif_transportation.csv.gz")
    assert (len(whole.rows), whole.refused) == (50_814, [])
    assert all(row.problems == () for row in whole.rows)
    assert len({cells[2] for cells in whole.cells} - {""}) == 137
    kinds = Counter(hints.kind_of(cells[0]) for cells in whole.cells)
    assert kinds["lei"] > 50_700


def test_a_very_wide_table():
    whole = read(DATA / "messy/csvmedkit_census-econ-survey.csv.gz")
    assert {(len(whole.rows), len(row.cells)) for row in whole.rows} == {(53, 550)}
    assert len(set(whole.header)) == 550


def test_a_workbook_and_a_text_of_the_same_table_are_equal():
    text = read(DATA / "complaints/baltimore_311_2018.csv.gz")
    book = read(DATA / "complaints/baltimore_311_2018.xlsx")
    assert len(text.rows) == len(book.rows) == 10_000
    assert text.header == book.header
    different = Counter()
    for one, other in zip(text.cells, book.cells, strict=True):
        different.update(
            name
            for name, a, b in zip(text.header, one, other, strict=True)
            if a != b and not _same(a, b)
        )
    assert different == {}


def _same(text, cell):
    """A workbook keeps numbers in fifteen digits and dates as dates, whatever the text wrote."""
    if (moment := dates.parse(text, "mdy")) is not None:
        return moment.isoformat() == cell
    try:
        return float(text) == pytest.approx(float(cell), rel=1e-12)
    except ValueError:
        return False


COUNTED = [
    ("complaints/cfpb_2013-2016_mdyyyy_disputed.csv.gz", 3186), ("complaints/cfpb_2019-09_narratives_iso.csv.gz", 268),
    ("complaints/cfpb_2023-04_ddmmyyyy.csv.gz", 3991), ("complaints/csvmedkit_cdph-env-inspections.csv.gz", 79),
    ("complaints/stlouis_csb_2018-01.csv.gz", 1554), ("dedupe/febrl_dataset1.csv.gz", 1000),
    ("dedupe/restaurants_with_unique_id.csv.gz", 864), ("dedupe/splink_fake_1000.csv.gz", 1000),
    ("messy/cldr_person_name_samples.csv.gz", 1687), ("registers/csvmedkit_fed-judges-service.csv.gz", 2387),
    ("registers/sp500_constituents.csv.gz", 503), ("registers/ukcharity_charity-reregistrations.csv.gz", 1931),
    ("registers/ukcharity_independent-schools-ew.csv.gz", 3830), ("sentiment/pl_cyberbullying_cbd_train.tsv.gz", 8999),
    ("surveys/538_comma_survey.csv.gz", 1129), ("surveys/apipop.csv.gz", 6194), ("surveys/carData_Chile.csv.gz", 2700),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows"), COUNTED)
def test_the_counted_tables_have_their_rows(name, rows):
    whole = read(DATA / name)
    assert (len(whole.rows), whole.refused) == (rows, [])
    assert all(row.problems == () for row in whole.rows)
    with gzip.open(DATA / name, "rt", encoding="utf-8", newline="") as file:
        found = whole.detection
        reader = csv.reader(file, delimiter=found.delimiter, skipinitialspace=found.skip_space)
        truth = [row for row in reader if any(row)]
    expected = [[cell.strip() for cell in row] for row in truth[whole.detection.has_header :]]
    assert [[cell.strip() for cell in cells] for cells in whole.cells] == expected


@pytest.mark.parametrize(
    ("name", "column", "order"),
    [
        ("complaints/baltimore_311_2018.csv.gz", "CreatedDate", "mdy"),
        ("complaints/cfpb_2013-2016_mdyyyy_disputed.csv.gz", "Date received", "mdy"),
        ("complaints/cfpb_2019-09_narratives_iso.csv.gz", "Date received", "ymd"),
        ("complaints/cfpb_2023-04_ddmmyyyy.csv.gz", "Date_received", "dmy"),
    ],
)
def test_the_order_of_dates_is_found(name, column, order):
    whole = read(DATA / name)
    found = dates.detect(cells[whole.header.index(column)] for cells in whole.cells)
    assert (found.order, found.share, found.ambiguous, found.conflicting) == (
        order,
        1.0,
        False,
        False,
    )


def test_cards_are_the_counted_ones():
    totals = Counter()
    with zipfile.ZipFile(DATA / "pim/vcards_dev.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name.endswith(".vcf")}
    told = (DATA / "pim/vcards_dev_raw_counts.csv").read_text(encoding="utf-8")
    counted = list(csv.DictReader(io.StringIO(told)))
    assert sorted(files) == sorted(row["file"] for row in counted)
    for row in counted:
        found = _counts(files[row["file"]])
        expected = {
            name: int(row[name]) for name in ("vcards", "fn", "n", "email", "tel", "adr", "photo")
        }
        assert found == expected, row["file"]
        totals.update(found)
    assert (totals["vcards"], totals["fn"], totals["email"], totals["tel"]) == (58, 54, 59, 56)


def _counts(content):
    names = ("fn", "n", "email", "tel", "adr", "photo")
    try:
        whole = read(content)
    except Unreadable as refusal:
        return {"vcards": 0, **dict.fromkeys(names, 0)} if refusal.code == "not-a-table" else {}
    cards = [row.card for row in whole.rows]
    told = {name: sum(card.counts.get(name.upper(), 0) for card in cards) for name in names}
    return {"vcards": len(cards) + len(whole.refused), **told}


def test_cards_in_a_code_page_have_the_right_letters():
    whole = read(_member("pim/vcards_dev.zip", "ical4j-vcard/vcard-vCards-SAP.vcf"))
    assert any(row.card.name.family == "Töcken" for row in whole.rows)
    whole = read(_member("pim/vcards_dev.zip", "ical4j-vcard/vcard-antoni-outlook2003.vcf"))
    assert "Kraków, małopolskie" in whole.rows[0].card.addresses[1].label


def test_published_formula_attacks_are_neutralised():
    lines = (DATA / "messy/csv_injection_payloads.txt").read_text(encoding="utf-8").splitlines()
    risky = [line for line in lines if not line.startswith("DDE")]
    assert len(risky) >= 4
    assert all(formulas.neutralise(line) == f"'{line}" for line in risky)
    assert all(formulas.restore(formulas.neutralise(line)) == line for line in lines)


def test_naughty_strings_survive_a_table_byte_for_byte():
    strings = json.loads((DATA / "messy/blns.json").read_text(encoding="utf-8"))
    strings = [each for each in strings if "\x00" not in each]
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([["id", "note"], *enumerate(strings)])
    whole = read(written.getvalue().encode())
    assert [cells[1] for cells in whole.cells] == strings
    assert whole.refused == []
