"""Records of a delimited file, streamed; a broken one costs its own line and no other."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from accord.foundation.imports.reading.detection import Limits
from accord.foundation.imports.reading.dialects import Dialect, split_leniently
from accord.foundation.imports.reading.lines import Overlong
from accord.foundation.imports.reading.marks import is_marked
from accord.foundation.imports.reading.rows import Refused, Remark, Row, excerpt

_STRAY_QUOTE = (Remark("stray-quote"),)


class _TooLongError(Exception):
    """A record that grew beyond the limit, most likely behind a quote that nobody closed."""


class _Feed:
    """Hands lines to the reader and remembers those of the present record."""

    def __init__(self, lines: Iterator[str], limit: int) -> None:
        self._lines = lines
        self._limit = limit
        self._again: list[str] = []
        self._size = 0
        self.taken: list[str] = []
        self.number = 0

    def begin(self) -> int:
        """Start a record; give the number of its first line."""
        self.taken.clear()
        self._size = 0
        return self.number + 1

    def put_back(self) -> None:
        """Keep the first line of the present record as done and give the others once more."""
        self._again.extend(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1
        del self.taken[1:]

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines)
        self.taken.append(line)
        self.number += 1
        self._size += len(line)
        if self._size > self._limit or isinstance(line, Overlong):
            raise _TooLongError
        return line


@dataclass
class Records:
    """The rows of delimited text, blank lines left out; iterate once.

    ``doubted`` names a code page that was only guessed: a line that is UTF-8 is then read as such.
    """

    lines: Iterator[str]
    dialect: Dialect
    limits: Limits
    doubted: str = ""

    def __iter__(self) -> Iterator[Row | Refused]:
        csv.field_size_limit(max(csv.field_size_limit(), 2 * self.limits.row))
        feed = _Feed(self.lines, self.limits.row)
        reader = csv.reader(feed, **self.dialect.options(strict=True))  # type: ignore[arg-type]
        while True:
            number = feed.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, _TooLongError) as error:
                yield self._mended(number, feed, error)
            else:
                if any(map(str.strip, cells)):
                    yield self._checked(number, cells, feed.taken)

    def _mended(self, number: int, feed: _Feed, error: Exception) -> Row | Refused:
        """Read one line with a stray quote as it stands; refuse the first line of several."""
        several = len(feed.taken) > 1
        line = feed.taken[0]
        feed.put_back()
        if several:
            return Refused(number, "unclosed-quote", raw=excerpt(line))
        if isinstance(error, _TooLongError):
            return Refused(number, "row-too-long", {"limit": self.limits.row}, excerpt(line))
        cells = split_leniently([line], self.dialect)[0]
        return self._checked(number, cells, [line], _STRAY_QUOTE)

    def _checked(
        self, number: int, cells: list[str], taken: list[str], problems: tuple[Remark, ...] = ()
    ) -> Row | Refused:
        raw = taken[0] if len(taken) == 1 else "".join(taken)
        if self.doubted and not raw.isascii() and _is_utf8(raw, self.doubted):
            cells = [_bytes(cell, self.doubted).decode("utf-8") for cell in cells]
            problems += (Remark("other-encoding"),)
        elif is_marked(raw):
            return Refused(number, "undecodable", raw=excerpt(raw))
        if "\x00" in raw:
            return Refused(number, "zero-byte", raw=excerpt(raw))
        if len(cells) > self.limits.columns:
            return Refused(number, "too-many-columns", {"limit": self.limits.columns}, excerpt(raw))
        if len(raw) > self.limits.cell and max(map(len, cells)) > self.limits.cell:
            return Refused(number, "cell-too-long", {"limit": self.limits.cell}, excerpt(raw))
        return Row(number, tuple(cells), problems)


def _is_utf8(raw: str, encoding: str) -> bool:
    """Tell whether a line of a file in a code page was written in UTF-8 all the same."""
    try:
        _bytes(raw, encoding).decode("utf-8")
    except UnicodeError:
        return False
    return True


def _bytes(text: str, encoding: str) -> bytes:
    """Give the bytes that text was decoded from, those that could not be decoded among them."""
    return text.encode(encoding, "surrogateescape")
