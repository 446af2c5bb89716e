"""The clock that stands still while somebody waits for an answer."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.methods import calendar
from accord.methods.calendar.walk import in_minutes
from accord.methods.errors import BadInput, FutureDated, OutOfRange, Refused, UnknownWord
from tests.methods.golden import named

ENGLAND = named("calendar.json", "england")
KNOWN = calendar.calendar_of(ENGLAND)
WAITING = ["waiting_for_complainant", "mail 118"]
STARTED = ["2026-04-01T10:00", "start"]
PAUSED = [STARTED, ["2026-04-01T15:00", "pause", *WAITING]]
RESUMED = [*PAUSED, ["2026-04-08T09:30", "resume"]]


def reading(ledger, now, budget=960):
    result = calendar.sla_clock(ENGLAND, budget, ledger, now)
    assert result.value is not None
    return result.value


def test_a_running_clock_tells_net_gross_and_when_to_warn() -> None:
    assert calendar.sla_clock(ENGLAND, 960, RESUMED, "2026-04-08T12:00").flags == ()
    assert reading(RESUMED, "2026-04-08T12:00") == {
        "used": 450.0,
        "remaining": 510.0,
        "running": True,
        "due": "2026-04-09T12:30:00+01:00",
        "breached": False,
        "state": "running",
        "gross": 7 * 60 + 8 * 60 + 8 * 60 + 3 * 60,
        "ran_out_at": None,
        "warnings": [],
        "warn_at": {
            "half_used": "2026-04-08T12:30:00+01:00",
            "four_fifths_used": "2026-04-09T09:18:00+01:00",
            "last_working_day": "2026-04-08T12:30:00+01:00",
        },
    }


def test_a_paused_clock_has_no_due_date() -> None:
    shown = reading(PAUSED, "2026-04-07T12:00")

    assert (shown["used"], shown["running"], shown["due"]) == (300, False, None)
    assert set(shown["warn_at"].values()) == {None}


def test_a_stopped_clock_keeps_what_it_showed() -> None:
    ledger = [*RESUMED, ["2026-04-08T12:00", "stop"]]
    early, later = reading(ledger, "2026-04-08T12:00"), reading(ledger, "2026-06-01T12:00")

    assert early == later
    assert (later["state"], later["used"], later["due"]) == ("stopped", 450, None)


def test_the_due_instant_is_in_time_and_a_minute_later_is_not() -> None:
    at_due = reading([STARTED], "2026-04-01T17:00", budget=420)
    evening = reading([STARTED], "2026-04-01T23:00", budget=420)
    late = reading([STARTED], "2026-04-02T09:01", budget=420)

    assert at_due["due"] == evening["due"] == "2026-04-01T17:00:00+01:00"
    assert (at_due["breached"], evening["breached"], late["breached"]) == (False, False, True)
    assert (late["due"], late["ran_out_at"]) == (None, "2026-04-01T17:00:00+01:00")
    assert late["warnings"] == ["half_used", "four_fifths_used", "last_working_day"]


def test_pauses_owe_a_reason_and_a_message_and_have_a_limit() -> None:
    bare = [STARTED, ["2026-04-01T15:00", "pause"]]
    long = calendar.sla_clock(ENGLAND, 960, PAUSED, "2026-05-05T12:00")
    just = calendar.sla_clock(ENGLAND, 960, PAUSED, "2026-05-01T12:00")

    assert calendar.sla_clock(ENGLAND, 960, bare, "2026-04-02T12:00").flags == (
        "pause_without_reason",
        "pause_without_message",
    )
    assert long.flags == ("pause_over_20_working_days",)
    assert just.flags == ()


def test_a_ledger_without_entries_shows_nothing() -> None:
    result = calendar.sla_clock(ENGLAND, 960, [], "2026-05-05T12:00")

    assert (result.value, result.flags) == (None, ("not_started",))


@pytest.mark.parametrize(
    ("ledger", "error"),
    [
        ([["2026-04-01T10:00", "pause", *WAITING]], Refused),
        ([STARTED, STARTED], Refused),
        ([STARTED, ["2026-04-01T11:00", "resume"]], Refused),
        ([STARTED, ["2026-04-01T11:00", "stop"], ["2026-04-01T12:00", "resume"]], Refused),
        ([STARTED, ["2026-04-01T11:00", "sleep"]], Refused),
        ([STARTED, ["2026-04-01T09:00", "stop"]], BadInput),
        ([STARTED, ["2026-04-01T11:00", "pause", "tea"]], UnknownWord),
        ([["2026-05-02T10:00", "start"]], FutureDated),
        ([["soon", "start"]], OutOfRange),
    ],
)
def test_ledgers_that_cannot_be_are_refused(ledger, error) -> None:
    with pytest.raises(error):
        calendar.sla_clock(ENGLAND, 960, ledger, "2026-05-01T12:00")


def test_a_budget_is_whole_minutes() -> None:
    for budget in (-1, 0.5):
        with pytest.raises(OutOfRange):
            calendar.sla_clock(ENGLAND, budget, [STARTED], "2026-05-01T12:00")


STEPS = st.lists(st.integers(0, 6000), min_size=1, max_size=7)


@given(STEPS, st.integers(0, 6000), st.integers(1, 30_000))
def test_runs_and_pauses_add_up(steps, rest, budget) -> None:
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    ledger: list[list[object]] = [[at, "start"]]
    runs = []
    for i, step in enumerate(steps):
        later = at + timedelta(minutes=step)
        if i % 2 == 0:
            runs.append((at, later))
        ledger.append([later, "pause", *WAITING] if i % 2 == 0 else [later, "resume"])
        at = later
    now = at + timedelta(minutes=rest)
    if len(steps) % 2 == 0:
        runs.append((at, now))
    shown = calendar.sla_clock(KNOWN, budget, ledger, now).value

    assert shown is not None
    net = sum((calendar.between(KNOWN, *run) for run in runs), timedelta())
    assert shown["used"] == in_minutes(net)
    assert shown["used"] + shown["remaining"] == budget
    assert shown["used"] <= shown["gross"]
    if shown["running"] and shown["remaining"] > 0:
        ahead = calendar.add(KNOWN, now, timedelta(minutes=shown["remaining"]))
        assert datetime.fromisoformat(str(shown["due"])) == ahead
