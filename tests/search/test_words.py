"""Words as the index keeps them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.foundation.kernel.text import fold
from accord.foundation.search.letters import LATIN
from accord.foundation.search.marks import excerpt, marked
from accord.foundation.search.words import (
    LONGEST,
    line,
    parts,
    pieces,
    plain,
    sound,
    terms,
    words,
)

LETTERS = st.text(st.characters(categories=["L", "M", "N", "Zs", "P"]), max_size=30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jonas Vetter", ("jonas", "vetter")),
        ("Vetter & Sons", ("vetter", "sons")),
        ("O’Brien, d'Artagnan", ("obrien", "dartagnan")),
        ("S.A. de C.V.", ("sa", "de", "cv")),
        ("Łódź Ærø Straße İstanbul", ("lodz", "aero", "strasse", "istanbul")),
        ("Иванов Фёдорович Щук", ("ivanov", "fedorovich", "shchuk")),
        ("Παπαδόπουλος", ("papadopoulos",)),
        ("გიორგი ბერიძე", ("giorgi", "beridze")),
        ("北京ABC公司", ("北京", "abc", "公司")),
        ("สมชาย ใจดี", ("สมชาย", "ใจดี")),
        ("★ & ☆", ("★", "&", "☆")),
        ("% _ \\ | / \" '", ("&",)[1:]),
        ("   ", ()),
    ],
)
def test_words(text, expected):
    assert words(text) == tuple(unicodedata.normalize("NFKD", word) for word in expected)


@given(LETTERS)
def test_plain_is_folded_in_latin_letters(text):
    assert plain(text) == fold(text).translate(LATIN)


@given(LETTERS)
def test_what_is_typed_so_far_is_the_beginning_of_the_whole(text):
    """Letter by letter: whoever types a name finds it at every keystroke."""
    for word in text.split():
        whole = plain(unicodedata.normalize("NFC", word))
        assert whole.startswith(plain(unicodedata.normalize("NFC", word)[:1])) or not whole


@given(st.lists(LETTERS, max_size=4), st.lists(LETTERS, max_size=3))
def test_a_line_gives_back_the_terms_it_was_made_of(names, others):
    first, second = terms(line(names, others, ["a@b.example", "+123"]))
    assert {"a@b.example", "+123"} <= first
    for name in names:
        for word in words(name):
            assert set(pieces(word)) <= first | second
    for other in others:
        for word in words(other):
            assert set(pieces(word)) <= first | second
    assert all(0 < len(term) <= max(LONGEST + 1, 60) for term in first | second)


def test_every_piece_of_a_spaceless_name_is_kept():
    assert pieces("北京水务局") == ["北京", "京水", "水务", "务局", "局"]
    assert pieces("สมชาย") == ["สมช", "มชา", "ชาย", "าย", "ย"]
    assert pieces("vesi") == ["vesi"]


@pytest.mark.parametrize(
    "same",
    [
        ("iwanow", "ivanov", "ivanoff"),
        ("kowalski", "kovalsky", "kowalsky"),
        ("schmidt", "shmidt", "szmidt"),
        ("muhammad", "mohamed", "محمد"),
        ("meyer", "meier"),
        ("philip", "filip", "filipp"),
    ],
)
def test_words_that_sound_alike(same):
    assert len({sound(word) for word in same}) == 1


def test_parts_begin_late_enough_to_be_worth_keeping():
    assert [part for part in parts("stadtwerke") if part[0] != "~"] == [
        "stadtwerke", "adtwerke", "dtwerke", "twerke", "werke", "erke", "rke",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Jonas Vetter", ["vet"], "Jonas [Vet]ter"),
        ("Stadtwerke Köln", ["werke"], "Stadt[werke] Köln"),
        ("O'Brien", ["obr"], "[O'Br]ien"),
        ("Иванов Пётр", ["ivan"], "[Иван]ов Пётр"),
        ("Щербаков", ["shch"], "[Щ]ербаков"),
        ("ﬁne Straße", ["strass"], "ﬁne [Straß]e"),
        ("北京水务局", ["水务"], "北京[水务]局"),
        ("Anna Anders", ["an"], "[An]na [An]ders"),
        ("Anna", ["an", "ann"], "[An]na"),
        ("Anna", [], "Anna"),
        ("", ["x"], ""),
    ],
)
def test_marks(text, found, expected):
    pieces = marked(text, found)
    assert "".join(f"[{part}]" if is_marked else part for part, is_marked in pieces) == expected


@given(LETTERS, st.lists(LETTERS, max_size=3))
def test_marks_change_no_letter(text, asked):
    found = [word for some in asked for word in words(some)]
    assert "".join(part for part, _ in marked(text, found)) == text


def test_an_excerpt_shows_what_was_looked_for():
    text = "word " * 100 + "the haul road is dusty " + "word " * 100
    shown = "".join(part for part, _ in excerpt(text, ["dusty"]))
    assert "haul road is dusty" in shown
    assert (shown[:2], shown[-2:], len(shown) < 300) == ("… ", " …", True)
