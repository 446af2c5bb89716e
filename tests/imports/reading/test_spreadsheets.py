import json
import os
import subprocess
import zipfile
from datetime import date, datetime, time, timedelta

import pytest

from accord.foundation.imports.reading import sheet_process, tables
from accord.foundation.imports.reading.detection import Limits
from accord.foundation.imports.reading.rows import Unreadable
from tests.imports.reading import workbooks
from tests.imports.reading.files import code_of, read
from tests.imports.reading.workbooks import ods, ods_cell, ods_row, xls, xlsx

TABLE = [["id", "name", "town"], [1, "Anna", "Łódź"], [2, "王小明", "Tartu"]]
READ = [("1", "Anna", "Łódź"), ("2", "王小明", "Tartu")]


def _as_ods():
    rows = [ods_row(*(ods_cell(cell) for cell in TABLE[0]))]
    rows += [
        ods_row(ods_cell(row[0], "float"), *(ods_cell(cell) for cell in row[1:]))
        for row in TABLE[1:]
    ]
    return ods("".join(rows))


@pytest.mark.parametrize(
    ("content", "form"),
    [(xlsx(("Leht", TABLE)), "xlsx"), (_as_ods(), "ods"), (xls(TABLE, "Leht"), "xls")],
    ids=["xlsx", "ods", "xls"],
)
def test_the_same_table_in_each_format_from_a_path_and_from_a_stream(content, form, tmp_path):
    path = tmp_path / "named.wrong"
    path.write_bytes(content)
    for source in (content, path, str(path)):
        whole = read(source)
        assert (whole.detection.format, whole.detection.sheet) == (form, "Leht")
        assert (whole.header, whole.cells) == (("id", "name", "town"), READ)
        assert [row.number for row in whole.rows] == [2, 3]
        assert whole.warnings == []


def test_dates_and_numbers_come_out_as_plain_text():
    def values(book, sheet):
        day, moment = ({"num_format": f} for f in ("yyyy-mm-dd", "dd.mm.yyyy hh:mm"))
        clock, span = ({"num_format": f} for f in ("hh:mm:ss", "[h]:mm"))
        sheet.write_datetime(1, 0, date(2024, 5, 6), book.add_format(day))
        sheet.write_datetime(1, 1, datetime(2024, 5, 6, 7, 8), book.add_format(moment))  # noqa: DTZ001
        sheet.write_datetime(1, 2, time(7, 8, 9), book.add_format(clock))
        sheet.write_datetime(1, 3, timedelta(hours=36, minutes=5), book.add_format(span))
        numbers = [0.1 + 0.2, 68.66499999999999, 1000000, -5, 1e21, 1e-7, 0.52, True, False]
        sheet.write_row(1, 4, numbers)
        sheet.write_string(1, 13, "007")
        sheet.write_string(1, 14, "=1+1")

    names = [f"c{n}" for n in range(15)]
    whole = read(xlsx(("Sheet", [names], values)))
    assert whole.cells == [
        (
            "2024-05-06", "2024-05-06T07:08:00", "07:08:09", "PT36H5M0S", "0.3", "68.665",
            "1000000", "-5", "1000000000000000000000", "0.0000001", "0.52", "TRUE", "FALSE",
            "007", "=1+1",
        )
    ]  # fmt: skip


def test_the_first_visible_sheet_with_something_in_it_is_read_unless_another_is_named():
    def hide(_book, sheet):
        sheet.hide()

    def first(_book, sheet):
        sheet.activate()

    book = xlsx(
        ("Empty", [], first),
        ("Hidden", [["id"], ["h"]], hide),
        ("Люді", TABLE),
        ("More", [["id", "name"], [9, "x"]]),
    )
    whole = read(book)
    assert whole.detection.sheet == "Люді"
    assert whole.detection.sheets == ("Empty", "Hidden", "Люді", "More")
    assert whole.cells == READ
    assert whole.warnings == ["several-sheets"]
    assert read(book, sheet="More").cells == [("9", "x")]
    assert read(book, sheet="Hidden", has_header=True).cells == [("h",)]
    with pytest.raises(Unreadable) as refusal:
        read(book, sheet="Nowhere")
    assert code_of(refusal) == ("no-such-sheet", True)
    assert "Nowhere" in str(refusal.value)


