"""Whatever bytes come, the answer is rows, refusals, or one refusal; and it comes soon."""

import io
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.foundation.imports.reading import (
    dates,
    formulas,
    headers,
    hints,
    mapping,
    plain_text,
    tables,
)
from accord.foundation.imports.reading.detection import Limits
from accord.foundation.imports.reading.rows import Refused, Row, Unreadable
from accord.foundation.imports.reading.vcards import building, properties, stream
from accord.foundation.kernel.text import storable
from tests.imports.reading.workbooks import packed, xls, xlsx

CARD = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:=C4=E4;B\r\nitem1.TEL;"
    b'TYPE="a,b":tel:+1;ext=2\r\nPHOTO;ENCODING=b:UE5H\r\n IQ==\r\nADR:;;Street;City\r\nEND:VCARD\r\n'
)
TEXT = 'id;name;note\r\n1;"Żółw; A";"two\r\nlines"\r\n2;Łódź;"say ""hi"""\r\n'
SEEDS = [
    TEXT.encode(), TEXT.encode("cp1250"), TEXT.encode("utf-16"), TEXT.replace(";", "\t").encode("utf-16-le"),
    CARD, CARD * 3, packed({"a.csv": TEXT, "b.vcf": CARD}),
]  # fmt: skip
BOOKS = [xlsx(("S", [["id", "name"], [1, "Anna"]])), xls([["id", "name"], [1, "Anna"]])]
PIECES = [
    b'"', b"'", b"\\", b",", b";", b"\t", b"\r", b"\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"=\r\n", b"\xed\xa0\x80",
    b"BEGIN:VCARD\n", b"END:VCARD\n", b"AGENT:\n", b";CHARSET=rot13:", b";CHARSET=utf-7:", b"PK\x03\x04", b"\x1f\x8b", b"\x80",
]  # fmt: skip

changes = st.lists(
    st.tuples(
        st.integers(0, 600),
        st.integers(0, 30),
        st.one_of(
            st.sampled_from(PIECES),
            st.binary(max_size=8),
            st.sampled_from(PIECES).map(lambda p: p * 200),
        ),
    ),
    max_size=6,
)


def _mutated(seed: bytes, edits) -> bytes:
    for at, gone, new in edits:
        place = at % (len(seed) + 1)
        seed = seed[:place] + new + seed[place + gone :]
    return seed


def _readable(content: bytes) -> None:
    """Read all; everything said must be fit to be stored and shown."""
    refusal = None
    limits = Limits(memory=768 * 1024 * 1024, seconds=20)
    try:
        found = tables.detect(io.BytesIO(content), limits=limits)
        with tables.read(io.BytesIO(content), found, limits=limits) as table:
            for row in table:
                assert isinstance(row, Row | Refused)
                told = (
                    [*row.cells, *(p.message for p in row.problems)]
                    if isinstance(row, Row)
                    else [row.raw, row.message]
                )
                assert all(map(storable, told))
            assert all(storable(warning.message) for warning in table.detection.warnings)
    except Unreadable as caught:
        refusal = caught
    assert refusal is None or (refusal.code and storable(str(refusal)))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SEEDS), changes)
def test_changed_files_never_break_the_reader(seed, edits):
    _readable(_mutated(seed, edits))


def test_a_card_whose_property_has_no_name_is_told_in_words_that_can_be_kept():
    _readable(b"BEGIN:VCARD\r\n\x00VERSION:\x002.1\r\nN:Ann;B\r\nEND:VCARD\r\n")
    _readable(b"BEGIN:VCARD\r\n\xed\xa0\x80X:\x00\r\nN:Ann;B\r\nEND:VCARD\r\n")


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(BOOKS), changes)
def test_changed_workbooks_never_break_the_reader(seed, edits):
    _readable(_mutated(seed, edits))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_never_break_the_reader(content):
    _readable(content)


MODULES = (building, dates, formulas, headers, hints, mapping, plain_text, properties, stream)
PATTERNS = [
    (f"{module.__name__.rpartition('.')[2]}.{name}", value)
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
]
NASTY = [
    "a" * 10_000, "1" * 10_000, " " * 10_000, "1," * 5_000, "1 " * 5_000, "a@" * 5_000, "a." * 5_000, "a@a." * 2_500 + "@",
    "=b" * 5_000, ";a=b" * 2_500, "_$!<" * 2_500, "a_" * 5_000, "aB" * 5_000, "+1-" * 3_000 + "x", "'" * 10_000, "\n" * 10_000,
    "BEGIN" * 2_000, "www." + "." * 10_000, "1:" * 5_000, "-" * 10_000 + "x", "(" * 10_000, "0" * 9_999 + "x", "AGENT" + " " * 9_000,
]  # fmt: skip


def test_the_expressions_are_found():
    assert len(PATTERNS) > 20


@pytest.mark.parametrize(("name", "pattern"), PATTERNS, ids=[name for name, _ in PATTERNS])
def test_no_expression_takes_long(name, pattern):
    for text in NASTY:
        start = time.process_time()
        pattern.fullmatch(text)
        pattern.search(text[:500])
        assert time.process_time() - start < 0.05, (name, text[:20])


@pytest.mark.parametrize(
    "content",
    [
        b'"' * 2_500_000, b'"\n' * 50_000, b'x,"\n' * 50_000, b'a"b\n' * 50_000, b"," * 3_000_000, b'"",' * 500_000,
        b'"a""\n' * 50_000, b"\r" * 3_000_000, b"\x80\n" * 50_000, b"BEGIN:VCARD\n" * 50_000,
        b"BEGIN:VCARD\nX" + b";A=B" * 300_000 + b":\nEND:VCARD", b"BEGIN:VCARD\nNOTE;QUOTED-PRINTABLE:" + b"=\n" * 100_000,
        b"a" + b"\xc3" * 2_000_000, ("ж" * 2_000_000).encode("koi8-r"), b"\xe4\n" * 50_000 + b"\x81\n" * 1000,
    ],
    ids=range(15),
)  # fmt: skip
def test_large_nasty_files_take_seconds_not_hours(content):
    start = time.process_time()
    _readable(content)
    assert time.process_time() - start < 30
