"""A clock that runs in open hours only and stands still for a stated reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypedDict

from accord.methods import inputs
from accord.methods.calendar.hours import Calendar, CalendarTold, calendar_of
from accord.methods.calendar.walk import (
    add,
    between,
    in_minutes,
    instant,
    working_day_after,
    working_days_within,
)
from accord.methods.errors import BadInput, FutureDated, Refused
from accord.methods.result import Method, Result, basis

PAUSE_REASONS: Final = ("waiting_for_complainant", "agreed_extension", "legal_hold")
LONGEST_PAUSE_DAYS: Final = 20
WARNED_SHARES: Final = {"half_used": 0.5, "four_fifths_used": 0.8}
LAST_DAY: Final = "last_working_day"

MOVES: Final = {
    ("new", "start"): "running",
    ("running", "pause"): "paused",
    ("paused", "resume"): "running",
    ("running", "stop"): "stopped",
    ("paused", "stop"): "stopped",
}

SLA_CLOCK: Final = Method("sla_clock")


class ClockReading(TypedDict):
    """Minutes and ISO texts.

    `used` is net, `gross` the open time that would have been used without pauses. `due` stands
    only while the clock runs and has not run out; `ran_out_at` only when it has. `warnings` are
    those reached by now; `warn_at` says when each is reached if the clock goes on running, None
    when that was in an earlier run or cannot be known.
    """

    used: float
    remaining: float
    running: bool
    due: str | None
    breached: bool
    state: str
    gross: float
    ran_out_at: str | None
    warnings: list[str]
    warn_at: dict[str, str | None]


@dataclass
class _Run:
    """The clock as the ledger is read."""

    calendar: Calendar
    state: str = "new"
    started: datetime | None = None
    since: datetime | None = None
    used: timedelta = field(default_factory=timedelta)
    flags: list[str] = field(default_factory=list)

    def take(self, at: datetime, event: str, *said: str) -> None:
        if self.since is not None and at < self.since:
            raise BadInput(f"the ledger goes back in time at {event!r}")
        target = MOVES.get((self.state, event))
        if target is None:
            raise Refused(f"a clock that is {self.state} cannot {event}")
        if event == "pause":
            self.flags += _pause_flags(said)
        self.count_up_to(at)
        self.started = self.started or at
        self.since, self.state = at, target

    def count_up_to(self, at: datetime) -> None:
        """Add the open time of a run, or look at the length of a pause, up to `at`."""
        if self.since is None:
            return
        if self.state == "running":
            self.used += between(self.calendar, self.since, at)
        elif self.state == "paused":
            first, last = (self.calendar.wall(moment).date() for moment in (self.since, at))
            if working_days_within(self.calendar, first, last) > LONGEST_PAUSE_DAYS:
                self.flags.append("pause_over_20_working_days")


def sla_clock(
    calendar: CalendarTold | Calendar,
    budget_minutes: int,
    ledger: Sequence[Sequence[str | datetime]],
    now: datetime | str,
) -> Result[ClockReading]:
    """Read the clock at `now` after the entries of an append-only ledger.

    An entry is [moment, event], for a pause [moment, "pause", reason, id of the message sent];
    events are start, pause, resume, stop. `budget_minutes` are open minutes of the calendar. The
    budget is breached when less than nothing remains: the due instant itself is in time. An empty
    ledger gives None and `not_started`.

    Flags: `pause_without_reason`, `pause_without_message`, `pause_over_20_working_days`, and
    those of `business_time_add`. Refuses unknown reasons (`UnknownWord`), events out of order
    (`Refused`), moments out of order (`BadInput`) and entries after `now` (`FutureDated`).
    """
    known = calendar_of(calendar)
    budget = timedelta(minutes=inputs.count("budget_minutes", budget_minutes))
    at = instant(now, known)
    entries = [(instant(entry[0], known), [str(said) for said in entry[1:]]) for entry in ledger]
    run = _Run(known)
    for moment, (event, *said) in entries:
        if moment > at:
            raise FutureDated(f"the ledger's {event!r} lies after now")
        run.take(moment, event, *said)
    told = {"calendar": known, "ledger": entries, "now": at}
    rests_on = basis(
        told, n=len(entries), budget_minutes=budget_minutes, calendar_version=known.version
    )
    if run.started is None:
        return SLA_CLOCK.answer(None, rests_on, "not_started")
    reading = _read(run, run.started, budget, at)
    last = instant(reading["due"], known) if reading["due"] else at
    flags = known.unknown_holidays(known.wall(run.started).date(), known.wall(last).date())
    return SLA_CLOCK.answer(reading, rests_on, *run.flags, *flags)


def _pause_flags(said: Sequence[str]) -> list[str]:
    reason, message = [*said, "", ""][:2]
    if reason:
        inputs.word("reason", reason, PAUSE_REASONS)
    return ([] if reason else ["pause_without_reason"]) + (
        [] if message else ["pause_without_message"]
    )


def _read(run: _Run, started: datetime, budget: timedelta, now: datetime) -> ClockReading:
    since, used_before, running = run.since or started, run.used, run.state == "running"
    run.count_up_to(now)
    left = budget - run.used
    ends = since if run.state == "stopped" else now
    out = (
        add(run.calendar, since, budget - used_before)
        if running and budget >= used_before
        else None
    )
    warn_at = {
        name: add(run.calendar, since, budget * share - used_before)
        if running and budget * share >= used_before
        else None
        for name, share in WARNED_SHARES.items()
    }
    warn_at[LAST_DAY] = _last_day(run.calendar, out) if out else None
    reached = [name for name, share in WARNED_SHARES.items() if run.used >= budget * share]
    last_day = warn_at[LAST_DAY]
    if left < timedelta() or (last_day and last_day <= now):
        reached.append(LAST_DAY)
    return {
        "used": in_minutes(run.used),
        "remaining": in_minutes(left),
        "running": running,
        "due": _iso(run.calendar, out) if left >= timedelta() else None,
        "breached": left < timedelta(),
        "state": run.state,
        "gross": in_minutes(between(run.calendar, started, ends)),
        "ran_out_at": _iso(run.calendar, out) if left < timedelta() else None,
        "warnings": reached,
        "warn_at": {name: _iso(run.calendar, moment) for name, moment in warn_at.items()},
    }


def _last_day(calendar: Calendar, due: datetime) -> datetime:
    """Go one working day before `due`, at the same wall time."""
    wall = calendar.wall(due)
    day = working_day_after(calendar, wall.date(), -1)
    return calendar.instant(datetime.combine(day, wall.time()))


def _iso(calendar: Calendar, moment: datetime | None) -> str | None:
    return None if moment is None else calendar.wall(moment).isoformat()
