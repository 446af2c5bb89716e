import pytest

from accord.foundation.imports.reading import encodings
from accord.foundation.imports.reading.rows import Unreadable
from tests.imports.reading.files import read

POLISH = "Zażółć gęślą jaźń;Łódź\nPiękna wieś;Świnoujście\nŻaneta Wójcik;Kraków\n"
ESTONIAN = "Õie Jõgi;Põlva\nÜlle Mägi;Võru\nKärt Šamarin;Pärnu\nTõnis Žukov;Jõhvi\n"
RUSSIAN = "Щербаков Пётр;Ярославль\nЖукова Анна;Нижний Новгород\nЦой Юрий;Хабаровск\n"
UKRAINIAN = "Ґалаґан Їжакевич;Київ\nЄвген Шевчук;Львів\nОлексій Яків;Чернівці\n"
LATVIAN = "Jānis Bērziņš;Rīga\nLiene Kļaviņa;Jēkabpils\nĢirts Šķēle;Cēsis\n"
GREEK = "Γιώργος Παπαδόπουλος;Αθήνα\nΕλένη Ξενάκη;Θεσσαλονίκη\n"
GERMAN = "Jürgen Groß;Köln\nBärbel Schäfer;Zürich\nGötz Müller;Überlingen\n"
FRENCH = "Hélène Lefèvre;Orléans\nFrançois Côté;Québec\nZoé Noël;Besançon\n"
TURKISH = "Işık Yıldız;İstanbul\nGöksel Çağlar;Muğla\nŞule Öztürk;Kırşehir\n"
CHINESE = "王小明;北京市朝阳区\n李静;上海市浦东新区\n张伟;广州市天河区\n"
TAIWANESE = "王小明;臺北市大安區\n李靜宜;高雄市左營區\n張偉;臺中市西屯區\n"
JAPANESE = "やまだ たろう;とうきょう\nスズキ ハナコ;オオサカ\n田中 一郎;きょうと\n"
KOREAN = "김민수;서울특별시 강남구\n이영희;부산광역시 해운대구\n박지훈;대구\n"
HEBREW = "דוד כהן;תל אביב\nשרה לוי;ירושלים\nיוסף מזרחי;חיפה\n"

