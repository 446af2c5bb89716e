import pytest

from accord.foundation.imports.reading import headers, hints
from tests.imports.reading.files import read


@pytest.mark.parametrize(
    ("text", "has_header"),
    [
        ("id,name\n1,Anna\n2,Bob\n", True),
        ("1,Anna\n2,Bob\n3,Eve\n", False),
        ("Anna,Tartu\nBob,Riga\nEve,Narva\n", True),
        ("Anna,Tartu\nBob,Riga\nEve,Tartu\n", False),
        ("name,town\nAnna,Tartu\nBob,Riga\n", True),
        ("Tartu,Anna\nRiga,Bob\nTartu,Eve\nRiga,Joe\n", False),
        ("anna@example.org,Anna\nbob@example.org,Bob\n", False),
        ("when,what\n2024-01-02,x\n2024-01-03,y\n", True),
        ("2024-01-01,w\n2024-01-02,x\n2024-01-03,y\n", False),
        ("town;2019;2020;2021\nTartu;5.1;6.2;7.3\nRiga;8.4;9.5;1.6\n", True),
        ("imię;nazwisko;miejscowość\nAnna;Nowak;Łódź\nJan;Kowalski;Kraków\n", True),
        ("имя;город\nАнна;Томск\nИван;Омск\n", True),
        ("姓名,城市\n王小明,北京\n李静,上海\n", True),
        ("nimi\teesnimi\nTamm\tMari\nKask\tJüri\n", True),
        ("name,email\n", True),
        ("Anna,Tartu\n", False),
        ("foo\nfoo\nfoo\nbar\n", False),
    ],
)
def test_whether_the_first_row_names_the_columns(text, has_header):
    whole = read(text.encode())
    assert whole.detection.has_header is has_header
    assert len(whole.rows) == text.count("\n") - has_header


def test_where_nothing_speaks_either_way_it_is_said():
    assert read(b"Anna,Tartu\nBob,Riga\nEve,Narva\n").warnings == ["header-unsure"]


def test_what_is_refused_before_the_table_is_told_all_the_same():
    whole = read(b"x\x00y\nid,name\n1,Anna\n2,Bob\n")
    assert (whole.header, whole.cells) == (("id", "name"), [("1", "Anna"), ("2", "Bob")])
    assert [(row.number, row.code) for row in whole.refused] == [(1, "zero-byte")]
    whole = read(b"1,A\x00nna\n2,Bob\n3,Eve\n")
    assert whole.cells == [("2", "Bob"), ("3", "Eve")]
    assert [(row.number, row.code) for row in whole.refused] == [(1, "zero-byte")]


def test_a_person_may_say_otherwise():
    text = b"id,name\n1,Anna\n"
    whole = read(text, has_header=False)
    assert (whole.header, whole.cells) == (
        ("column 1", "column 2"),
        [("id", "name"), ("1", "Anna")],
    )
    whole = read(b"x\n1,Anna\n2,Bob\n", has_header=True, first_row=2)
    assert (whole.header, whole.cells) == (("1", "Anna"), [("2", "Bob")])


def test_titles_above_the_header_are_left_out_and_said():
    whole = read(b"Contacts of the water works\n\n# as of May\nid,name\n1,Anna\n2,Bob\n")
    assert (whole.header, whole.detection.first_row) == (("id", "name"), 4)
    assert whole.cells == [("1", "Anna"), ("2", "Bob")]
    assert [(w.code, w.facts) for w in whole.detection.warnings] == [
        ("titles-skipped", {"count": 2})
    ]


def test_nothing_is_left_out_where_there_is_no_header():
    whole = read(b"one remark\n1,2\n3,4\n5,6\n")
    assert whole.detection.first_row == 1
    assert [row.cells[0] for row in whole.rows] == ["one remark", "1", "3", "5"]
    assert [row.number for row in whole.rows if row.problems] == [1]


def test_blank_and_repeated_names_become_names_of_their_own():
    whole = read(b"id,,name,id,,id (2),id\n1,a,b,c,d,e,f\n2,a,b,c,d,e,f\n")
    assert whole.header == ("id", "column 2", "name", "id (3)", "column 5", "id (2)", "id (4)")
    warnings = {w.code: w.facts for w in whole.detection.warnings}
    assert warnings["blank-headers"] == {"count": 2, "which": "2, 5"}
    assert warnings["duplicate-headers"] == {"count": 2, "which": "id"}


def test_thousands_of_columns_with_one_name_take_no_time():
    names, remarks = headers.named(["a"] * 16_000)
    assert len(set(names)) == 16_000
    assert remarks[0].facts["count"] == 15_999


def test_names_are_trimmed_and_line_ends_in_them_become_spaces():
    whole = read(b'id ,"first\n name"," town "\n1,Anna,Tartu\n2,Bob,Riga\n')
    assert whole.header == ("id", "first name", "town")


def test_columns_without_names_at_the_end_count_only_when_filled():
    assert read(b"id,name,,\n1,Anna\n2,Bob,,\n").header == ("id", "name")
    whole = read(b"id,name,,\n1,Anna,x\n2,Bob,,\n")
    assert whole.header == ("id", "name", "column 3")
    assert whole.cells == [("1", "Anna", "x"), ("2", "Bob", "")]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("", "blank"), ("  ", "blank"), ("5", "number"), ("-5,25 %", "number"), ("1 000 000.5", "number"),
        ("1e-7", "number"), ("2024-01-02", "date"), ("a.b@example.org", "mail"),
        ("mailto:a@b.example", "mail"), ("a@b", "text"), ("https://x.example", "web"), ("www.x.example", "web"),
        ("+372 555 1234", "phone"), ("+3725551234", "phone"), ("(043) 7245-7234", "phone"), ("003725551234", "phone"),
        ("1 23", "text"), ("yes", "yes-no"), ("Да", "yes-no"), ("EE", "country"), ("PL", "country"), ("XX", "text"),
        ("529900T8BM49AURSDO55", "lei"), ("Anna", "text"), ("x" * 400, "text"),
    ],
)  # fmt: skip
def test_what_a_cell_looks_like(cell, kind):
    assert hints.kind_of(cell) == kind


def test_what_most_cells_of_a_column_look_like():
    assert hints.prevailing(["1", "2", "", "3", "4", "x"]) == "number"
    assert hints.prevailing(["1", "x"]) == "text"
    assert hints.prevailing(["", " "]) == "blank"
