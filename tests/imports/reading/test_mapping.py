import pytest

from accord.foundation.imports.reading.mapping import Field, propose

FIELDS = [
    Field("name", "Name", {
        "en": ["full name", "organisation name", "legal name"], "pl": ["nazwa", "imię i nazwisko"], "et": ["nimi"],
        "ru": ["имя", "наименование", "фио"], "zh-Hans": ["姓名", "名称"],
    }),
    Field("given_name", "Given name", {
        "en": ["first name"], "pl": ["imię"], "et": ["eesnimi"], "ru": ["имя"], "zh-Hans": ["名"],
    }),
    Field("family_name", "Family name", {
        "en": ["last name", "surname"], "pl": ["nazwisko"], "et": ["perekonnanimi"], "ru": ["фамилия"], "zh-Hans": ["姓"],
    }),
    Field("email", "E-mail", {
        "en": ["mail", "email address"], "pl": ["adres e-mail", "poczta"], "et": ["e-post"],
        "ru": ["электронная почта", "почта"], "zh-Hans": ["邮箱", "电子邮件"],
    }, kind="mail"),
    Field("phone", "Phone", {
        "en": ["telephone", "tel", "mobile"], "pl": ["telefon"], "et": ["telefon"], "ru": ["телефон"], "zh-Hans": ["电话"],
    }, kind="phone"),
    Field("country", "Country", {
        "pl": ["kraj"], "et": ["riik"], "ru": ["страна"], "zh-Hans": ["国家"],
    }, kind="country"),
    Field("lei", "LEI", {"en": ["legal entity identifier"]}, kind="lei"),
    Field("born", "Born on", {"en": ["birthday", "date of birth"], "pl": ["data urodzenia"]}, kind="date"),
]  # fmt: skip


def keys(headers, rows=()):
    return {column: each.field for column, each in propose(headers, FIELDS, rows).items()}


@pytest.mark.parametrize(
    "headers",
    [
        ["First name", "Last name", "E-mail", "Telephone", "Country"],
        ["imię", "nazwisko", "adres e-mail", "telefon", "kraj"],
        ["Eesnimi", "Perekonnanimi", "E-post", "Telefon", "Riik"],
        ["given_name", "ФАМИЛИЯ", "Электронная почта", "Телефон", "Страна"],
        ["名", "姓", "邮箱", "电话", "国家"],
        ["firstName", "lastName", "emailAddress", "phone", "COUNTRY"],
        ["first-name ", " Surname", "e mail", "tel.", "country:"],
    ],
)
def test_headers_in_every_language_find_their_fields(headers):
    assert keys(headers) == {
        0: "given_name",
        1: "family_name",
        2: "email",
        3: "phone",
        4: "country",
    }


def test_slips_of_the_pen_and_words_around_are_forgiven():
    found = propose(
        ["Telefone", "Contact phone number", "客户电话", "natonality", "Surnmae"], FIELDS
    )
    assert {each.header: (each.field, each.reason) for each in found.values()} == {
        "Telefone": ("phone", "alike"), "Surnmae": ("family_name", "alike"),
    }  # fmt: skip
    assert keys(["Contact phone number"]) == {0: "phone"}
    assert keys(["客户电话"]) == {0: "phone"}


def test_no_field_is_proposed_twice_and_the_best_name_wins():
    found = propose(["Work e-mail", "E-mail", "mail"], FIELDS)
    assert {each.header: each.field for each in found.values()} == {"E-mail": "email"}
    assert found[1].score == 1.0


def test_what_the_cells_look_like_speaks_where_the_name_says_nothing():
    rows = [
        ["anna@example.org", "Tartu", "529900T8BM49AURSDO55"],
        ["bob@example.org", "Riga", "529900T8BM49AURSDO55"],
    ]
    found = propose(["Kontakt", "???", "Kood"], FIELDS, rows)
    assert {column: (each.field, each.reason) for column, each in found.items()} == {
        0: ("email", "content"), 2: ("lei", "content"),
    }  # fmt: skip


def test_what_the_cells_look_like_speaks_against_a_name():
    rows = [["12", "a@b.example"], ["15", "c@d.example"]]
    found = propose(["mail count", "address"], FIELDS, rows)
    assert {column: each.field for column, each in found.items()} == {1: "email"}


def test_short_words_must_be_equal():
    assert keys(["lea", "tex", "id"]) == {}


def test_nothing_to_map():
    assert propose([], FIELDS) == {}
    assert propose(["", "  ", "name"], []) == {}
    assert keys(["", "x"]) == {}


def test_the_longest_headers_and_very_many_of_them_take_no_time():
    found = propose(["name " * 10_000, *[f"column {n}" for n in range(16_000)], "email"], FIELDS)
    assert found[16_001].field == "email"
