import base64
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.foundation.imports.reading.cards import Address, Name, Photo, Point
from accord.foundation.imports.reading.detection import Limits
from accord.foundation.imports.reading.vcards import flat
from tests.imports.reading.files import read


def cards(text, **chosen):
    content = text if isinstance(text, bytes) else text.encode()
    return read(content, **chosen)


def card(*lines, encoding="utf-8"):
    text = "\r\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""])
    whole = cards(text.encode(encoding) if isinstance(text, str) else text)
    assert len(whole.rows) == 1, whole.refused
    return whole.rows[0]


FULL = """BEGIN:VCARD
VERSION:3.0
UID:urn:uuid:1
N:Tamm;Mari;Liis,Ann;Dr.;PhD
FN:Dr. Mari Tamm
NICKNAME:Mac,M
ORG:Vesi\\, AS;Võrk;Hooldus
TITLE:Juhataja
ROLE:Engineer
EMAIL;TYPE=INTERNET,WORK,pref:mari@example.org
EMAIL;TYPE=HOME:mari@home.example
TEL;TYPE=CELL,VOICE:+372 555 1234
TEL;TYPE=WORK:+372 600 0000
TEL;TYPE=WORK,FAX:+372 600 0001
ADR;TYPE=WORK:PK 5;2. korrus;Veski 7, Tartu mnt;Tartu;Tartumaa;50001;Eesti
LABEL;TYPE=WORK:Veski 7\\nTartu
URL:https://example.org/a?b=1;c
IMPP:xmpp:mari@example.org
X-SKYPE:mari.tamm
BDAY:19800229
NOTE:First line\\nsecond\\; still\\, second
LANG:et
CATEGORIES:Partner,Vee\\,rk
KIND:individual
REV:2024-01-01T00:00:00Z
PHOTO;ENCODING=b;TYPE=PNG:UE5H
 IQ==
END:VCARD
"""


def test_a_card_says_all_it_says():
    whole = cards(FULL)
    row = whole.rows[0]
    found = row.card
    assert (row.number, row.problems, whole.refused) == (1, (), [])
    assert found.name == Name("Tamm", "Mari", "Liis Ann", "Dr.", "PhD")
    assert (found.formatted_name, found.nicknames) == ("Dr. Mari Tamm", ("Mac", "M"))
    assert (found.organisation, found.units) == ("Vesi, AS", ("Võrk", "Hooldus"))
    assert (found.title, found.role, found.kind) == ("Juhataja", "Engineer", "individual")
    assert found.emails == (
        Point("mari@example.org", ("internet", "work"), 1), Point("mari@home.example", ("home",)),
    )  # fmt: skip
    assert found.phones == (
        Point("+372 555 1234", ("cell", "voice")), Point("+372 600 0000", ("work",)),
        Point("+372 600 0001", ("work", "fax")),
    )  # fmt: skip
    assert found.addresses == (
        Address(
            "PK 5", "2. korrus", "Veski 7, Tartu mnt", "Tartu", "Tartumaa", "50001", "Eesti",
            ("work",), 0, "Veski 7\nTartu",
        ),
    )  # fmt: skip
    assert found.urls == (Point("https://example.org/a?b=1;c"),)
    assert found.messaging == (Point("xmpp:mari@example.org"), Point("skype:mari.tamm"))
    assert (found.birthday, found.note) == ("1980-02-29", "First line\nsecond; still, second")
    assert (found.languages, found.categories) == (("et",), ("Partner", "Vee,rk"))
    assert (found.uid, found.revised) == ("urn:uuid:1", "2024-01-01T00:00:00Z")
    assert found.photo == Photo(content=b"PNG!")
    assert (found.counts["TEL"], found.counts["EMAIL"], found.version) == (3, 2, "3.0")


def test_a_card_is_a_row_of_plain_cells_too():
    whole = cards(FULL)
    cells = dict(zip(whole.header, whole.rows[0].cells, strict=True))
    assert whole.header == flat.HEADER
    assert {name: value for name, value in cells.items() if value} == {
        "name": "Dr. Mari Tamm", "prefix": "Dr.", "given name": "Mari",
        "additional names": "Liis Ann", "family name": "Tamm", "suffix": "PhD",
        "nickname": "Mac, M", "kind": "individual", "organisation": "Vesi, AS",
        "unit": "Võrk, Hooldus", "title": "Juhataja", "role": "Engineer",
        "email": "mari@example.org", "email 2": "mari@home.example", "phone": "+372 600 0000",
        "mobile": "+372 555 1234", "fax": "+372 600 0001",
        "street": "PK 5\n2. korrus\nVeski 7, Tartu mnt", "city": "Tartu", "region": "Tartumaa",
        "postcode": "50001", "country": "Eesti", "website": "https://example.org/a?b=1;c",
        "messaging": "xmpp:mari@example.org", "birthday": "1980-02-29",
        "note": "First line\nsecond; still, second", "language": "et",
        "categories": "Partner, Vee,rk", "uid": "urn:uuid:1",
    }  # fmt: skip


