import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.foundation.imports.reading.detection import Detection, Limits
from tests.imports.reading.files import read


def test_cells_hold_delimiters_quotes_and_line_ends_as_they_were_written():
    whole = read(b'a,b,c\r\n1,"x, ""y""\r\nz",3\r\n"l\nm",,""\r\n')
    assert whole.header == ("a", "b", "c")
    assert whole.cells == [("1", 'x, "y"\r\nz', "3"), ("l\nm", "", "")]
    assert [row.number for row in whole.rows] == [2, 4]
    assert whole.detection.line_end == "mixed"


@pytest.mark.parametrize(("end", "name"), [("\n", "lf"), ("\r\n", "crlf"), ("\r", "cr")])
def test_each_way_to_end_a_line(end, name):
    whole = read(end.join(["id,name", "1,Anna", "", "2,Bob", ""]).encode())
    assert whole.cells == [("1", "Anna"), ("2", "Bob")]
    assert [row.number for row in whole.rows] == [2, 4]
    assert whole.detection.line_end == name


def test_mixed_line_ends_and_other_separators_of_unicode():
    whole = read("id,name\r\n1,a\x0bb\n2,c\u2028d\r3,e\x85f\n\n\n".encode())
    assert whole.cells == [("1", "a\x0bb"), ("2", "c\u2028d"), ("3", "e\x85f")]
    assert whole.detection.line_end == "mixed"


def test_a_line_end_torn_between_two_pieces_is_one():
    row = "x" * 97 + ",y\r\n"
    whole = read(("a,b\r\n" + row * 20_000).encode())
    assert len(whole.rows) == 20_000
    assert {row.cells for row in whole.rows} == {("x" * 97, "y")}
    assert whole.rows[-1].number == 20_001


def test_ragged_rows_are_read_and_named():
    whole = read(b"id,name,age\n1,Anna\n2,Bob,30,extra\n3,Eve,31,,\n4,Joe,32\n")
    assert whole.cells == [
        ("1", "Anna", ""), ("2", "Bob", "30", "extra"), ("3", "Eve", "31"), ("4", "Joe", "32"),
    ]  # fmt: skip
    problems = [[(p.code, p.facts) for p in row.problems] for row in whole.rows]
    assert problems == [
        [("too-few-cells", {"cells": 2, "columns": 3})],
        [("too-many-cells", {"cells": 4, "columns": 3})],
        [],
        [],
    ]


def test_blank_rows_are_left_out_wherever_they_stand():
    whole = read(b"\n\n ,\nid,name\n,,\n1,Anna\n  \n\t\n2,Bob\n,\n")
    assert (whole.header, whole.cells) == (("id", "name"), [("1", "Anna"), ("2", "Bob")])
    assert [row.number for row in whole.rows] == [6, 9]


def test_a_quote_nobody_closes_costs_its_own_line_and_no_other():
    rest = "".join(f'{n},"name {n}",ok\n' for n in range(3, 500))
    whole = read(f'id,name,state\n1,plain,ok\n2,"open,ok\n{rest}'.encode())
    assert [(row.number, row.code) for row in whole.refused] == [(3, "unclosed-quote")]
    assert whole.refused[0].raw == '2,"open,ok\n'
    assert len(whole.rows) == 498
    assert whole.rows[1].cells == ("3", "name 3", "ok")
    assert whole.rows[-1].cells == ("499", "name 499", "ok")


def test_a_quote_nobody_closes_in_a_long_file_without_quotes():
    rest = "".join(f"{n},{'x' * 90},ok\n" for n in range(3, 60_000))
    whole = read(f'id,name,state\n2,"open,ok\n{rest}'.encode())
    assert [(row.number, row.code) for row in whole.refused] == [(2, "unclosed-quote")]
    assert len(whole.rows) == 59_997


