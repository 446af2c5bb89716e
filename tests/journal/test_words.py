import pytest

from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid


def test_words_are_kept_as_said_without_the_blank_around_them():
    assert [said(" Tere ", "words", 4), plain("  ", "words"), plain(" a\nb ", "words")] == [
        "Tere", "", "a\nb",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "why"),
    [("\u200b ", "Say what."), ("a\x00", "can't be kept"), ("\ud800", "can't be kept"),
     ("12345", "too long")],
)  # fmt: skip
def test_what_is_blank_too_long_or_in_no_letters_is_refused_at_its_field(words, why):
    with pytest.raises(Invalid, match=why) as refused:
        said(words, "title", 4, why="Say what.")
    assert refused.value.field == "title"