def test_cells_merged_downwards_repeat_and_titles_merged_across_are_left_out():
    def merge(book, sheet):
        sheet.merge_range(0, 0, 0, 2, "Contacts of 2024", book.add_format())
        sheet.merge_range(2, 0, 4, 0, "Water", book.add_format())

    rows = [
        [],
        ["department", "name", "room"],
        ["", "Anna", 1],
        ["", "Bob", 2],
        ["", "Eve", 3],
        ["Rail", "Joe", 4],
    ]
    whole = read(xlsx(("Sheet", rows, merge)))
    assert whole.header == ("department", "name", "room")
    assert whole.cells == [
        ("Water", "Anna", "1"), ("Water", "Bob", "2"), ("Water", "Eve", "3"), ("Rail", "Joe", "4"),
    ]  # fmt: skip
    assert [row.number for row in whole.rows] == [3, 4, 5, 6]
    assert set(whole.warnings) == {"merged-cells", "titles-skipped"}


def test_a_table_may_begin_anywhere_in_the_sheet():
    def shifted(_book, sheet):
        for number, row in enumerate(TABLE):
            sheet.write_row(10 + number, 5, row)

    whole = read(xlsx(("Sheet", [], shifted)))
    assert (whole.header, whole.cells) == (("id", "name", "town"), READ)
    assert whole.detection.first_row == 11
    assert [row.number for row in whole.rows] == [12, 13]


def test_cells_with_an_error_are_empty_and_counted():
    def errors(_book, sheet):
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 1, "=A1", None, "fine")

    whole = read(xlsx(("Sheet", [["id", "share", "x"], [1, "", "a"], [2, "", "b"]], errors)))
    assert whole.cells == [("1", "", "a"), ("2", "fine", "b")]
    assert [(w.code, w.facts) for w in whole.detection.warnings] == [("error-cells", {"count": 1})]


def test_an_empty_workbook_is_empty():
    with pytest.raises(Unreadable) as refusal:
        read(xlsx(("One", []), ("Two", [])))
    assert code_of(refusal) == ("empty", True)


@pytest.mark.parametrize("row", [1_048_575, 70_000])
def test_two_cells_far_apart_are_refused_and_take_nobody_down(row):
    def corner(_book, sheet):
        sheet.write(row, 16_383, "far")

    with pytest.raises(Unreadable) as refusal:
        read(xlsx(("Sheet", TABLE, corner)), limits=Limits(memory=512 * 1024 * 1024))
    assert code_of(refusal) == ("too-big", True)


def test_a_cell_repeated_a_thousand_million_times_ends_with_the_sheet():
    whole = read(ods(ods_row(ods_cell("a", repeated=1_000_000_000), ods_cell("b"))))
    assert [len(row.cells) for row in whole.rows] == [16_384]


def test_more_cells_than_memory_is_allowed_for_are_refused():
    rows = ods_row(ods_cell("word " * 12, repeated=1000), repeated=20_000)
    with pytest.raises(Unreadable) as refusal:
        read(ods(rows), limits=Limits(memory=512 * 1024 * 1024))
    assert code_of(refusal) == ("too-big", True)


def test_reading_stops_when_it_takes_too_long():
    with pytest.raises(Unreadable) as refusal:
        read(
            ods(ods_row(ods_cell("word", repeated=10), repeated=900_000)), limits=Limits(seconds=1)
        )
    assert code_of(refusal) == ("too-slow", True)


def test_entities_are_refused_in_every_part():
    entity = '<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY b "&a;&a;">]>'
    good = xlsx(("Sheet", TABLE))
    for part in ("xl__worksheets__sheet1.xml", "docProps__app.xml", "_rels"):
        with zipfile.ZipFile(__import__("io").BytesIO(good)) as archive:
            name = next(n for n in archive.namelist() if n.startswith(part.replace("__", "/")))
            text = archive.read(name).decode()
        head, rest = text.split("?>", 1)
        with pytest.raises(Unreadable) as refusal:
            read(workbooks.changed(good, **{part: f"{head}?>{entity}{rest}"}))
        assert code_of(refusal) == ("bomb", True)


def test_parts_without_a_root_are_empty_or_damage():
    good = xlsx(("Sheet", TABLE))
    assert read(workbooks.changed(good, docProps__app="")).cells == READ
    with pytest.raises(Unreadable) as refusal:
        read(
            workbooks.changed(good, docProps__app="<?xml version='1.0'?>" + " " * 400_000 + "<a/>")
        )
    assert code_of(refusal) == ("damaged", True)


def test_a_part_that_is_not_xml_is_damage():
    with pytest.raises(Unreadable) as refusal:
        read(workbooks.changed(xlsx(("Sheet", TABLE)), xl__workbook="<not <xml"))
    assert code_of(refusal) == ("damaged", True)


