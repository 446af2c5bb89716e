import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from accord.foundation.fields.models import Field
from accord.foundation.fields.values import clean, clean_all, show, typed
from accord.foundation.kernel.errors import Invalid

OPTIONS = [
    {"key": "well", "labels": {"en": "Own well", "et": "Oma kaev"}},
    {"key": "river", "labels": {"en": "River"}, "is_archived": True},
]


def make(kind, **more):
    return Field(key="f", kind=kind, labels={"en": "F"}, options=OPTIONS, **more)


@pytest.mark.parametrize(
    ("kind", "raw", "kept"),
    [
        ("text", "  Ä b ", "Ä b"),
        ("text", "\u200b ", None),
        ("number", "12", 12),
        ("number", "1 200,5", 1200.5),
        ("number", "1'200.5", 1200.5),
        ("number", -3, -3),
        ("date", "2026-02-28", "2026-02-28"),
        ("choice", "well", "well"),
        ("choice", "OMA KAEV", "well"),
        ("choices", "Own well; river", ["well", "river"]),
        ("choices", ["well", "well"], ["well"]),
        ("choices", [], None),
        ("party", "17", 17),
        ("link", "https://example.org/a?b", "https://example.org/a?b"),
        ("text", None, None),
    ],
)
def test_what_people_give_is_kept_in_one_shape(kind, raw, kept):
    assert clean(make(kind), raw) == kept


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("text", "x" * 1001),
        ("text", "a\x00b"),
        ("number", "twelve"),
        ("number", "nan"),
        ("number", "1,2,3"),
        ("number", True),
        ("number", "1_000"),
        ("date", "2026-02-30"),
        ("date", "28.02.2026"),
        ("choice", "lake"),
        ("choices", "well; lake"),
        ("party", "-3"),
        ("party", "x"),
        ("party", "9" * 5000),
        ("link", "javascript:alert(1)"),
        ("link", "https://"),
        ("link", "http://[::1"),
    ],
)
def test_what_is_no_value_of_the_kind_is_refused_at_its_field(kind, raw):
    with pytest.raises(Invalid) as refused:
        clean(make(kind), raw)
    assert refused.value.field == "f"


@pytest.mark.parametrize(
    ("language", "raw", "kept"),
    [
        ("en", "1,200", 1200), ("zh-hans", "1,200,500.5", 1200500.5), ("en", "-12,000", -12000),
        ("en", "12,5", 12.5), ("en", "0,125", 0.125), ("en", "1200,125", 1200.125),
        ("pl", "1,200", 1.2), ("et", "1,200", 1.2), ("ru", "1\u00a0200,5", 1200.5),
        ("pl", "\u22125", -5), ("pl", "1\u2009200", 1200),
    ],
)  # fmt: skip
def test_a_number_is_read_as_its_language_writes_it(language, raw, kept):
    with translation.override(language):
        assert clean(make("number"), raw) == kept


def test_a_required_field_is_not_taken_away():
    with pytest.raises(Invalid):
        clean(make("text", is_required=True), " ")


def test_a_key_that_is_no_field_is_refused():
    with pytest.raises(Invalid):
        clean_all({"f": make("text")}, {"f": "a", "g": "b"})


def test_values_are_shown_in_the_language_of_who_looks():
    with translation.override("et"):
        assert show(make("choice"), "well") == "Oma kaev"
        assert show(make("choices"), ["well", "river", "gone"]) == "Oma kaev, River, gone"
    assert show(make("party"), 3, {3: "Anna"}) == "Anna"
    assert show(make("party"), 4, {3: "Anna"}) == ""
    assert show(make("number"), 1.5) == "1.5"
    assert show(make("text"), None) == ""


@given(st.text(max_size=300))
def test_any_text_is_refused_or_becomes_one_comparable_row(text):
    try:
        kept = clean(make("text"), text)
    except Invalid:
        return
    rows = typed(Field(pk=1, key="f", kind="text"), 5, kept)
    assert len(rows) == (kept is not None)
    assert all(len(row.text) <= 200 for row in rows)
