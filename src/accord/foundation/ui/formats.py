"""Dates, numbers, lists and names as the person who reads is used to them.

Everything here is called many times a page: the names of months and days are looked up once a
language, then joined by hand. Moments are shown in the time zone that is active; what "today"
is, the caller says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

NEAR = 14  # days within which a date is told as a distance
DAY = timedelta(days=1)
SOON = timedelta(hours=24)

# Day of the week, day, month and year, as each language writes them when there is little room.
_PATTERNS = {
    "short": {
        "en": "{wd} {d} {mon}", "pl": "{wd} {d} {mon}", "et": "{wd}, {d}. {mon}",
        "ru": "{wd}, {d} {mon}", "zh": "{m}月{d}日",
    },
    "day": {
        "en": "{d} {mon}", "pl": "{d} {mon}", "et": "{d}. {mon}", "ru": "{d} {mon}",
        "zh": "{m}月{d}日",
    },
    "year": {
        "en": "{d} {mon} {y}", "pl": "{d} {mon} {y}", "et": "{d}. {mon} {y}",
        "ru": "{d} {mon} {y}", "zh": "{y}年{m}月{d}日",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Due:
    """A due moment as the clock shows it: words, the part of the time used, the state."""

    words: str
    part: float
    state: str  # "", "soon", "late" or "done"
    full: str


def locale() -> Locale:
    return _locale(get_language() or "en")


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    return Locale.parse(to_locale(language))


@lru_cache(maxsize=32)
def _names(language: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Give the base language, its short months from January and its short days from Monday."""
    found = _locale(language)
    months = found.months["format"]["abbreviated"]
    days = found.days["format"]["abbreviated"]
    return (
        found.language,
        tuple(months[index] for index in range(1, 13)),
        tuple(days[index] for index in range(7)),
    )


@lru_cache(maxsize=8192)
def _written(kind: str, day: date, language: str) -> str:
    base, months, days = _names(language)
    patterns = _PATTERNS[kind]
    pattern = patterns.get(base, patterns["en"])
    return pattern.format(
        wd=days[day.weekday()], d=day.day, mon=months[day.month - 1], m=day.month, y=day.year
    )


def local(moment: date | datetime) -> date:
    """Give the day of ``moment`` where the person is."""
    if isinstance(moment, datetime):
        return _day(moment, _zone())
    return moment


def _day(moment: date | datetime, zone: tzinfo) -> date:
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(zone).date() if moment.tzinfo else moment.date()


def clock_time(moment: datetime) -> str:
    return _time(moment.astimezone(_zone()))


def _time(there: datetime) -> str:
    return f"{there.hour:02}:{there.minute:02}"


def weekday(day: date, *, short: bool = False) -> str:
    """Name the day of the week, as it stands alone."""
    names = locale().days["stand-alone"]
    return str(names["abbreviated" if short else "wide"][day.weekday()])


def month(day: date) -> str:
    """Name the month, short, as it stands alone."""
    return str(locale().months["stand-alone"]["abbreviated"][day.month])


def short_date(moment: date | datetime, *, today: date) -> str:
    """Write "Fri 27 Nov", or "27 Nov 2027" when it is far from this year."""
    day = local(moment)
    far = day.year != today.year and abs((day - today).days) > NEAR
    return _written("year" if far else "short", day, get_language() or "en")


def day_month(moment: date | datetime, *, today: date) -> str:
    """Write "27 Nov", with the year when it is another one."""
    day = local(moment)
    return _written("day" if day.year == today.year else "year", day, get_language() or "en")


def long_date(moment: date | datetime) -> str:
    """Write the day in full: "Thursday, 19 November 2026"."""
    return _long_date(local(moment), get_language() or "en")


@lru_cache(maxsize=2048)
def _long_date(day: date, language: str) -> str:
    if language == "en":  # the language of the source is British in its dates
        return format_date(day, "EEEE, d MMMM y", locale="en_GB")
    return format_date(day, "full", locale=_locale(language))


def full(moment: date | datetime) -> str:
    """Write everything there is to know, for hover and focus."""
    if isinstance(moment, datetime):
        there = moment.astimezone(_zone())
        return f"{long_date(there.date())}, {_time(there)}"
    return long_date(moment)


def when(moment: date | datetime, *, at: datetime) -> str:
    """Tell when something was or will be: a distance while near, else the date."""
    zone = _zone()
    today, day = _day(at, zone), _day(moment, zone)
    return _told(moment, day, today)


def _told(moment: date | datetime, day: date, today: date) -> str:
    if day == today and isinstance(moment, datetime):
        return _("today %(time)s") % {"time": clock_time(moment)}
    return _told_day(day, today, get_language() or "en")


@lru_cache(maxsize=4096)
def _told_day(day: date, today: date, _language: str) -> str:
    distance = (day - today).days
    named = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get(distance)
    if named:
        return named
    if 0 < distance <= NEAR:
        return in_days(distance)
    if -NEAR <= distance < 0:
        return days_ago(-distance)
    return short_date(day, today=today)