def test_version_4_has_addresses_of_numbers_data_and_numbered_preference():
    found = card(
        "VERSION:4.0", "FN:A", 'TEL;VALUE=uri;TYPE="work,voice";PREF=2:tel:+1-418-656-9254;ext=102',
        "TEL;VALUE=uri;PREF=1:tel:+1-1", "EMAIL:mailto:a@example.org", "BDAY:--0203",
        "PHOTO:data:image/png;base64,UE5HIQ==", 'ADR;LABEL="Põik 1, Võru":;;Põik 1;Võru;;;',
    ).card  # fmt: skip
    assert found.phones == (
        Point("+1-418-656-9254 ext. 102", ("work", "voice"), 2), Point("+1-1", (), 1),
    )  # fmt: skip
    assert found.emails == (Point("a@example.org"),)
    assert (found.birthday, found.photo) == ("--02-03", Photo(content=b"PNG!"))
    assert found.addresses[0].label == "Põik 1, Võru"
    assert flat.cells(found)[flat.HEADER.index("phone")] == "+1-1"


def test_version_2_has_bare_kinds_quoted_printable_and_charsets():
    found = card(
        "VERSION:2.1", "N;CHARSET=ISO-8859-2;ENCODING=QUOTED-PRINTABLE:=A3=F3d=BC;=AFaneta",
        "TEL;WORK;VOICE;PREF:1", "NOTE;QUOTED-PRINTABLE:one=0D=0Atwo=", "three =3D", "URL;HOME:http://x",
        r"ADR;HOME:;;C:\new\;1;City", "AGENT:", "BEGIN:VCARD", "FN:Inner", "END:VCARD", "EMAIL;INTERNET:a@b.example",
    ).card  # fmt: skip
    assert found.name == Name("Łódź", "Żaneta")
    assert found.formatted_name == ""
    assert found.shown_name == "Żaneta Łódź"
    assert found.phones == (Point("1", ("work", "voice"), 1),)
    assert found.note == "one\ntwothree ="
    assert found.addresses[0].street == r"C:\new;1"
    assert found.emails == (Point("a@b.example", ("internet",)),)
    assert found.counts["AGENT"] == 1


def test_values_in_raw_bytes_of_their_own_charset():
    text = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=windows-1251:" + "Щука".encode("cp1251")
    text += b"\nNOTE;CHARSET=klingon:" + "Łódź".encode() + b"\nEND:VCARD\n"
    found = cards(text).rows[0].card
    assert (found.formatted_name, found.note) == ("Щука", "Łódź")


@pytest.mark.parametrize("charset", ["a\x00b", "rot13", "utf-7", "unicode_escape", "idna", ""])
def test_a_charset_that_is_none_is_not_followed(charset):
    text = f"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET={charset}:+2AA-\\ud800x\nEND:VCARD\n"
    assert cards(text).rows[0].card.formatted_name == "+2AA-\\ud800x"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
def test_cards_in_wide_text(encoding):
    found = cards(FULL.encode(encoding)).rows[0].card
    assert (found.organisation, found.addresses[0].city) == ("Vesi, AS", "Tartu")
    assert found.units == ("Võrk", "Hooldus")


def test_a_file_in_a_code_page_is_guessed_and_each_card_says_so():
    whole = cards("".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD\n" for name in ("Świętosława", "Żółw", "Anna")
    ).encode("cp1250"))  # fmt: skip
    assert [row.card.formatted_name for row in whole.rows] == ["Świętosława", "Żółw", "Anna"]
    assert [[p.code for p in row.problems] for row in whole.rows] == [
        ["card-encoding-guessed"], ["card-encoding-guessed"], [],
    ]  # fmt: skip
    assert whole.warnings == ["encoding-guessed"]


def test_one_card_not_in_utf8_among_many_that_are():
    good = "BEGIN:VCARD\nFN:Õnne Äär\nEND:VCARD\n".encode()
    bad = "BEGIN:VCARD\nFN:Jürgen Groß\nEND:VCARD\n".encode("cp1252")
    whole = cards(good * 5 + bad + good)
    assert [row.card.formatted_name for row in whole.rows] == ["Õnne Äär"] * 5 + [
        "Jürgen Groß",
        "Õnne Äär",
    ]
    assert [row.number for row in whole.rows if row.problems] == [16]


