"""Open hours, business time, deadlines."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.methods import calendar
from accord.methods.calendar.hours import public_holidays
from accord.methods.calendar.walk import working_days_within
from accord.methods.errors import BadInput, OutOfRange, UnknownWord
from accord.methods.result import digest
from tests.methods.golden import named

ENGLAND = named("calendar.json", "england")
OFFICE = {"tz": "Europe/Tallinn", "week": "Mon-Thu 09:00-12:00,13:00-17:00; Fri 09:00-15:30"}
NIGHTS = {"tz": "America/New_York", "week": "Mon-Sun 22:00-06:00"}
CALENDARS = st.sampled_from(
    [calendar.calendar_of(told) for told in (ENGLAND, OFFICE, NIGHTS, {**OFFICE, "country": "EE"})]
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis adds the zone
LENGTHS = st.integers(0, 20_000).map(lambda minutes: timedelta(minutes=minutes))


@given(CALENDARS, MOMENTS, LENGTHS)
def test_adding_and_measuring_undo_each_other(known, start, length) -> None:
    end = calendar.add(known, start, length)

    assert calendar.between(known, start, end) == length
    assert calendar.between(known, end, start) == -length


@given(CALENDARS, MOMENTS, LENGTHS, LENGTHS)
def test_adding_twice_is_adding_the_sum(known, start, one, other) -> None:
    apart = calendar.add(known, calendar.add(known, start, one), other)
    together = calendar.add(known, start, one + other)

    if other:
        assert apart == together
    else:
        assert calendar.between(known, together, apart) == timedelta()


@given(CALENDARS, MOMENTS, MOMENTS, MOMENTS)
def test_open_time_adds_up_over_any_stop_on_the_way(known, one, two, three) -> None:
    def open_time(start: datetime, end: datetime) -> timedelta:
        return calendar.between(known, start, end)

    assert open_time(one, two) + open_time(two, three) == open_time(one, three)
    assert abs(open_time(one, two)) <= abs(two - one)


@given(CALENDARS, MOMENTS)
def test_nothing_more_is_the_first_open_instant(known, start) -> None:
    first = calendar.add(known, start, timedelta())
    day = known.wall(first).date()

    assert first >= start
    assert any(opens <= first < closes for opens, closes in known.open_spans(day))
    assert calendar.between(known, start, first) == timedelta()


def test_closing_time_rolls_to_the_next_opening_only_when_nothing_is_left() -> None:
    closing = "2026-04-01T17:00"

    assert calendar.business_time_add(ENGLAND, closing, 0).value == "2026-04-02T09:00:00+01:00"
    assert calendar.business_time_add(ENGLAND, "2026-04-01T16:00", 60).value == (
        "2026-04-01T17:00:00+01:00"
    )


def test_moments_are_the_same_in_every_form() -> None:
    tokyo = datetime(2026, 4, 2, 23, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    forms = ["2026-04-02T15:30", "2026-04-02T14:30+00:00", tokyo, tokyo.astimezone(UTC)]
    results = [calendar.business_time_add(ENGLAND, form, 480) for form in forms]

    assert {result.value for result in results} == {"2026-04-07T15:30:00+01:00"}
    assert len({result.inputs_hash for result in results}) == 1


def test_measuring_backwards_is_negative() -> None:
    result = calendar.business_time_between(ENGLAND, "2026-04-08T10:00", "2026-04-02T15:30")

    assert result.value == -630


def test_touching_and_overlapping_hours_are_one() -> None:
    told = {"tz": "UTC", "week": "Mon 13:00-17:00,09:00-13:00; Mon,Wed 12:00-14:00"}

    assert calendar.calendar_of(told).week == (((540, 1020),), (), ((720, 840),), (), (), (), ())


def test_hours_past_midnight_belong_to_the_next_day() -> None:
    week = calendar.calendar_of({"tz": "UTC", "week": "Sun 22:00-06:00; Tue 00:00-24:00"}).week

    assert week[6] == ((1320, 1440),)
    assert week[0] == ((0, 360),)
    assert week[1] == ((0, 1440),)


def test_days_may_run_over_the_end_of_the_week() -> None:
    week = calendar.calendar_of({"tz": "UTC", "week": "Fri-Mon 09:00-10:00"}).week

    assert [bool(hours) for hours in week] == [True, False, False, False, True, True, True]


def test_an_exception_beats_week_and_holiday() -> None:
    told = {
        **ENGLAND,
        "overrides": {"2026-12-25": "10:00-12:00", "2026-12-24": "", "2026-12-27": "09:00-09:30"},
    }
    known = calendar.calendar_of(told)

    assert known.hours_of(date(2026, 12, 25)) == ((600, 720),)
    assert known.hours_of(date(2026, 12, 24)) == ()
    assert calendar.business_time_between(told, "2026-12-24T00:00", "2026-12-28T00:00").value == 150


def test_a_skipped_hour_is_not_worked_and_a_doubled_one_is_worked_twice() -> None:
    london = {"tz": "Europe/London", "week": "Sun 01:30-03:00"}
    spring = calendar.business_time_between(london, "2026-03-29T00:00", "2026-03-29T12:00")
    autumn = calendar.business_time_between(london, "2026-10-25T00:00", "2026-10-25T12:00")
    inside = calendar.business_time_between(
        {**london, "week": "Sun 01:10-01:50"}, "2026-03-29T00:00", "2026-03-29T12:00"
    )

    assert (spring.value, autumn.value, inside.value) == (60, 150, 0)


def test_holidays_come_with_the_country_and_their_substitutes() -> None:
    known = calendar.calendar_of({**ENGLAND, "holidays": [], "country": "GB", "subdivision": "ENG"})

    assert not known.is_working_day(date(2026, 12, 28))
    assert not known.is_working_day(date(2027, 3, 26))
    assert date(2026, 5, 6) in public_holidays("JP", "", 2026)


def test_years_beyond_the_list_are_flagged_or_fetched() -> None:
    listed = {**ENGLAND, "holidays": ENGLAND["holidays"][:-1]}
    fetched = {**listed, "country": "GB", "subdivision": "ENG"}
    unknown = calendar.working_day_deadline(listed, "2026-12-31T10:00", 1)
    extended = calendar.working_day_deadline(fetched, "2026-12-31T10:00", 1)
    within = calendar.working_day_deadline(listed, "2026-12-01T10:00", 1)

    assert (unknown.value or {})["due_date"] == "2027-01-01"
    assert unknown.flags == ("holidays_unknown",)
    assert (extended.value or {})["due_date"] == "2027-01-04"
    assert extended.flags == ("holidays_extended",)
    assert within.flags == ()


def test_receipt_at_the_cutoff_is_in_time() -> None:
    def deemed(received: str, cutoff: str | None = None) -> str:
        found = calendar.working_day_deadline(OFFICE, received, 0, cutoff).value
        assert found is not None
        return found["deemed_receipt"]

    assert deemed("2026-05-08T15:30") == "2026-05-08"
    assert deemed("2026-05-08T15:31") == "2026-05-11"
    assert deemed("2026-05-08T05:00") == "2026-05-08"
    assert deemed("2026-05-08T15:31", "23:59") == "2026-05-08"
    assert deemed("2026-05-09T10:00", "23:59") == "2026-05-11"


def test_calendar_days_end_a_second_before_midnight_and_may_roll() -> None:
    def due(**told: object) -> str:
        found = calendar.calendar_day_deadline(OFFICE, "2026-05-08T18:00", 30, **told).value
        assert found is not None
        return found["due_instant"]

    assert due() == "2026-06-10T23:59:59+03:00"
    assert due(day_zero="received") == "2026-06-07T23:59:59+03:00"
    assert due(day_zero="received", roll=True) == "2026-06-08T23:59:59+03:00"
    with pytest.raises(UnknownWord):
        due(day_zero="whenever")


@given(CALENDARS, st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.integers(0, 40))
def test_working_days_forth_and_back(known, day, steps) -> None:
    later = calendar.working_day_after(known, day, steps)

    assert working_days_within(known, day, later) == steps
    if steps and known.is_working_day(day):
        assert calendar.working_day_after(known, later, -steps) == day


def test_the_version_of_the_calendar_is_kept_with_the_date() -> None:
    result = calendar.working_day_deadline({**ENGLAND, "version": "2026-2"}, "2026-04-01T11:00", 5)
    known = calendar.calendar_of(ENGLAND)

    assert result.params["calendar_version"] == "2026-2"
    assert digest(known) == digest(
        calendar.calendar_of({**ENGLAND, "week": "Mon,Tue-Fri 09:00-17:00"})
    )
    assert hash(known) == hash(calendar.calendar_of(known))


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"week": ""}, BadInput),
        ({"week": "Mon"}, BadInput),
        ({"week": "Day 09:00-17:00"}, UnknownWord),
        ({"week": "Mon 09:00-09:00"}, OutOfRange),
        ({"week": "Mon 9-17"}, OutOfRange),
        ({"week": "Mon 24:30-17:00"}, OutOfRange),
        ({"tz": "Mars/Olympus"}, UnknownWord),
        ({"tz": "../etc/passwd"}, UnknownWord),
        ({"country": "XX"}, UnknownWord),
        ({"country": "GB", "subdivision": "XXX"}, UnknownWord),
        ({"subdivision": "ENG"}, UnknownWord),
        ({"holidays": ["Easter"]}, OutOfRange),
        ({"overrides": {"2026-12-24": "22:00-02:00"}}, OutOfRange),
        ({"colour": "blue"}, UnknownWord),
    ],
)
def test_calendars_that_cannot_be_are_refused(wrong, error) -> None:
    with pytest.raises(error):
        calendar.calendar_of({**OFFICE, **wrong})


@pytest.mark.parametrize("minutes", [-1, 1.5, True, "60"])
def test_other_than_whole_minutes_are_refused(minutes) -> None:
    with pytest.raises(OutOfRange):
        calendar.business_time_add(OFFICE, "2026-05-01T10:00", minutes)


def test_moments_without_zone_and_words_that_are_no_moment_are_refused() -> None:
    with pytest.raises(BadInput):
        calendar.business_time_add(OFFICE, datetime(2026, 5, 1, 10), 60)  # noqa: DTZ001 -- that is the point
    with pytest.raises(OutOfRange):
        calendar.business_time_add(OFFICE, "tomorrow", 60)


def test_a_calendar_that_closes_for_good_ends_the_search() -> None:
    closed = {date(2026, 1, 1) + timedelta(days=i) for i in range(1500)}
    never = {**OFFICE, "holidays": sorted(closed)}

    with pytest.raises(BadInput, match="does not open"):
        calendar.business_time_add(never, "2026-01-02T10:00", 60)
    with pytest.raises(BadInput, match="no working day"):
        calendar.working_day_deadline(never, "2026-01-02T10:00", 1)
    with pytest.raises(OutOfRange, match="does not reach"):
        calendar.business_time_add({**OFFICE, "valid_until": "2026-05-01"}, "2026-05-01T15:00", 60)
