from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Q
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accord.foundation.ui.listing.columns import Asking
from accord.foundation.ui.listing.filters import (
    Asked,
    Filter,
    Use,
    check,
    on_choice,
    on_moment,
    on_number,
    on_text,
    on_yes_no,
    span,
)
from accord.foundation.ui.listing.state import State

ASKING = Asking(None, datetime(2026, 5, 14, 12, tzinfo=UTC))
TEXT = Filter(key="name", label="Name", kind="text", where=on_text("name"))
CHOICE = Filter(
    key="tier", label="Tier", kind="choice", where=on_choice("tier", blank=""),
    choices=lambda _asking: [("key", "Key"), ("light", "Light")],
)  # fmt: skip
DATE = Filter(key="added", label="Added", kind="date", where=on_moment("added_at"))
NUMBER = Filter(key="score", label="Score", kind="number", where=on_number("score"))
YES = Filter(key="active", label="Active", kind="yes-no", where=on_yes_no("is_active"))


@given(st.text(max_size=20), st.text(max_size=9), st.lists(st.text(max_size=20), max_size=4))
def test_a_filter_survives_its_address(key, op, values):
    use = Use(key.replace(":", ""), op.replace(":", ""), tuple(values))
    if values == [""]:
        return  # one empty value and none are written differently and mean the same: nothing
    assert Use.read(use.written()) == use


@pytest.mark.parametrize(
    ("found", "op", "values", "says"),
    [
        (TEXT, "has", ("nowa",), "contains “nowa”"),
        (TEXT, "unset", (), "is not known"),
        (CHOICE, "is", ("key",), "is Key"),
        (CHOICE, "is", ("key", "light"), "is Key or Light"),
        (CHOICE, "not", ("light",), "is not Light"),
        (DATE, "last", ("30",), "in the last 30 days"),
        (DATE, "last", ("1",), "in the last 1 day"),
        (DATE, "in", ("month",), "this month"),
        (DATE, "before", ("2026-05-01",), "before 1 May"),
        (DATE, "between", ("2026-05-01", "2025-12-31"), "between 1 May and 31 Dec 2025"),
        (NUMBER, "least", ("1200",), "is at least 1,200"),
        (NUMBER, "between", ("1", "2.5"), "is between 1 and 2.5"),
        (YES, "is", ("no",), "is no"),
    ],
)
def test_a_filter_reads_as_a_sentence(found, op, values, says):
    checked = check(Use(found.key, op, values), found, ASKING)
    assert (checked.problem, checked.words) == ("", says)


@pytest.mark.parametrize(
    ("found", "op", "values"),
    [
        (None, "is", ("x",)),
        (TEXT, "last", ("30",)),
        (TEXT, "has", ()),
        (TEXT, "has", (" ",)),
        (TEXT, "has", ("x" * 201,)),
        (TEXT, "has", ("a\x00b",)),
        (CHOICE, "is", ()),
        (CHOICE, "is", ("gone",)),
        (CHOICE, "is", ("key", "gone")),
        (DATE, "last", ("0",)),
        (DATE, "last", ("-3",)),
        (DATE, "last", ("many",)),
        (DATE, "last", ("99999",)),
        (DATE, "before", ("1.5.2026",)),
        (DATE, "between", ("2026-05-01",)),
        (DATE, "in", ("century",)),
        (DATE, "before", ("0001-01-01",)),
        (DATE, "between", ("2026-01-01", "9999-12-31")),
        (NUMBER, "least", ("many",)),
        (NUMBER, "is", ("nan",)),
        (NUMBER, "is", ("1e999",)),
        (YES, "is", ("perhaps",)),
    ],
)
def test_what_can_not_be_read_says_so(found, op, values):
    assert check(Use("key", op, values), found, ASKING).problem


@pytest.mark.parametrize(
    ("op", "values", "first", "end"),
    [
        ("last", ("1",), date(2026, 5, 14), date(2026, 5, 15)),
        ("last", ("7",), date(2026, 5, 8), date(2026, 5, 15)),
        ("ago", ("7",), None, date(2026, 5, 7)),
        ("next", ("7",), date(2026, 5, 14), date(2026, 5, 22)),
        ("in", ("today",), date(2026, 5, 14), date(2026, 5, 15)),
        ("in", ("week",), date(2026, 5, 11), date(2026, 5, 18)),
        ("in", ("month",), date(2026, 5, 1), date(2026, 6, 1)),
        ("in", ("quarter",), date(2026, 4, 1), date(2026, 7, 1)),
        ("in", ("year",), date(2026, 1, 1), date(2027, 1, 1)),
        ("before", ("2026-01-03",), None, date(2026, 1, 3)),
        ("from", ("2026-01-03",), date(2026, 1, 3), None),
        ("between", ("2026-02-01", "2026-01-03"), date(2026, 1, 3), date(2026, 2, 2)),
    ],
)
def test_questions_about_dates_mean_whole_days(op, values, first, end):
    assert span(Asked(op, values, ASKING)) == (first, end)


def test_days_begin_where_the_person_is():
    with timezone.override(ZoneInfo("Asia/Shanghai")):
        where = DATE.where(Asked("before", ("2026-05-01",), ASKING))
    ((_, moment),) = where.children
    assert moment == datetime(2026, 4, 30, 16, tzinfo=UTC)


def test_yes_and_no_together_ask_nothing():
    assert YES.where(Asked("is", ("yes", "no"), ASKING)) == Q()


def test_december_and_the_last_quarter_end_in_the_next_year():
    asking = Asking(None, datetime(2026, 12, 31, 12, tzinfo=UTC))
    for period in ("month", "quarter", "year"):
        assert span(Asked("in", (period,), asking))[1] == date(2027, 1, 1)
    assert span(Asked("in", ("week",), asking))[1] - date(2026, 12, 28) == timedelta(days=7)


def test_a_state_survives_being_kept():
    state = State(
        (Use("tier", "is", ("key",)), Use("name", "has", ("a,b%2C",))), "-contact", ("a", "b")
    )
    assert State.of(state.kept()) == state
    for nonsense in (None, [], {"filters": 3, "sort": None}, {"columns": "x"}):
        assert State.of(nonsense).filters == ()