def stamp(moment: datetime, *, at: datetime) -> str:
    """Write the moment of a past event: "Sat 14 Nov, 21:06", or the date alone in other years."""
    zone = _zone()
    there, today = moment.astimezone(zone), at.astimezone(zone).date()
    day = short_date(there.date(), today=today)
    return f"{day}, {_time(there)}" if there.year == today.year else day


class Stamps:
    """Writes the moments of one page; zone, day and language are looked up once."""

    def __init__(self, at: datetime) -> None:
        self.zone = _zone()
        self.today = at.astimezone(self.zone).date()
        self.language = get_language() or "en"

    def of(self, moment: datetime) -> tuple[str, str]:
        """Give the moment as ``stamp`` and as ``full`` write it."""
        there = moment.astimezone(self.zone)
        day, time = there.date(), _time(there)
        is_this_year = day.year == self.today.year
        is_far = not is_this_year and abs((day - self.today).days) > NEAR
        near = _written("year" if is_far else "short", day, self.language)
        return (
            f"{near}, {time}" if is_this_year else near,
            f"{_long_date(day, self.language)}, {time}",
        )


def in_days(days: int) -> str:
    return ngettext("in %(n)s d", "in %(n)s d", days) % {"n": days}


def every(days: int) -> str:
    return ngettext("every day", "every %(n)s days", days) % {"n": days}


def days_ago(days: int) -> str:
    return ngettext("%(n)s d ago", "%(n)s d ago", days) % {"n": days}


def days_late(days: int) -> str:
    return _days_late(days, get_language() or "en")


@lru_cache(maxsize=1024)
def _days_late(days: int, _language: str) -> str:
    return ngettext("%(n)s d late", "%(n)s d late", days) % {"n": days}


def days_short(days: int) -> str:
    """Write a number of days where a column head has said what is counted: "26 d"."""
    return ngettext("%(n)s d", "%(n)s d", days) % {"n": days}


def due(
    moment: date | datetime,
    *,
    at: datetime,
    since: date | datetime | None = None,
    kept: date | datetime | None = None,
) -> Due:
    """Tell a due date the way the clock shows it; ``since`` is when the time began to run."""
    zone = _zone()
    today, day = _day(at, zone), _day(moment, zone)
    if kept is not None:
        words = _("kept %(date)s") % {"date": day_month(kept, today=today)}
        return Due(words, 1.0, "done", full(moment))
    end = _start(moment, zone) + (DAY if day is moment else timedelta())
    if end < at:
        late = (today - day).days
        words = days_late(late) if late else _("late since %(time)s") % {"time": clock_time(end)}
        return Due(words, 1.0, "late", full(moment))
    part = _part(end - NEAR * DAY if since is None else _start(since, zone), end, at)
    state = "soon" if end - at <= SOON or part >= 0.8 else ""  # noqa: PLR2004 -- the last fifth
    return Due(_told(moment, day, today), part, state, full(moment))


def _start(moment: date | datetime, zone: tzinfo) -> datetime:
    """Take a day from its midnight where the person is."""
    if isinstance(moment, datetime):
        return moment
    return datetime(moment.year, moment.month, moment.day, tzinfo=zone)


def _zone() -> tzinfo:
    return timezone.get_current_timezone()


def _part(start: datetime, end: datetime, at: datetime) -> float:
    whole = (end - start).total_seconds()
    return min(max((at - start).total_seconds() / whole, 0.0), 1.0) if whole > 0 else 1.0


def number(value: float | Decimal, digits: int | None = None) -> str:
    """Write a number; ``digits`` fixes how many stand behind the point."""
    if isinstance(value, int) and -1000 < value < 1000:  # noqa: PLR2004 -- no grouping below
        return str(value)
    pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=locale())


def percent(part: float | Decimal, digits: int = 0) -> str:
    """Write 0.843 as "84%", the way the language does."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    sign = locale().percent_formats[None].pattern.lstrip("#,0")
    return format_percent(part, format=pattern + sign, locale=locale())


def compact(value: float) -> str:
    """Write a big number short: 12,300 as "12K"."""
    return format_compact_decimal(value, locale=locale(), fraction_digits=0)


def money(amount: Decimal, currency: str) -> str:
    return format_currency(amount, currency, locale=locale())


def listing(words: Iterable[str]) -> str:
    """Join words to "Anna, Jan and Liis"."""
    return format_list(list(words), locale=locale())


def file_size(count: int) -> str:
    if count < 1024:  # noqa: PLR2004 -- a kilobyte
        return _("%(n)s bytes") % {"n": number(count)}
    size = float(count)
    for unit in ("kB", "MB", "GB", "TB"):
        size /= 1024
        if size < 1024 or unit == "TB":  # noqa: PLR2004 -- the next unit
            return f"{number(round(size, 1 if size < 10 else 0))} {unit}"  # noqa: PLR2004 -- one decimal below ten
    raise AssertionError


def full_name(given: str, family: str) -> str:
    """Put the parts of a name in their order: the family first, unspaced, in Han and Hangul."""
    given, family = given.strip(), family.strip()
    if not given or not family:
        return given or family
    if _east_asian(given) and _east_asian(family):
        return family + given
    return f"{given} {family}"


def _east_asian(words: str) -> bool:
    return all("\u3400" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" for char in words)
