import pytest

from tests.imports.reading.files import read

ROWS = [("name", "town", "age"), ("Anna", "Tallinn", "31"), ("Bob", "Riga", "44")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", " "])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_delimiter_and_quote_are_found(delimiter, quote):
    lines = [delimiter.join(f"{quote}{cell}{quote}" for cell in row) for row in ROWS]
    whole = read("\n".join(lines).encode())
    assert (whole.detection.delimiter, whole.detection.quote) == (delimiter, quote)
    assert (whole.header, whole.cells) == (ROWS[0], ROWS[1:])


def test_decimal_commas_do_not_make_a_delimiter():
    text = "stars;town;price\n3;Paris;81,20\n4;Lyon;111,03\n5;Nice;262,60\n"
    whole = read(text.encode())
    assert whole.detection.delimiter == ";"
    assert whole.cells[0] == ("3", "Paris", "81,20")


def test_commas_inside_quotes_do_not_make_a_delimiter():
    whole = read(b'name;note\n"Doe, J.";"a, b, c"\n"Roe, R.";"d, e, f"\n')
    assert whole.detection.delimiter == ";"
    assert whole.cells == [("Doe, J.", "a, b, c"), ("Roe, R.", "d, e, f")]


def test_columns_set_apart_by_several_spaces():
    whole = read(b"id   name   town\n1    Anna   Tartu\n22   Bob    Narva\n")
    assert whole.header == ("id", "name", "town")
    assert whole.cells == [("1", "Anna", "Tartu"), ("22", "Bob", "Narva")]


def test_a_space_behind_each_delimiter_is_no_part_of_the_cell():
    whole = read(b'ID, Test, Town\n1, "a, b", Tartu\n2, "c", Narva\n')
    assert whole.detection.skip_space
    assert whole.header == ("ID", "Test", "Town")
    assert whole.cells == [("1", "a, b", "Tartu"), ("2", "c", "Narva")]


def test_a_space_behind_some_delimiters_is_kept():
    assert read(b"a,b\nx, y\nz,w\nv,u\n").cells == [("x", " y"), ("z", "w"), ("v", "u")]


def test_backslashes_escape_quotes_where_the_file_does_so():
    whole = read(b'id,text\n1,"say \\"hi\\", twice"\n2,"plain, too"\n3,"x"\n')
    assert whole.detection.escape == "\\"
    assert whole.cells == [("1", 'say "hi", twice'), ("2", "plain, too"), ("3", "x")]


def test_backslashes_are_only_backslashes_elsewhere():
    whole = read(b'id,path\n1,C:\\new\\table\n2,"D:\\"\n')
    assert whole.detection.escape == ""
    assert whole.cells == [("1", "C:\\new\\table"), ("2", "D:\\")]


def test_one_column_is_said_to_be_one():
    whole = read(b"email\nanna@example.org\nbob@example.org\n")
    assert (whole.detection.delimiter, whole.warnings) == ("", ["one-column"])
    assert whole.header == ("email",)
    assert whole.cells == [("anna@example.org",), ("bob@example.org",)]


def test_prose_has_no_columns_though_it_has_commas():
    prose = (
        "Once, long ago, there was a king, old and grey.\nHe had three sons.\n"
        "The first was brave, the second wise.\nThe third was neither\n"
        "One day they left\nNobody knows where to\nNobody asked\n"
    )
    assert read(prose.encode()).detection.delimiter == ""


def test_a_person_may_choose_otherwise():
    text = b"a;b,c;d\n1;2,3;4\n"
    assert read(text, delimiter=",").cells == [("1;2", "3;4")]
    assert read(text, delimiter=";").cells == [("1", "2,3", "4")]
    assert read(text, delimiter="", has_header=False).cells == [("a;b,c;d",), ("1;2,3;4",)]
    assert read(b"a,b\n'x',y\n", quote="'").cells == [("x", "y")]
    assert read(b'a,b\n"x",y\n', quote="").cells == [('"x"', "y")]
