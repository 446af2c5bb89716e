"""Dates as people write them, and which order a column of them is in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal

Order = Literal["ymd", "dmy", "mdy"]
_LONGEST = 60
_PIVOT = 68
_MONTHS = {
    1: "january jan stycznia styczeń sty jaanuar jaan января январь янв",
    2: "february feb lutego luty lut veebruar veebr февраля февраль фев",
    3: "march mar marca marzec märts марта март мар",
    4: "april apr kwietnia kwiecień kwi aprill апреля апрель апр",
    5: "may maja maj mai мая май",
    6: "june jun czerwca czerwiec cze juuni июня июнь июн",
    7: "july jul lipca lipiec lip juuli июля июль июл",
    8: "august aug sierpnia sierpień sie августа август авг",
    9: "september sep sept września wrzesień wrz сентября сентябрь сен сент",
    10: "october oct października październik paź oktoober okt октября октябрь окт",
    11: "november nov listopada listopad lis ноября ноябрь ноя нояб",
    12: "december dec grudnia grudzień gru detsember dets декабря декабрь дек",
}
_MONTH_NUMBERS = {name: number for number, names in _MONTHS.items() for name in names.split()}

_TIME = (
    r"(?:[T\s,]\s?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?\s?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
_YEAR_FIRST = re.compile(r"(?P<a>\d{4})([-/.])(?P<b>\d{1,2})\2(?P<c>\d{1,2})" + _TIME)
_YEAR_LAST = re.compile(r"(?P<a>\d{1,2})([-/.])(?P<b>\d{1,2})\2(?P<c>\d{4}|\d\d)" + _TIME)
_CHINESE = re.compile(r"(?P<a>\d{4})年(?P<b>\d{1,2})月(?P<c>\d{1,2})[日号]" + _TIME)
_DAY_NAME = re.compile(
    r"(?P<a>\d{1,2})\.?[-\s](?P<name>[^\W\d_]{3,12})\.?,?[-\s](?P<c>\d{4})" + _TIME
)
_NAME_DAY = re.compile(r"(?P<name>[^\W\d_]{3,12})\.?\s(?P<a>\d{1,2}),?\s(?P<c>\d{4})" + _TIME)
_PATTERNS = (_YEAR_FIRST, _YEAR_LAST, _CHINESE, _DAY_NAME, _NAME_DAY)


@dataclass(frozen=True)
class DateColumn:
    """How a column writes its dates.

    ``order`` is the one to read it with, or ``None`` where no cell is a date. ``ambiguous`` says
    that another order reads every cell just as well, ``conflicting`` that no order reads them all.
    ``deciding`` is a cell that only this order can read.
    """

    order: Order | None
    share: float
    ambiguous: bool = False
    conflicting: bool = False
    twelve_hours: bool = False
    with_time: bool = False
    deciding: str = ""


def detect(cells: Iterable[str]) -> DateColumn:
    """Find the order of day, month and year that reads the most cells of a column."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    readable = [cell for cell in filled if looks_like_date(cell)]
    if not readable:
        return DateColumn(None, 0.0)
    read = {order: [parse(cell, order) is not None for cell in readable] for order in _ORDERS}
    best = max(_ORDERS, key=lambda order: (sum(read[order]), order == _usual(readable)))
    rivals = [order for order in _ORDERS if order != best]
    deciding = [
        cell
        for place, cell in enumerate(readable)
        if read[best][place] and not any(read[rival][place] for rival in rivals)
    ]
    matches = [match for cell in readable if (match := _match(cell))]
    return DateColumn(
        best,
        sum(read[best]) / len(filled),
        ambiguous=any(_same(read[best], read[rival]) for rival in rivals)
        and not _by_year(readable),
        conflicting=sum(read[best]) < len(readable),
        twelve_hours=any(match["half"] for match in matches),
        with_time=any(match["hour"] for match in matches),
        deciding=deciding[0] if deciding else "",
    )


_ORDERS: tuple[Order, ...] = ("ymd", "dmy", "mdy")


def _same(one: list[bool], other: list[bool]) -> bool:
    return one == other


def _by_year(cells: list[str]) -> bool:
    """Dates that begin with the year, or name the month, are read alike in every order."""
    return all(_YEAR_LAST.fullmatch(cell) is None for cell in cells)


def _usual(cells: list[str]) -> Order:
    """Prefer what is customary for the separator where the digits leave it open."""
    if _by_year(cells):
        return "ymd"
    return "mdy" if any(match["half"] for cell in cells if (match := _match(cell))) else "dmy"


def looks_like_date(text: str) -> bool:
    """Tell whether some order makes a date of ``text``."""
    return any(parse(text, order) is not None for order in ("dmy", "mdy"))


def parse(text: str, order: Order) -> date | datetime | None:
    """Read one cell; a day alone gives a date, a day and an hour a datetime.

    Two digits of a year up to 68 belong to this century, the others to the last.
    """
    match = _match(text.strip())
    if match is None:
        return None
    try:
        day = _day(match, order)
        return day if match["hour"] is None else datetime.combine(day, _time(match), _zone(match))
    except (ValueError, OverflowError):
        return None


def _match(text: str) -> re.Match[str] | None:
    if len(text) > _LONGEST:
        return None
    return next((match for each in _PATTERNS if (match := each.fullmatch(text))), None)


def _day(match: re.Match[str], order: Order) -> date:
    if match.re in {_YEAR_FIRST, _CHINESE}:
        return date(int(match["a"]), int(match["b"]), int(match["c"]))
    if "name" in match.re.groupindex:
        named = _MONTH_NUMBERS.get(match["name"].lower(), 0)
        return date(int(match["c"]), named, int(match["a"]))
    if order == "ymd":
        return _short_year_first(match)
    day, month = (match["a"], match["b"]) if order == "dmy" else (match["b"], match["a"])
    return date(_full_year(match["c"]), int(month), int(day))


def _short_year_first(match: re.Match[str]) -> date:
    if len(match["c"]) != 2 or len(match["a"]) != 2:  # noqa: PLR2004
        raise ValueError
    return date(_full_year(match["a"]), int(match["b"]), int(match["c"]))


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) != 2:  # noqa: PLR2004
        return year
    return year + (2000 if year <= _PIVOT else 1900)


def _time(match: re.Match[str]) -> time:
    hour = int(match["hour"])
    if half := match["half"]:
        if not 1 <= hour <= 12:  # noqa: PLR2004
            raise ValueError
        hour = hour % 12 + (12 if half in "Pp" else 0)
    return time(hour, int(match["minute"]), int(match["second"] or 0))


def _zone(match: re.Match[str]) -> timezone | None:
    stated = match["zone"]
    if stated is None:
        return None
    if stated == "Z":
        return UTC
    digits = stated[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if stated[0] == "-" else offset)
