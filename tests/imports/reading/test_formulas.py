import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.foundation.imports.reading.formulas import MARK, is_risky, neutralise, restore
from tests.imports.reading.files import read
from tests.imports.reading.workbooks import xlsx


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+1+1", "-1+1", "@SUM(1)", "\tx", "\rx", "\nx", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1",
        "＝1+1", "＋1", "－A1", "＠SUM", "﹦1", "=", "-", "+", "@", "--", "+a", "=cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0", "@SUM(1+9)*cmd|' /C calc'!A0", "+372-555-1234", "+1 (418) 656",
        "-5/2", "-5 -6", "+5 =1", "-1e5", "\x00=1", "\x0b=1", "+372 5551234\n=1",
    ],
)  # fmt: skip
def test_what_may_be_a_formula_gets_an_apostrophe_and_loses_it_again(cell):
    assert neutralise(cell) == "'" + cell
    assert restore(neutralise(cell)) == cell


@pytest.mark.parametrize(
    "cell",
    [
        "", "Anna", "a=b", "1-2", "-5", "+5", "-5.25", "-5,25", "+12 %", "-7%", "+372 5551234", "+3725551234",
        "+48 600 700 800", "'quoted'", "'", "' =x'y", "anna@example.org", "(=1)", '"=1', "5-", "Łódź", "№ 5",
    ],
)  # fmt: skip
def test_everything_else_stays_as_it_is(cell):
    expected = "''" + cell[1:] if is_risky(cell.lstrip("'")) and cell.startswith("'") else cell
    assert neutralise(cell) == expected
    assert restore(neutralise(cell)) == cell


def test_a_persons_own_apostrophe_survives():
    assert (neutralise("'=1"), restore("''=1")) == ("''=1", "'=1")
    assert (neutralise("''=1"), restore("'''=1")) == ("'''=1", "''=1")
    assert restore("'t Hooft") == "'t Hooft"


@given(st.text())
def test_any_text_survives_the_round_trip(cell):
    assert restore(neutralise(cell)) == cell


@given(st.text(alphabet="=+-@'\t\r\n 1a.\u200b＝－", max_size=8))
def test_any_text_that_looks_risky_survives_and_is_harmless(cell):
    assert restore(neutralise(cell)) == cell
    assert not is_risky(neutralise(cell))


RISKY = ["=1+1", "-5", "+372 5551234", "+372-555-1234", "'=1", "plain", "＝x"]


def _exported(mark):
    out = io.StringIO()
    csv.writer(out).writerows(
        [["name", "note", mark], *([["n", neutralise(each), ""] for each in RISKY])]
    )
    return out.getvalue().encode()


def test_a_file_of_ours_is_restored_and_one_of_others_is_not():
    assert [row.cells[1] for row in read(_exported(MARK)).rows] == RISKY
    assert [row.cells[1] for row in read(_exported("other")).rows] == [
        neutralise(each) for each in RISKY
    ]


def test_a_workbook_of_ours_is_restored_too():
    rows = [["name", "note", MARK], *([["n", neutralise(each)] for each in RISKY])]
    whole = read(
        xlsx(("S", rows, lambda _b, s: [s.write_string(n, 1, r[1]) for n, r in enumerate(rows)]))
    )
    assert [row.cells[1] for row in whole.rows] == RISKY