def test_a_quote_open_at_the_very_end_is_read_and_named():
    whole = read(b'id,name\n1,Anna\n2,"Bob')
    assert whole.cells == [("1", "Anna"), ("2", "Bob")]
    assert [p.code for p in whole.rows[-1].problems] == ["stray-quote"]


def test_stray_quotes_in_one_line_are_read_as_they_stand_and_named():
    whole = read(b'id,size\n1,5" pipe\n2,"6" pipe\n3,"seven"\n')
    assert whole.cells == [("1", '5" pipe'), ("2", '6 pipe"'.replace('"', "")), ("3", "seven")]
    assert [[p.code for p in row.problems] for row in whole.rows] == [[], ["stray-quote"], []]


@pytest.mark.parametrize(
    ("size", "refused"), [(1024 * 1024, []), (1024 * 1024 + 1, ["cell-too-long"])]
)
def test_one_cell_is_capped(size, refused):
    whole = read(b"id,text\n1,a\n2," + b"x" * size + b"\n3,b\n")
    assert [row.code for row in whole.refused] == refused
    assert [row.cells[0] for row in whole.rows] == (["1", "3"] if refused else ["1", "2", "3"])


def test_one_row_is_capped_with_line_ends_and_without():
    long = b",".join([b"y" * 1000] * 3000)
    whole = read(b"id,text\n1,a\n" + long + b"\n3,b\n")
    assert [(row.number, row.code) for row in whole.refused] == [(3, "row-too-long")]
    assert len(whole.refused[0].raw) <= 501
    assert whole.cells == [("1", "a"), ("3", "b")]
    whole = read(b"id,text\n1,a\n" + b"z" * 5_000_000)
    assert whole.cells == [("1", "a")]
    assert [(row.number, row.code) for row in whole.refused] == [(3, "row-too-long")]


def test_too_many_columns_refuse_a_row():
    whole = read(b"id,text\n1,a\n" + b"," * 20_000 + b"x\n3,b\n")
    assert [(row.number, row.code) for row in whole.refused] == [(3, "too-many-columns")]
    assert whole.cells == [("1", "a"), ("3", "b")]


def test_zero_bytes_refuse_a_row():
    whole = read(b"id,text\n1,a\n2,b\x00c\n3,d\n")
    assert [(row.number, row.code, row.raw) for row in whole.refused] == [
        (3, "zero-byte", "2,b\ufffdc\n")
    ]
    assert whole.cells == [("1", "a"), ("3", "d")]


def test_a_long_cell_within_the_cap_is_read_whatever_the_library_was_set_to():
    before = csv.field_size_limit(1000)
    try:
        whole = read(b"id,text\n1," + b"x" * 300_000 + b"\n")
        assert len(whole.cells[0][1]) == 300_000
    finally:
        csv.field_size_limit(before)


TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=300, deadline=None)
@given(
    rows=st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=8),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]),
)
def test_whatever_was_written_is_read_again(rows, delimiter, end, encoding):
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        [["x", "y", "z"], *rows]
    )
    detection = Detection("csv", encoding=encoding, delimiter=delimiter, quote='"', has_header=True)
    whole = read(written.getvalue().encode(encoding), detection=detection)
    kept = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    assert (whole.cells, whole.refused) == (kept, [])


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=300), delimiter=st.sampled_from(["", ",", ";"]))
def test_no_byte_is_lost_without_a_word(data, delimiter):
    """Every line is a row, a refusal, part of one of them, or blank."""
    detection = Detection("csv", encoding="latin-1", delimiter=delimiter, quote='"')
    whole = read(b"1,2\n" + data, detection=detection, limits=Limits(row=100, cell=100))
    told = {row.number for row in (*whole.rows, *whole.refused)}
    lines = list(io.StringIO(("1,2\n" + data.decode("latin-1")), newline=""))
    for number, line in enumerate(lines, start=1):
        if '"' not in "".join(lines) and line.strip(" \r\n\t,;\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0"):
            assert number in told
