from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.foundation.imports.reading import dates

DAY = date(2024, 3, 25)


def _naive(*clock):
    return datetime.combine(DAY, time(*clock))


@pytest.mark.parametrize(
    ("text", "order", "read_as"),
    [
        ("2024-03-25", "dmy", DAY), ("2024/3/25", "mdy", DAY), ("2024.03.25", "ymd", DAY),
        ("25/03/2024", "dmy", DAY), ("25.3.2024", "dmy", DAY), ("25-03-24", "dmy", DAY),
        ("03/25/2024", "mdy", DAY), ("3-25-24", "mdy", DAY), ("24-03-25", "ymd", DAY),
        ("25 March 2024", "dmy", DAY), ("25-Mar-2024", "dmy", DAY), ("Mar 25, 2024", "dmy", DAY),
        ("25 marca 2024", "dmy", DAY), ("25. märts 2024", "dmy", DAY), ("25 марта 2024", "dmy", DAY),
        ("2024年3月25日", "dmy", DAY), (" 2024-03-25 ", "dmy", DAY),
        ("25.03.69", "dmy", date(1969, 3, 25)), ("25.03.68", "dmy", date(2068, 3, 25)),
        ("2024-03-25T07:08:09", "dmy", _naive(7, 8, 9)),
        ("2024-03-25 07:08:09.123", "dmy", _naive(7, 8, 9)),
        ("2024-03-25T07:08Z", "dmy", datetime(2024, 3, 25, 7, 8, tzinfo=UTC)),
        ("2024-03-25T07:08-05:30", "dmy", datetime(2024, 3, 25, 7, 8, tzinfo=timezone(-timedelta(hours=5.5)))),
        ("03/25/2024 12:05:00 AM", "mdy", _naive(0, 5)),
        ("03/25/2024 12:05 pm", "mdy", _naive(12, 5)),
        ("03/25/2024 01:05 p.m.", "mdy", _naive(13, 5)),
        ("25/03/2024", "mdy", None), ("03/25/2024", "dmy", None), ("31.02.2024", "dmy", None),
        ("2024-03-25 25:00", "dmy", None), ("03/25/2024 13:05 PM", "mdy", None), ("2024-13-01", "ymd", None),
        ("1.2.3.4", "dmy", None), ("12 2024", "dmy", None), ("", "dmy", None), ("25-03.2024", "dmy", None),
        ("25 smarch 2024", "dmy", None), ("2024-03-25T07:08+99:99", "dmy", None), ("9" * 100, "dmy", None),
    ],
)  # fmt: skip
def test_one_date(text, order, read_as):
    found = dates.parse(text, order)
    assert found == read_as
    assert type(found) is type(read_as)


def test_a_cell_that_only_one_order_reads_decides():
    column = dates.detect(["01/02/2024", "", "13/02/2024", "05/06/2023"])
    assert (column.order, column.share, column.deciding) == ("dmy", 1.0, "13/02/2024")
    assert (column.ambiguous, column.conflicting, column.with_time) == (False, False, False)
    column = dates.detect(["01/02/2024", "02/13/2024"])
    assert (column.order, column.ambiguous, column.deciding) == ("mdy", False, "02/13/2024")


def test_a_column_that_could_be_either_is_said_to_be_ambiguous():
    column = dates.detect(["01/02/2024", "05/06/2023", "12/11/2022"])
    assert (column.order, column.ambiguous, column.deciding) == ("dmy", True, "")


def test_twelve_hours_make_the_american_order_likelier_where_nothing_decides():
    column = dates.detect(["01/02/2024 03:04:05 PM", "05/06/2023 11:00:00 AM"])
    assert (column.order, column.ambiguous, column.twelve_hours, column.with_time) == (
        "mdy",
        True,
        True,
        True,
    )


def test_iso_dates_and_named_months_are_never_ambiguous():
    for cells in (["2024-01-02", "2023-05-06"], ["1 May 2024", "2 June 2023"], ["2024年1月2日"]):
        column = dates.detect(cells)
        assert (column.ambiguous, column.conflicting, column.share) == (False, False, 1.0)


def test_a_column_in_two_orders_conflicts():
    column = dates.detect(["13/02/2024", "02/13/2024", "14/02/2024"])
    assert (column.order, column.conflicting) == ("dmy", True)
    assert column.share == pytest.approx(2 / 3)


def test_text_is_no_dates():
    assert dates.detect(["Anna", "Bob", ""]).order is None
    assert dates.detect([]).order is None
    assert dates.detect(["Anna", "2024-01-02"]).share == 0.5


@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(["ymd", "dmy", "mdy"]),
    st.sampled_from("-/."),
)
def test_every_day_is_read_in_every_order(day, order, between):
    parts = {"y": f"{day.year:04}", "m": f"{day.month:02}", "d": f"{day.day:02}"}
    assert dates.parse(between.join(parts[part] for part in order), order) == day


@given(st.text(max_size=80))
def test_any_text_is_read_or_not(text):
    assert dates.looks_like_date(text) in {True, False}