def test_bad_cards_cost_themselves_only():
    whole = cards(
        "\n\nBEGIN:VCARD\nVERSION:3.0\nEND:VCARD\nrubbish: between\n"
        "BEGIN:VCARD\nFN:Never ended\n"
        "BEGIN:VCARD \nFN:Fine\nno colon here\n:no name\nBAD NAME:x\nX-odd/name-1:ok\nEND:VCARD  \n"
        "BEGIN:VCARD\nFN:Cut off"
    )
    assert [(row.number, row.code) for row in whole.refused] == [
        (3, "card-empty"), (7, "card-unfinished"), (16, "card-unfinished"),
    ]  # fmt: skip
    assert whole.refused[1].raw == "FN:Never ended"
    assert [row.card.formatted_name for row in whole.rows] == ["Fine"]
    problems = [(p.code, p.facts) for p in whole.rows[0].problems]
    assert problems == [("lines-not-understood", {"count": 3})]


def test_grouped_properties_and_their_labels():
    found = card("FN:A", "item1.EMAIL:a@b.example", "item1.X-ABLabel:_$!<Assistant>!$_", "ITEM2.TEL:1",
                 "item2.X-ABLabel:Kodu", "TEL:2").card  # fmt: skip
    assert found.emails == (Point("a@b.example", label="Assistant"),)
    assert found.phones == (Point("1", label="Kodu"), Point("2"))


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["KIND:org"], "org"),
        (["X-ADDRESSBOOKSERVER-KIND:group"], "group"),
        (["X-ABShowAs:COMPANY"], "org"),
        ([], ""),
    ],
)
def test_what_kind_of_party_a_card_is_for(lines, kind):
    assert card("FN:A", *lines).card.kind == kind


@pytest.mark.parametrize(
    ("stated", "read_as"),
    [("1985-01-28T00:00:00Z", "1985-01-28"), ("19850128", "1985-01-28"), ("0000", ""), ("--01-28", "--01-28"), ("soon", "")],
)  # fmt: skip
def test_birthdays(stated, read_as):
    assert card("FN:A", f"BDAY:{stated}").card.birthday == read_as


def test_a_picture_that_is_too_big_is_left_out_and_the_card_kept():
    packed = base64.b64encode(b"x" * 900_000).decode()
    folded = "\r\n ".join(packed[n : n + 70] for n in range(0, len(packed), 70))
    row = card("FN:A", f"PHOTO;ENCODING=b:{folded}", "TEL:1")
    assert row.card.photo is None
    assert row.card.phones == (Point("1"),)
    assert [(p.code, p.facts) for p in row.problems] == [("value-too-long", {"property": "PHOTO"})]


def test_a_card_that_is_too_long_is_refused():
    notes = "".join(f"NOTE:{'x' * 5000}\n" for _ in range(30))
    whole = read(
        f"BEGIN:VCARD\nFN:A\n{notes}END:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n".encode(),
        limits=Limits(row=100_000),
    )
    assert [(row.number, row.code) for row in whole.refused] == [(1, "card-too-long")]
    assert [row.card.formatted_name for row in whole.rows] == ["B"]


def test_pictures_in_lines_that_are_not_indented():
    row = card("VERSION:2.1", "FN:A", "PHOTO;BASE64:", "UE5H", "IQ==", "", "TEL:1")
    assert (row.card.photo, row.card.phones, row.problems) == (
        Photo(content=b"PNG!"),
        (Point("1"),),
        (),
    )


def test_a_picture_elsewhere_and_one_that_is_broken():
    assert card("FN:A", "PHOTO;VALUE=uri:https://example.org/a.png").card.photo == Photo(
        url="https://example.org/a.png"
    )
    assert card("FN:A", "PHOTO;ENCODING=b:###").card.photo is None


def test_a_line_that_kills_other_parsers_takes_no_time():
    row = card(
        "FN:A",
        "X" + ";a=b=b=b" * 30 + "=b" * 20_000,
        "TEL" + ';TYPE="' * 5000 + ":1",
        "N" + ";A" * 9000 + ":x",
    )
    assert row.card.formatted_name == "A"


WORD = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x24FF, exclude_categories=["Cs", "Cc", "Zs"]),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORD, min_size=9, max_size=9))
def test_what_another_library_writes_is_read_the_same(words):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import vobject

        made = vobject.vCard()
        made.add("n").value = vobject.vcard.Name(words[0], words[1], words[2], words[3], words[4])
        made.add("fn").value = words[5]
        made.add("org").value = [words[6], words[7]]
        made.add("note").value = "\n".join(words)
        made.add("adr").value = vobject.vcard.Address(street=words[8], city=words[0], code=words[1])
        text = made.serialize()
    found = cards(text).rows[0].card
    assert found.name == Name(*words[:5])
    assert (found.formatted_name, found.organisation, found.units) == (
        words[5],
        words[6],
        (words[7],),
    )
    assert found.note == "\n".join(words)
    assert (found.addresses[0].street, found.addresses[0].city) == (words[8], words[0])


def test_a_calendar_is_no_card():
    from accord.foundation.imports.reading.rows import Unreadable

    with pytest.raises(Unreadable) as refusal:
        cards("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n")
    assert refusal.value.code == "not-a-table"