CODE_PAGES = [
    (POLISH, "cp1250"), (POLISH, "iso8859_2"), (POLISH, "cp852"),
    (ESTONIAN, "cp1257"), (ESTONIAN, "cp1252"), (ESTONIAN, "iso8859_15"),
    (RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (RUSSIAN, "cp866"), (RUSSIAN, "iso8859_5"),
    (UKRAINIAN, "cp1251"), (UKRAINIAN, "koi8_u"),
    (LATVIAN, "cp1257"), (LATVIAN, "iso8859_13"), (GREEK, "cp1253"), (GREEK, "iso8859_7"),
    (GERMAN, "cp1252"), (GERMAN, "mac_roman"), (FRENCH, "cp1252"), (TURKISH, "cp1254"),
    (CHINESE, "gb18030"), (TAIWANESE, "big5"), (JAPANESE, "cp932"), (KOREAN, "cp949"),
    (HEBREW, "cp1255"),
]  # fmt: skip


def _cells(text):
    return [tuple(line.split(";")) for line in text.splitlines()]


@pytest.mark.parametrize(("text", "encoding"), CODE_PAGES)
def test_a_code_page_is_guessed_so_that_the_letters_are_right_and_said_to_be_a_guess(
    text, encoding
):
    whole = read(("name;city\n" + text).encode(encoding))
    assert whole.header == ("name", "city")
    assert whole.cells == _cells(text)
    assert whole.refused == []
    assert not whole.detection.encoding_certain
    assert "encoding-guessed" in whole.warnings


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
@pytest.mark.parametrize("text", [POLISH, RUSSIAN, CHINESE, "Anna;Tallinn\nBob;Riga\n"])
def test_unicode_needs_no_guess_with_a_mark_or_without(text, encoding):
    whole = read(("name;city\n" + text).encode(encoding))
    assert (whole.header, whole.cells) == (("name", "city"), _cells(text))
    assert "encoding-guessed" not in whole.warnings


def _long(rows=40_000):
    return "id,name,town\n" + "".join(f"{n},Person number {n},Town {n % 50}\n" for n in range(rows))


def test_a_byte_far_behind_the_sample_changes_an_encoding_that_was_never_proved():
    plain = _long()
    assert len(plain) > 1_000_000
    whole = read(plain.encode() + "40000,Zażółć Gęślą,Łódź\n40001,Jaźń,Świecie\n".encode("cp1250"))
    assert len(whole.rows) == 40_002
    assert whole.refused == []
    assert whole.cells[-2:] == [("40000", "Zażółć Gęślą", "Łódź"), ("40001", "Jaźń", "Świecie")]
    assert whole.detection.encoding == "cp1250"
    changed = whole.detection.warnings[-1]
    assert (changed.code, changed.facts) == (
        "encoding-changed",
        {"encoding": "cp1250", "line": 40_002},
    )
    assert "40002" in changed.message


def test_utf8_far_behind_the_sample_is_utf8():
    whole = read(_long().encode() + "40000,Zażółć,Łódź\n".encode())
    assert whole.cells[-1] == ("40000", "Zażółć", "Łódź")
    assert (whole.detection.encoding, whole.warnings) == ("utf-8", [])


def test_a_broken_byte_in_utf8_refuses_its_line_alone_near_and_far():
    good = "1,Łódź\n".encode()
    for lines in (2, 200_000):
        whole = read(b"id,town\n" + good * lines + b"2,\xc5\xc5d\xc5\n" + good)
        assert len(whole.rows) == lines + 1
        assert [(row.number, row.code) for row in whole.refused] == [(lines + 2, "undecodable")]
        assert whole.refused[0].raw == "2,\ufffd\ufffdd\ufffd\n"
        assert whole.detection.encoding == "utf-8"


def test_broken_bytes_in_the_sample_are_told_before_anything_is_read():
    whole = read("id,town\n1,Łódź\n".encode() + b"2,\xff\n" + "3,Gdańsk\n".encode())
    broken = whole.detection.warnings[0]
    assert (broken.code, broken.facts["line"], broken.facts["count"]) == ("broken-bytes", 3, 1)


def test_a_byte_that_a_code_page_does_not_have_refuses_its_line():
    text = ("name;town\n" + POLISH).encode("cp1250") + b"X;\x81\x83\n" + b"Y;Z\n"
    whole = read(text, encoding="cp1250")
    assert [(row.number, row.code) for row in whole.refused] == [(5, "undecodable")]
    assert whole.cells[-1] == ("Y", "Z")


def test_a_line_of_utf8_inside_a_code_page_is_read_as_such_and_said():
    whole = read(("name;town\n" + POLISH).encode("cp1250") + "Wójcik;Łódź\n".encode() + b"a;b\n")
    assert whole.cells[-2] == ("Wójcik", "Łódź")
    assert [row.number for row in whole.rows if row.problems] == [5]
    assert whole.rows[-2].problems[0].code == "other-encoding"


def test_an_encoding_that_a_person_chose_is_kept_and_what_does_not_fit_is_refused():
    whole = read(("name;town\n" + RUSSIAN).encode("cp1251"), encoding="utf-8")
    assert whole.rows == []
    assert {row.code for row in whole.refused} == {"undecodable"}
    whole = read(("name;town\n" + RUSSIAN).encode("cp1251"), encoding="cp1251")
    assert whole.cells == _cells(RUSSIAN)


@pytest.mark.parametrize(
    "encoding",
    ["klingon", "rot13", "hex", "zip", "", "a\x00b", "unicode_escape", "utf-7", "punycode"],
)
def test_what_is_no_encoding_of_text_is_refused(encoding):
    with pytest.raises(Unreadable) as refusal:
        read(b"a,b\n1,2\n", encoding=encoding)
    assert refusal.value.code == "encoding"


def test_half_a_character_at_the_end_of_wide_text_refuses_the_last_line_only():
    whole = read("a,b\n1,2\n3,4".encode("utf-16-le") + b"\x35")
    assert whole.cells == [("1", "2")]
    assert [(row.number, row.code) for row in whole.refused] == [(3, "undecodable")]


def test_wide_text_with_a_surrogate_that_has_no_partner_refuses_its_line():
    broken = "5,".encode("utf-16-le") + b"\x00\xd8" + "\n".encode("utf-16-le")
    whole = read(
        b"\xff\xfe" + "a,b\n1,2\n".encode("utf-16-le") + broken + "7,8\n".encode("utf-16-le")
    )
    assert whole.cells == [("1", "2"), ("7", "8")]
    assert [(row.number, row.code) for row in whole.refused] == [(3, "undecodable")]


def test_quotes_and_dashes_alone_tell_a_western_code_page():
    assert encodings.legacy("People’s Association – “Dawn”".encode("cp1252")).encoding == "cp1252"


def test_the_runner_up_would_have_read_something_else():
    guess = encodings.legacy(POLISH.encode("cp1250"))
    assert POLISH.encode("cp1250").decode(guess.other, "replace") != POLISH
