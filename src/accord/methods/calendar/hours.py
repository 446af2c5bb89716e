"""When an organisation is open: a zone, weekly hours in wall time, holidays, exceptions."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cached_property, lru_cache
from typing import Final, TypedDict
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from accord.methods import inputs
from accord.methods.errors import BadInput, OutOfRange, UnknownWord

Hours = tuple[tuple[int, int], ...]
"""Open intervals of a day in minutes from its midnight, sorted, apart from each other."""

DAY_MINUTES: Final = 24 * 60
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOCK: Final = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")


class CalendarTold(TypedDict, total=False):
    """A calendar as plain words.

    `tz` an IANA zone; `week` as in `Mon-Thu 09:00-12:00,13:00-17:00; Fri 09:00-15:00`;
    `holidays` closed days; `overrides` hours by day, which beat week and holidays (an empty text
    closes); `country` and `subdivision` (ISO 3166) fetch holidays of years that `holidays` does
    not reach; `valid_from` and `valid_until` bound what the calendar answers for; `version` names
    it for the record.
    """

    tz: str
    week: str
    holidays: Collection[date | str]
    overrides: Mapping[date | str, str]
    country: str
    subdivision: str
    valid_from: date | str
    valid_until: date | str
    version: str


@dataclass(frozen=True)
class Calendar:
    """The same, read and checked; see `calendar_of`."""

    tz: str
    week: tuple[Hours, ...]
    holidays: frozenset[date] = frozenset()
    overrides: Mapping[date, Hours] = field(default_factory=dict, hash=False)
    country: str = ""
    subdivision: str = ""
    valid_from: date = date.min
    valid_until: date = date.max
    version: str = ""

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    @cached_property
    def known_years(self) -> frozenset[int]:
        """The years for which `holidays` speaks."""
        return frozenset(day.year for day in self.holidays)

    def hours_of(self, day: date) -> Hours:
        """When it is open on `day`. Refuses a day outside the validity (`OutOfRange`)."""
        if not self.valid_from <= day <= self.valid_until:
            raise OutOfRange(f"the calendar does not reach {day}")
        if day in self.overrides:
            return self.overrides[day]
        return () if self.is_holiday(day) else self.week[day.weekday()]

    def is_holiday(self, day: date) -> bool:
        if day in self.holidays:
            return True
        if not self.country or day.year in self.known_years:
            return False
        return day in public_holidays(self.country, self.subdivision, day.year)

    def is_working_day(self, day: date) -> bool:
        return bool(self.hours_of(day))

    def open_spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """Turn a day's hours into instants (UTC); a change of clocks alters their length."""
        spans = [
            (self.instant_of(day, opens), self.instant_of(day, closes))
            for opens, closes in self.hours_of(day)
        ]
        return [(opens, closes) for opens, closes in spans if opens < closes]

    def instant_of(self, day: date, minutes: int) -> datetime:
        """Find the instant of a wall time in minutes from midnight (1440 is the next one)."""
        beyond, within = divmod(minutes, DAY_MINUTES)
        wall = datetime.combine(day + timedelta(days=beyond), time(within // 60, within % 60))
        return self.instant(wall)

    def instant(self, wall: datetime) -> datetime:
        """Find the instant of a wall time: of two the first, of a skipped one the jump itself."""
        earlier = wall.replace(tzinfo=self.zone, fold=0).astimezone(UTC)
        if earlier.astimezone(self.zone).replace(tzinfo=None) == wall.replace(fold=0):
            return earlier
        return self._jump(wall.replace(tzinfo=self.zone, fold=1).astimezone(UTC), earlier)

    def wall(self, instant: datetime) -> datetime:
        """Show an instant as the calendar's clocks do, with its offset."""
        local = instant.astimezone(self.zone)
        return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))

    def unknown_holidays(self, first: date, last: date) -> tuple[str, ...]:
        """Flag days in years that the list of holidays does not reach."""
        if self.holidays and not set(range(first.year, last.year + 1)) <= self.known_years:
            return ("holidays_extended" if self.country else "holidays_unknown",)
        return ()

    def _jump(self, before: datetime, after: datetime) -> datetime:
        offset = before.astimezone(self.zone).utcoffset()
        while after - before > timedelta(seconds=1):
            middle = before + (after - before) / 2
            if middle.astimezone(self.zone).utcoffset() == offset:
                before = middle
            else:
                after = middle
        return after.replace(microsecond=0)


