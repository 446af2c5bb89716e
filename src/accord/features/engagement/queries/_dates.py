# ruff: noqa: E501 -- a pattern is easier to read in one piece
"""Days and times named in a note, in five languages, as people say them."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache

from accord.features.engagement.queries import _days as words

_LETTER = "a-zа-яёęą"
_FRONT, _BACK = rf"(?<![{_LETTER}])", rf"(?![{_LETTER}])"
_LONG_AGO = timedelta(days=31)
_NOON = 12


@dataclass(frozen=True)
class Named:
    """A day that was named, from ``start`` to ``end`` of the text with what belongs to it."""

    start: int
    end: int
    day: date
    clock: time | None = None

    def overlaps(self, other: "Named") -> bool:
        return self.start < other.end and other.start < self.end


Resolve = Callable[[re.Match[str], date], date | None]


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_FRONT}(?:{pattern}){_BACK}")


def days_in(plain: str, today: date) -> list[Named]:
    """Find the days that ``plain`` names, in order; where two readings overlap, the longer."""
    found = sorted(_met(plain, today), key=lambda named: (named.start - named.end, named.start))
    chosen: list[Named] = []
    for named in found:
        if not any(named.overlaps(other) for other in chosen):
            chosen.append(named)
    return _joined(plain, sorted(chosen, key=lambda named: named.start), today)


def _joined(plain: str, found: list[Named], today: date) -> list[Named]:
    """Make one of neighbours that say one day together: "Fri 20 Nov", "by 4 pm tomorrow"."""
    joined: list[Named] = []
    for named in found:
        last = joined[-1] if joined else None
        if last is None or plain[last.end : named.start].strip(" ,"):
            joined.append(named)
            continue
        only_clock = last.clock is not None and last.day == today
        if only_clock or last.clock is None:
            joined[-1] = Named(last.start, named.end, named.day, named.clock or last.clock)
        else:
            joined.append(named)
    return joined


def _met(plain: str, today: date) -> Iterator[Named]:
    for pattern, resolve in _all_rules():
        for match in pattern.finditer(plain):
            day = resolve(match, today)
            if day is not None:
                yield _whole(plain, match.start(), match.end(), day)
    for match in _TODAY_AT.finditer(plain):
        clock = _clock(match)
        if clock is not None:
            yield Named(match.start(), match.end(), today, clock)


_BEFORE = re.compile(rf"{_FRONT}{words.BEFORE} ?(?:the )?$")
_AFTER = re.compile(words.AFTER)
_TODAY_AT = re.compile(
    rf"{_FRONT}(?:by|before|until|do|przed|kella?|до|к|в) "
    r"(?:(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?:ks|ni)?(?! ?[-–]|\d|[.]\d)"
    r"|(?P<h2>1[0-2]|\d) ?(?P<half2>[ap])\.?m\b)"
)


def _whole(plain: str, start: int, end: int, day: date) -> Named:
    """Take the words around a day that belong to it: "by … at 16:00", "…之前"."""
    before = _BEFORE.search(plain[:start])
    while before is not None:
        start = before.start()
        before = _BEFORE.search(plain[:start])
    after = _AFTER.match(plain, end)
    end = after.end() if after else end
    clock = words.CLOCK.match(plain, end)
    moment = _clock(clock) if clock else None
    if clock is not None and moment is not None:
        end = clock.end()
        after = _AFTER.match(plain, end)
        end = after.end() if after else end
    return Named(start, end, day, moment)


_HOURS = ("h", "h2", "h3", "h4", "h5")


def _clock(match: re.Match[str]) -> time | None:
    given = match.groupdict()
    hour = next((given[name] for name in _HOURS if given.get(name)), None)
    if hour is None:
        return None
    minute = given.get("m") or given.get("m3") or ("30" if given.get("mid") else "0")
    half = given.get("half") or given.get("half2")
    late = half == "p" or given.get("late") in {"下午", "晚上"}
    value = int(hour) % _NOON + (_NOON if late else 0) if half or late else int(hour)
    return time(value, int(minute))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weekday(index: int) -> Resolve:
    def resolve(match: re.Match[str], today: date) -> date:
        if match["next"]:
            return _monday(today) + timedelta(days=7 + index)
        if match["last"]:
            return today - timedelta(days=(today.weekday() - index) % 7 or 7)
        return today + timedelta(days=(index - today.weekday()) % 7 or 7)

    return resolve


def _han_weekday(match: re.Match[str], today: date) -> date:
    index = words.HAN_DAYS[match["day"]]
    weeks = {"下": 1, "上": -1}.get((match["week"] or "")[:1])
    if weeks is not None:
        return _monday(today) + timedelta(days=7 * weeks + index)
    if match["week"]:
        return _monday(today) + timedelta(days=index)
    return today + timedelta(days=(index - today.weekday()) % 7 or 7)


def _at_distance(days: int) -> Resolve:
    return lambda _match, today: today + timedelta(days=days)


def _span(days: int) -> Resolve:
    if days < 0:
        return lambda _match, today: today - timedelta(days=days)
    return lambda match, today: today + timedelta(days=days * _number(match))


def _ago(match: re.Match[str], today: date) -> date:
    return today - timedelta(days=_number(match))


def _number(match: re.Match[str]) -> int:
    said = next(group for group in match.groups() if group)
    return words.NUMBERS.get(said) or int(said)


def _end_of_week(_match: re.Match[str], today: date) -> date:
    friday = _monday(today) + timedelta(days=4)
    return friday if today <= friday else friday + timedelta(days=7)


def _end_of_month(_match: re.Match[str], today: date) -> date:
    return today.replace(day=monthrange(today.year, today.month)[1])


def _end_of_year(_match: re.Match[str], today: date) -> date:
    return today.replace(month=12, day=31)


def _next_week(_match: re.Match[str], today: date) -> date:
    return _monday(today) + timedelta(days=11)


def _next_month(_match: re.Match[str], today: date) -> date:
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first.replace(day=monthrange(first.year, first.month)[1])


def _iso(match: re.Match[str], _today: date) -> date | None:
    return _made(int(match["y"]), int(match["mo"]), int(match["d"]))


def _numbers(match: re.Match[str], today: date) -> date | None:
    year = match["y"]
    if year:
        return _made(int(year) + (2000 if len(year) == 2 else 0), int(match["mo"]), int(match["d"]))  # noqa: PLR2004 -- two digits
    return _coming(today, int(match["mo"]), int(match["d"]))


def _in_month(month: int) -> Resolve:
    def resolve(match: re.Match[str], today: date) -> date | None:
        day = int(match["d"] or match["d2"])
        year = match["y"] or match["y2"]
        return _made(int(year), month, day) if year else _coming(today, month, day)

    return resolve


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    day = int(match["d"])
    here = _made(today.year, today.month, day)
    if here is not None and here > today:
        return here
    later = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return _made(later.year, later.month, day)


def _coming(today: date, month: int, day: int) -> date | None:
    """Take this year, or the next where the day is long past."""
    here = _made(today.year, month, day)
    return _made(today.year + 1, month, day) if here and here < today - _LONG_AGO else here


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _rules() -> Iterator[tuple[re.Pattern[str], Resolve]]:
    which = rf"(?:(?:(?P<next>{words.NEXT})|(?P<last>{words.LAST})|(?:{words.THIS})) )?"
    for language, names in words.WEEKDAYS.items():
        for index, name in enumerate(names):
            yield _word(which + _named_day(language, name)), _weekday(index)
    yield (
        re.compile(
            r"(?P<week>(?:下|上)(?:个)?|本|这(?:个)?)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])"
        ),
        _han_weekday,
    )
    for pattern, days in words.DISTANCES:
        yield _word(pattern), _at_distance(days)
    for pattern, days in words.SPANS:
        yield _word(pattern), _span(days)
    yield _word(words.AGO), _ago
    for pattern, resolve in (
        (words.END_OF_WEEK, _end_of_week), (words.END_OF_MONTH, _end_of_month),
        (words.END_OF_YEAR, _end_of_year), (words.NEXT_WEEK, _next_week),
        (words.NEXT_MONTH, _next_month),
    ):  # fmt: skip
        yield _word(pattern), resolve
    yield from _calendar_rules()


def _named_day(language: str, name: str) -> str:
    """In English, short names count only behind a word like "by": "sat" is also a verb."""
    if language != "en":
        return f"(?:{name})"
    short = name[:3]
    whole = {"mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday"} | {
        "fri": "friday", "sat": "saturday", "sun": "sunday",
    }  # fmt: skip
    return rf"(?:{whole[short]}s?|(?:(?<=by )|(?<=until )|(?<=before )|(?<=on )|(?<=next ))(?:{name})\.?)"


def _calendar_rules() -> Iterator[tuple[re.Pattern[str], Resolve]]:
    yield re.compile(r"(?<!\d)(?P<y>20\d\d)-(?P<mo>\d{1,2})-(?P<d>\d{1,2})(?!\d)"), _iso
    yield (
        re.compile(r"(?P<y>20\d\d) ?年 ?(?P<mo>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号]"),
        _iso,
    )
    yield (
        re.compile(r"(?P<y>(?!))?(?<!\d)(?P<mo>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号]"),
        _numbers,
    )
    yield (
        re.compile(r"(?<![\d.:])(?P<d>\d{1,2})[./](?P<mo>\d{1,2})[./](?P<y>20\d\d|\d\d)(?!\d)"),
        _numbers,
    )
    yield (
        re.compile(
            r"(?:(?<=\bby )|(?<=\bdo )|(?<=\bдо )|(?<=\bк )|(?<=\bna )|(?<=\bon )|(?<=\benne )|(?<=\bkuni ))"
            r"(?P<d>\d{1,2})[./](?P<mo>0?[1-9]|1[0-2])(?P<y>(?!))?(?!\d|[:.]\d)"
        ),
        _numbers,
    )
    for number, (names,) in enumerate(words.MONTHS, 1):
        yield (
            _word(
                rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of)? (?:{names})\.?(?:,? (?P<y>20\d\d))?"
                rf"|(?:{names})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<y2>20\d\d))?)"
            ),
            _in_month(number),
        )
    yield _word(r"the (?P<d>\d{1,2})(?:st|nd|rd|th)"), _day_of_month
    yield re.compile(r"(?<![\d月])(?P<d>\d{1,2})[号](?!\d)"), _day_of_month


@cache
def _all_rules() -> tuple[tuple[re.Pattern[str], Resolve], ...]:
    """Compile the patterns when words are first read: that takes a tenth of a second."""
    return tuple(_rules())
