"""Dates, numbers, lists and names in five languages, in the person's own time."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from accord.foundation.kernel.text import initials, tone
from accord.foundation.ui import formats

NOW = datetime(2026, 11, 19, 9, 12, tzinfo=UTC)  # a Thursday
TODAY = date(2026, 11, 19)
LANGUAGES = ["en", "pl", "et", "ru", "zh-hans"]


@pytest.fixture(params=LANGUAGES)
def language(request):
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def tallinn():
    with timezone.override(ZoneInfo("Europe/Tallinn")):
        yield


def in_language(code, speak):
    with translation.override(code):
        return speak()


def spoken(speak):
    return [
        in_language(code, speak).replace("\xa0", " ").replace("\u202f", " ") for code in LANGUAGES
    ]


def test_a_short_date_names_its_weekday():
    assert spoken(lambda: formats.short_date(date(2026, 11, 27), today=TODAY)) == [
        "Fri 27 Nov", "pt. 27 lis", "R, 27. nov", "пт, 27 нояб.", "11月27日",
    ]  # fmt: skip


def test_a_date_of_another_year_names_the_year():
    assert spoken(lambda: formats.short_date(date(2028, 3, 1), today=TODAY)) == [
        "1 Mar 2028", "1 mar 2028", "1. märts 2028", "1 мар. 2028", "2028年3月1日",
    ]  # fmt: skip


def test_new_year_is_near_in_december():
    assert formats.short_date(date(2027, 1, 2), today=date(2026, 12, 28)) == "Sat 2 Jan"


def test_a_day_and_month():
    assert spoken(lambda: formats.day_month(date(2026, 11, 12), today=TODAY)) == [
        "12 Nov", "12 lis", "12. nov", "12 нояб.", "11月12日",
    ]  # fmt: skip


def test_a_long_date():
    assert spoken(lambda: formats.long_date(TODAY)) == [
        "Thursday, 19 November 2026",
        "czwartek, 19 listopada 2026",
        "neljapäev, 19. november 2026",
        "четверг, 19 ноября 2026 г.",
        "2026年11月19日星期四",
    ]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (TODAY, "today"),
        (TODAY + timedelta(1), "tomorrow"),
        (TODAY - timedelta(1), "yesterday"),
        (TODAY + timedelta(4), "in 4 d"),
        (TODAY + timedelta(14), "in 14 d"),
        (TODAY + timedelta(15), "Fri 4 Dec"),
        (TODAY - timedelta(2), "2 d ago"),
        (TODAY - timedelta(15), "Wed 4 Nov"),
        (NOW.replace(hour=16, minute=0), "today 16:00"),
    ],
)
def test_near_days_are_told_as_distances(moment, words):
    assert formats.when(moment, at=NOW) == words


@pytest.mark.parametrize(
    ("moment", "words", "state"),
    [
        (TODAY - timedelta(2), "2 d late", "late"),
        (TODAY - timedelta(1), "1 d late", "late"),
        (TODAY, "today", "soon"),
        (NOW.replace(hour=16, minute=0), "today 16:00", "soon"),
        (NOW.replace(hour=8, minute=0), "late since 08:00", "late"),
        (TODAY + timedelta(4), "in 4 d", ""),
        (TODAY + timedelta(30), "Sat 19 Dec", ""),
    ],
)
def test_the_clock_says_how_a_due_date_stands(moment, words, state):
    since = TODAY - timedelta(10)
    due = formats.due(moment, at=NOW, since=since)
    assert (due.words, due.state) == (words, state)


def test_the_clock_counts_the_used_part_and_warns_in_the_last_fifth():
    due = formats.due(TODAY + timedelta(3), at=NOW, since=TODAY - timedelta(36))
    assert due.part == pytest.approx(0.91, abs=0.01)
    assert due.state == "soon"


def test_what_was_kept_says_when():
    due = formats.due(TODAY, at=NOW, kept=date(2026, 11, 12))
    assert (due.words, due.part, due.state) == ("kept 12 Nov", 1.0, "done")
    assert due.full == "Thursday, 19 November 2026"


@pytest.mark.usefixtures("tallinn")
def test_a_day_is_late_only_when_it_is_over_where_the_person_is():
    late_evening = datetime(2026, 11, 19, 21, 59, tzinfo=UTC)  # 23:59 in Tallinn
    assert formats.due(TODAY, at=late_evening).state == "soon"
    assert formats.due(TODAY, at=late_evening + timedelta(minutes=2)).words == "1 d late"


@pytest.mark.usefixtures("tallinn")
def test_moments_are_shown_in_the_persons_time():
    assert formats.stamp(datetime(2026, 11, 14, 22, 30, tzinfo=UTC), at=NOW) == "Sun 15 Nov, 00:30"
    assert formats.full(datetime(2026, 11, 14, 22, 30, tzinfo=UTC)) == (
        "Sunday, 15 November 2026, 00:30"
    )


def test_an_event_of_another_year_has_no_hour():
    assert formats.stamp(datetime(2024, 2, 3, 8, 0, tzinfo=UTC), at=NOW) == "3 Feb 2024"


def test_numbers():
    assert spoken(lambda: formats.number(1234567)) == [
        "1,234,567", "1 234 567", "1 234 567", "1 234 567", "1,234,567",
    ]  # fmt: skip
    assert spoken(lambda: formats.number(3.14159, 2)) == ["3.14", "3,14", "3,14", "3,14", "3.14"]
    assert spoken(lambda: formats.number(12)) == ["12"] * 5


def test_shares_of_a_whole():
    assert spoken(lambda: formats.percent(0.843)) == ["84%", "84%", "84%", "84 %", "84%"]
    assert in_language("pl", lambda: formats.percent(Decimal("0.4234"), 1)) == "42,3%"


def test_money():
    assert spoken(lambda: formats.money(Decimal("38000.5"), "EUR")) == [
        "€38,000.50", "38 000,50 €", "38 000,50 €", "38 000,50 €", "€38,000.50",
    ]  # fmt: skip


def test_lists_are_joined_as_people_do():
    assert spoken(lambda: formats.listing(["Anna", "Jan", "Liis"])) == [
        "Anna, Jan, and Liis", "Anna, Jan i Liis", "Anna, Jan ja Liis", "Anna, Jan и Liis",
        "Anna、Jan和Liis",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (1023, "1,023 bytes"),
        (1536, "1.5 kB"),
        (10_485_760, "10 MB"),
        (5 * 1024**5, "5,120 TB"),
    ],
)
def test_file_sizes(count, words):
    assert formats.file_size(count) == words


def test_big_numbers_are_told_short():
    assert formats.compact(12_300) == "12K"


@pytest.mark.parametrize(
    ("given", "family", "name"),
    [
        ("Jonas", "Vetter", "Jonas Vetter"),
        ("Олег", "Сидоренко", "Олег Сидоренко"),
        ("梅", "陈", "陈梅"),
        ("민수", "김", "김민수"),
        ("Mei", "Chen", "Mei Chen"),
        ("", "Vetter", "Vetter"),
        ("Jonas", "", "Jonas"),
    ],
)
def test_names_are_put_in_their_order(given, family, name):
    assert formats.full_name(given, family) == name


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Jonas Vetter", "JV"), ("Олег Сидоренко", "ОС"), ("陈梅", "陈"), ("陈梅 Chen Mei", "陈"),
        ("Łukasz Żak", "ŁŻ"), ("Õnne Ülo", "ÕÜ"), ("«Вода»", "В"), ("", "?"), ("---", "?"),
    ],
)  # fmt: skip
def test_initials_in_any_script(name, letters):
    assert initials(name) == letters


@pytest.mark.usefixtures("language")
def test_every_word_can_be_said_in_every_language():
    assert formats.when(TODAY + timedelta(4), at=NOW)
    assert formats.due(TODAY - timedelta(2), at=NOW).words
    assert formats.days_short(26)
    assert formats.long_date(TODAY)
    assert formats.number(1234.5)
    assert formats.percent(0.5)


def test_a_picture_keeps_its_colour():
    assert {tone(name) for name in ("Anna", "Jan", "陈梅", "", "Олег")} <= set(range(1, 7))
    assert tone("Anna") == tone("Anna")