def calendar_of(told: CalendarTold | Calendar) -> Calendar:
    """Read a calendar. Refuses unknown zones, countries and words, and weeks that never open."""
    if isinstance(told, Calendar):
        return told
    unknown = set(told) - set(CalendarTold.__annotations__)
    if unknown:
        raise UnknownWord(f"a calendar has no {', '.join(sorted(unknown))}")
    return Calendar(
        tz=_zone(told["tz"]),
        week=_week(told["week"]),
        holidays=frozenset(inputs.day("holiday", day) for day in told.get("holidays", ())),
        overrides={
            inputs.day("override", day): _one_day(hours)
            for day, hours in told.get("overrides", {}).items()
        },
        country=_country(told),
        subdivision=told.get("subdivision", ""),
        valid_from=inputs.day("valid_from", told.get("valid_from", date.min)),
        valid_until=inputs.day("valid_until", told.get("valid_until", date.max)),
        version=told.get("version", ""),
    )


@lru_cache(maxsize=512)
def public_holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """List the public holidays of a place, substitute days included."""
    return frozenset(named_holidays(country, subdivision, year))


@lru_cache(maxsize=512)
def named_holidays(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    """Name the public holidays of a place as people there do, substitute days included."""
    import holidays

    part = subdivision or None
    spoken = holidays.country_holidays(country, subdiv=part).default_language
    return dict(holidays.country_holidays(country, subdiv=part, years=year, language=spoken))


def _country(told: CalendarTold) -> str:
    country, subdivision = told.get("country", ""), told.get("subdivision", "")
    if not country and not subdivision:
        return ""
    from holidays import list_supported_countries

    known: Mapping[str, Collection[str]] = list_supported_countries(include_aliases=True)
    if country not in known or (subdivision and subdivision not in known[country]):
        raise UnknownWord(f"no holidays are known for {country!r} {subdivision!r}")
    return country


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownWord(f"no time zone is called {name!r}") from error
    return name


def _week(told: str) -> tuple[Hours, ...]:
    week: list[list[tuple[int, int]]] = [[] for _ in WEEKDAYS]
    for part in filter(None, (part.strip() for part in told.split(";"))):
        days, _, hours = part.partition(" ")
        for day in _days(days):
            for opens, closes in _hours(hours):
                week[day].append((opens, min(closes, DAY_MINUTES)))
                if closes > DAY_MINUTES:  # what runs past midnight belongs to the next day
                    week[(day + 1) % 7].append((0, closes - DAY_MINUTES))
    if not any(week):
        raise BadInput("a week that never opens has no working time")
    return tuple(_merged(hours) for hours in week)


def _days(told: str) -> list[int]:
    found: list[int] = []
    for part in told.split(","):
        first, _, last = part.partition("-")
        begin, end = (
            WEEKDAYS.index(inputs.word("weekday", at.strip().lower(), WEEKDAYS))
            for at in (first, last or first)
        )
        found.extend((begin + step) % 7 for step in range((end - begin) % 7 + 1))
    return found


def _hours(told: str) -> list[tuple[int, int]]:
    found = []
    for part in filter(None, (part.strip() for part in told.split(","))):
        opens, _, closes = part.partition("-")
        begin, end = clock_minutes(opens), clock_minutes(closes)
        if begin in {end, DAY_MINUTES}:
            raise OutOfRange(f"hours must have a length: {part!r}")
        found.append((begin, end if end > begin else end + DAY_MINUTES))
    return found


def _one_day(told: str) -> Hours:
    hours = _hours(told)
    if any(closes > DAY_MINUTES for _, closes in hours):
        raise OutOfRange(f"the hours of a single day end at midnight at the latest: {told!r}")
    return _merged(hours)


def clock_minutes(told: str) -> int:
    """Read a time like `17:00` as minutes from midnight; `24:00` is the end of the day."""
    match = CLOCK.fullmatch(told.strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match else DAY_MINUTES + 1
    if minutes > DAY_MINUTES:
        raise OutOfRange(f"no time of day: {told!r}")
    return minutes


def _merged(hours: Collection[tuple[int, int]]) -> Hours:
    merged: list[tuple[int, int]] = []
    for opens, closes in sorted(hours):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(closes, merged[-1][1]))
        else:
            merged.append((opens, closes))
    return tuple(merged)
