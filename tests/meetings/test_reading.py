"""What a typed line says, in five languages; a mark counts for more than the rules."""

from datetime import date

import pytest

from accord.features.meetings.queries import Table, lines_in, turned

TODAY = date(2026, 11, 23)  # a Monday
TABLE = Table(((1, "Anna Kask"), (2, "王芳")), ((7, "Jonas Vetter"),))
ALONE = Table(((1, "Anna Kask"),), ())


def read(text, table=TABLE):
    [line] = lines_in(text, today=TODAY, table=table)
    return line


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("We decided to close the lane", "decision"),
        ("Decision: the lane stays open", "decision"),
        ("Postanowiono zamknąć drogę", "decision"),
        ("Ustalono, że droga zostaje otwarta", "decision"),
        ("Otsustati tee sulgeda", "decision"),
        ("Leppisime kokku, et tee jääb lahti", "decision"),
        ("Решили закрыть дорогу", "decision"),
        ("Договорились: дорога остаётся открытой", "decision"),
        ("会议决定封闭道路", "decision"),
        ("Who pays for the fence?", "question"),
        ("谁来付围栏的钱？", "question"),
        ("The hall was cold", "note"),
        ("Anna will send the plan by Friday", "task"),
        ("Anna wyśle plan do piątku", "task"),
        ("Anna saadab plaani reedeks", "task"),
        ("Anna пришлёт план до пятницы", "task"),
        ("王芳将在11月27日前提交方案", "task"),
        ("We will send the plan by Friday", "we"),
        ("Wyślemy plan do piątku", "we"),
        ("Saadame plaani reedeks", "we"),
        ("Мы пришлём план до пятницы", "we"),
        ("Jonas Vetter will send the survey by Friday", "they"),
    ],
)
def test_a_line_is_read_for_what_it_says(words, kind):
    assert read(words).kind == kind


def test_who_does_it_by_when():
    line = read("Anna will send the plan by Friday")
    assert (line.person, line.party, line.day) == (1, None, date(2026, 11, 27))
    line = read("王芳将在11月27日前提交方案")
    assert (line.person, line.day) == (2, date(2026, 11, 27))
    line = read("Jonas will send the survey by 4 December")
    assert (line.party, line.day) == (7, date(2026, 12, 4))


def test_a_mark_counts_for_more_than_the_rules():
    assert read("! The lane closes at nine").kind == "decision"
    assert read("- We decided nothing").kind == "note"
    assert read("> a map of the lane by Friday").kind == "we"
    assert read("> a map of the lane by Friday").day == date(2026, 11, 27)
    assert read("> Jonas brings the deeds").kind == "they"
    assert read("< the deeds").kind == "they"
    assert read("+ Book the hall").kind == "task"
    assert read("? The fence").kind == "question"
    assert read("# Any other business").kind == "heading"
    assert read("> a map by Friday", ALONE).kind == "task"  # there is nobody to promise it to


def test_what_begins_with_two_strokes_is_inside_whatever_else_it_is():
    line = read("// ! We could go up to 40,000")
    assert (line.is_inside, line.kind, line.text) == (True, "decision", "We could go up to 40,000")
    assert lines_in("//\n\n   \n", today=TODAY, table=TABLE) == []


def test_a_click_changes_the_mark_in_the_text_and_so_lasts():
    notes = "# Lane\nWe decided nothing\n// Anna will call by Friday\n"
    once = turned(notes, 1, "note")
    assert once == "# Lane\n- We decided nothing\n// Anna will call by Friday\n"
    twice = turned(turned(once, 1, "decision"), 2, "question")
    assert twice == "# Lane\n! We decided nothing\n// ? Anna will call by Friday\n"
    assert turned(notes, 9, "note") == notes
    assert [line.kind for line in lines_in(twice, today=TODAY, table=TABLE)] == [
        "heading", "decision", "question",
    ]  # fmt: skip
