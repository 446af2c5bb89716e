"""Which delimiter, quote and escape a delimited file uses, judged by its first lines."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from accord.foundation.imports.reading.rows import Unreadable

DELIMITERS = (",", ";", "\t", "|", " ")
# A character that no text holds, since the reader wants one even where a line is one cell.
_NO_DELIMITER = "\ufdd0"
_RECORDS = 300
_STEADY = 0.6
_ALIGNED = 0.98


@dataclass(frozen=True)
class Dialect:
    """How cells are set apart; ``delimiter=""`` means that a line is one cell."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    skip_space: bool = False

    def __post_init__(self) -> None:
        """Refuse what can't set cells apart, since a person may have chosen it."""
        signs = [sign for sign in (self.delimiter, self.quote, self.escape) if sign]
        if len(set(signs)) < len(signs) or any(len(s) > 1 or s in "\r\n" for s in signs):
            raise Unreadable("dialect", delimiter=self.delimiter, quote=self.quote)

    def options(self, *, strict: bool) -> dict[str, object]:
        """Name the parameters for the reader of the standard library."""
        return {
            "delimiter": self.delimiter or _NO_DELIMITER,
            "quotechar": self.quote or None,
            "quoting": csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            "escapechar": self.escape or None,
            "skipinitialspace": self.skip_space,
            "strict": strict,
        }


def split_leniently(lines: Sequence[str], dialect: Dialect) -> list[list[str]]:
    """Split lines whatever is wrong with their quotes."""
    rows: list[list[str]] = []
    reader = csv.reader(lines, **dialect.options(strict=False))  # type: ignore[arg-type]
    while True:
        try:
            rows.append(next(reader))
        except StopIteration:
            return rows
        except csv.Error:
            rows.append([])


def detect(lines: Sequence[str], *, delimiter: str | None, quote: str | None) -> Dialect:
    """Find the dialect of a sample of whole lines; what a person has chosen stays as it is."""
    quotes = [quote] if quote is not None else _quotes_in(lines)
    delimiters = [delimiter] if delimiter is not None else list(DELIMITERS)
    candidates = [
        Dialect(each, mark, skip_space=spaced)
        for mark in quotes
        for each in delimiters
        for spaced in ((False, True) if each != " " else (True,))
    ]
    best = max(candidates, key=lambda dialect: _steadiness(lines, dialect))
    if delimiter is None and _steadiness(lines, best)[0] == 0:
        best = Dialect("", best.quote)
    return _spaced_after(lines, _with_escape(lines, best))


def _quotes_in(lines: Sequence[str]) -> list[str]:
    """Offer the apostrophe only where cells begin and end with it and never with a quote."""
    text = "".join(lines)
    opened = sum(text.count(f"{mark}'") for mark in ",;\t|\n")
    closed = sum(text.count(f"'{mark}") for mark in ",;\t|\r\n")
    if opened > 1 and closed >= opened and '"' not in text:
        return ["'", '"']
    return ['"']


def _steadiness(lines: Sequence[str], dialect: Dialect) -> tuple[float, float, int]:
    """Rate a dialect: how many rows share one width beyond one column, and how wide they are."""
    if not dialect.delimiter:
        return (0.5, 0.0, 0)
    rows = split_leniently(lines, dialect)
    widths = Counter(len(_trimmed(row)) for row in islice(filter(any, rows), _RECORDS))
    total = sum(widths.values())
    width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
    wide = sum(times for each, times in widths.items() if each > 1)
    floor = _ALIGNED if dialect.delimiter == " " else 0
    if width < 2 or total == 0 or wide / total < _STEADY or count / total < floor:  # noqa: PLR2004
        return (0.0, 0.0, 0)
    order = -DELIMITERS.index(dialect.delimiter) if dialect.delimiter in DELIMITERS else 0
    return (round(count / total, 1) + wide / total, width, order)


def _trimmed(row: list[str]) -> list[str]:
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end] if end else row


def _with_escape(lines: Sequence[str], dialect: Dialect) -> Dialect:
    r"""Take the backslash as escape where quoted cells hold ``\"`` and are torn without it."""
    if not dialect.quote or not any(f"\\{dialect.quote}" in line for line in lines):
        return dialect
    escaped = Dialect(dialect.delimiter, dialect.quote, "\\", dialect.skip_space)
    plain, better = (_torn(lines, each) for each in (dialect, escaped))
    return escaped if better < plain else dialect


def _torn(lines: Sequence[str], dialect: Dialect) -> int:
    """Count the records that a strict reader refuses."""
    torn = 0
    options = _spaced_after(lines, dialect).options(strict=True)
    reader = csv.reader(lines, **options)  # type: ignore[arg-type]
    while True:
        try:
            next(reader)
        except StopIteration:
            return torn
        except csv.Error:
            torn += 1


def _spaced_after(lines: Sequence[str], dialect: Dialect) -> Dialect:
    """Drop the space behind each delimiter where the file puts one there throughout."""
    if not dialect.delimiter.strip() or dialect.skip_space:
        return dialect
    rows = split_leniently(lines[:_RECORDS], dialect)
    later = [cell for row in rows for cell in row[1:] if cell.strip()]
    spaced = sum(cell.startswith(" ") for cell in later)
    if later and spaced >= len(later) * _ALIGNED:
        return Dialect(dialect.delimiter, dialect.quote, dialect.escape, skip_space=True)
    return dialect
