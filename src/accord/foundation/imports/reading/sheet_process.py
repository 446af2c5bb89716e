"""A process of its own that unpacks one spreadsheet, so that no file can take the caller down.

The library puts a sheet into memory whole, from its first to its last filled cell, and ends the
process when there is not enough: two cells far apart are enough for that. Here it may: memory and
time are capped, and the caller sees a process that ended instead of ending itself.

Run as a script: path, sheet ("" for the first one with something in it), memory, seconds, and how
many characters a cell and a row may have. Writes lines of JSON: what the workbook holds, then lists
of rows, ``null`` for one that is too long, then ``true`` as the end.
"""

import contextlib
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import python_calamine

_BATCH_ROWS = 200
_BATCH_SIZE = 1024 * 1024
_DIGITS = 15
Span = tuple[int, int, int]


def main(path: str, sheet: str, memory: int, seconds: int, longest: tuple[int, int]) -> None:
    _confine(memory, seconds)
    try:
        _tell_all(path, sheet, longest)
    except python_calamine.PasswordError:
        _tell({"refused": "encrypted"})
    except python_calamine.WorksheetNotFound:
        _tell({"refused": "no-such-sheet"})
    except MemoryError:
        _tell({"refused": "too-big"})
    except python_calamine.CalamineError:
        _tell({"refused": "damaged"})


def _confine(memory: int, seconds: int) -> None:
    """Cap memory and processor time where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _tell(said: object) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(said) + b"\n")


def _tell_all(path: str, wanted: str, longest: tuple[int, int]) -> None:
    with Path(path).open("rb") as stream:
        workbook = python_calamine.CalamineWorkbook.from_filelike(stream)
    names = [each.name for each in workbook.sheets_metadata if _is_table(each)]
    hidden = {each.name for each in workbook.sheets_metadata if _is_hidden(each)}
    sheet = _chosen(workbook, wanted, names, hidden)
    if sheet is None:
        _tell({"refused": "no-such-sheet" if wanted else "empty"})
        return
    spans = [(top[0], end[0], top[1]) for top, end in sheet.merged_cell_ranges or []]
    _tell({"sheets": names, "hidden": sorted(hidden), "sheet": sheet.name, "merged": len(spans)})
    for batch in _batches(_with_merged(sheet, spans), *longest):
        _tell(batch)
    _tell(True)  # noqa: FBT003


def _batches(
    rows: Iterator[list[str]], longest_cell: int, longest_row: int
) -> Iterator[list[list[str] | None]]:
    """Put rows together, but never more than the other side can be asked to hold."""
    batch: list[list[str] | None] = []
    size = 0
    for row in rows:
        lengths = [len(cell) for cell in row]
        fits = sum(lengths) <= longest_row and max(lengths, default=0) <= longest_cell
        batch.append(row if fits else None)
        size += sum(lengths) if fits else 0
        if len(batch) >= _BATCH_ROWS or size >= _BATCH_SIZE:
            yield batch
            batch, size = [], 0
    yield batch


def _is_table(described: python_calamine.SheetMetadata) -> bool:
    return described.typ == python_calamine.SheetTypeEnum.WorkSheet


def _is_hidden(described: python_calamine.SheetMetadata) -> bool:
    return described.visible != python_calamine.SheetVisibleEnum.Visible


def _chosen(
    workbook: python_calamine.CalamineWorkbook, wanted: str, names: list[str], hidden: set[str]
) -> python_calamine.CalamineSheet | None:
    """Take the sheet asked for, else the first one that people see and that is not empty."""
    if wanted:
        return workbook.get_sheet_by_name(wanted)
    for name in sorted(names, key=lambda name: name in hidden):
        sheet = workbook.get_sheet_by_name(name)
        if sheet.end is not None:
            return sheet
    return None


def _with_merged(sheet: python_calamine.CalamineSheet, spans: list[Span]) -> Iterator[list[str]]:
    """Repeat the value of cells merged downwards in each of their rows."""
    starts: dict[int, list[Span]] = {}
    for span in spans:
        starts.setdefault(span[0], []).append(span)
    first_column = sheet.start[1] if sheet.start else 0
    running: dict[int, tuple[int, str]] = {}
    for number, cells in enumerate(sheet.iter_rows()):
        row = [_text(cell) for cell in cells]
        for top, end, column in starts.get(number, ()):
            at = column - first_column
            if 0 <= at < len(row) and end > top:
                running[at] = (end, row[at])
        for at, (end, value) in list(running.items()):
            if number > end:
                del running[at]
            elif not row[at]:
                row[at] = value
        yield row


def _text(cell: Any) -> str:
    """Write a value as plain text: ISO dates, numbers without the noise of binary fractions."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, timedelta):
        return _duration(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)


def _number(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    plain = Decimal(f"{value:.{_DIGITS}g}") + 0
    if not plain.is_finite():
        return str(value)
    shown = f"{plain:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(abs(value).total_seconds(), 60)
    hours, minutes = divmod(int(minutes), 60)
    sign = "-" if value < timedelta() else ""
    return f"{sign}PT{hours}H{minutes}M{_number(round(seconds, 3))}S"


if __name__ == "__main__":
    _memory, _seconds, _cell, _row = map(int, sys.argv[3:7])
    main(sys.argv[1], sys.argv[2], _memory, _seconds, (_cell, _row))