def test_a_document_type_without_entities_is_harmless():
    plain = _as_ods()
    manifest = (
        '<?xml version="1.0"?><!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest '
        '1.0//EN" "Manifest.dtd"><manifest:manifest xmlns:manifest="urn:oasis:names:tc:'
        'opendocument:xmlns:manifest:1.0"/>'
    )
    assert read(workbooks.changed(plain, **{"META-INF__manifest.xml": manifest})).cells == READ


def test_protected_workbooks_are_told_apart():
    with pytest.raises(Unreadable) as refusal:
        read(workbooks.compound("EncryptedPackage", b"x" * 5000))
    assert code_of(refusal) == ("encrypted", True)
    manifest = '<?xml version="1.0"?><manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
    with pytest.raises(Unreadable) as refusal:
        read(workbooks.changed(_as_ods(), **{"META-INF__manifest.xml": manifest}))
    assert code_of(refusal) == ("encrypted", True)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (
            workbooks.packed({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
            "not-a-table",
        ),
        (workbooks.packed({"[Content_Types].xml": "<x/>", "xl/workbook.bin": "x"}), "legacy-xlsb"),
        (workbooks.compound("WordDocument", b"x" * 5000), "not-a-table"),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00" + b"\x00" * 50, "legacy-excel"),
        (b"\x00\x00\x1a\x00\x00\x10\x04\x00" + b"\x00" * 50, "legacy-lotus"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "legacy-xml",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"x" * 600,
            "damaged",
        ),
    ],
    ids=["docx", "xlsb", "doc", "excel 2", "lotus", "excel 2003 xml", "broken xls"],
)
def test_what_is_not_read_is_named(content, code):
    with pytest.raises(Unreadable) as refusal:
        read(content)
    assert code_of(refusal) == (code, True)


def test_more_than_the_limit_unpacked_is_refused_before_and_while_unpacking():
    rows = [[f"{n:x}" * 5 for n in range(50)] for _ in range(200)]
    content = xlsx(("Sheet", rows))
    with pytest.raises(Unreadable) as refusal:
        read(content, limits=Limits(spreadsheet=20_000))
    assert code_of(refusal) == ("too-big", True)


def test_a_row_of_a_sheet_is_capped_too():
    rows = [["id", "text"], [1, "a"], [2, "b" * 30_000], [3, "c"]]
    whole = read(xlsx(("Sheet", rows)), limits=Limits(cell=20_000))
    assert [row.cells for row in whole.rows] == [("1", "a"), ("3", "c")]
    assert [(row.number, row.code) for row in whole.refused] == [(3, "row-too-long")]


def test_what_the_reading_process_says(tmp_path, capfdbinary):
    """The same process as above, in this one, where it can be watched."""

    def merge(book, sheet):
        sheet.merge_range(1, 0, 2, 0, "both", book.add_format())

    path = tmp_path / "a.xlsx"
    rows = [["id", "long"], ["", "x" * 50], ["", "y" * 500], [0.1 + 0.2, "z"]]
    path.write_bytes(xlsx(("Sheet", rows, merge), ("Other", [["a"]])))
    sheet_process._tell_all(str(path), "", (100, 1000))
    said = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert said == [
        {"sheets": ["Sheet", "Other"], "hidden": [], "sheet": "Sheet", "merged": 1},
        [["id", "long"], ["both", "x" * 50], None, ["0.3", "z"]],
        True,
    ]
    sheet_process._tell_all(str(path), "Other", (100, 1000))
    assert json.loads(capfdbinary.readouterr().out.splitlines()[1]) == [["a"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x", "x"), (True, "TRUE"), (7, "7"), (7.0, "7"), (-0.0, "0"), (float("nan"), "nan"), (1e300, "1" + "0" * 300),
        (date(2024, 1, 2), "2024-01-02"), (time(1, 2), "01:02:00"), (timedelta(minutes=-90.5), "-PT1H30M30S"), (None, "None"),
    ],
)  # fmt: skip
def test_how_a_value_of_a_sheet_is_written(value, text):
    assert sheet_process._text(value) == text


def test_no_process_is_left_behind_when_the_reader_stops_early(tmp_path):
    path = tmp_path / "big.xlsx"
    path.write_bytes(xlsx(("Sheet", [[n, f"name {n}", n * 2] for n in range(20_000)])))
    found = tables.detect(path)
    with tables.read(path, found) as table:
        next(iter(table))
    listed = subprocess.run(
        ["ps", "-o", "args", "--ppid", str(os.getpid())], capture_output=True, text=True, check=True
    )
    assert "sheet_process" not in listed.stdout
    assert not list(tmp_path.glob("accord-import-*"))
