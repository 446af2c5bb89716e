"""Any list as a file, as it is shown: CSV streamed in constant memory, XLSX for smaller ones."""

import csv
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from itertools import islice
from typing import IO, Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.foundation.imports.reading.formulas import MARK, neutralise
from accord.foundation.kernel.errors import Invalid
from accord.foundation.ui.listing.columns import Column, Label, Row, load, needed
from accord.foundation.ui.listing.listing import Listing
from accord.foundation.ui.listing.planning import plan
from accord.foundation.ui.listing.state import State

CHUNK = 2000
MOST_XLSX = 100_000
WIDEST = 32_767  # characters of one cell, as spreadsheets have it
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Value = Callable[[Row, Any], object]


@dataclass(frozen=True)
class Exported:
    """One column of the file: of which column of the list, under which head, from where.

    ``name`` is a column of the table whose value is taken as it is; ``value`` computes one.
    """

    column: Column
    label: Label
    name: str = ""
    value: Value | None = None


def exported(columns: Sequence[Column]) -> list[Exported]:
    """Give the columns of the file; a column that shows two things becomes two."""
    found: list[Exported] = []
    for column in columns:
        if not column.is_exported:
            continue
        if column.files:
            found += [Exported(column, label, name, value) for label, name, value in column.files]
        else:
            found.append(Exported(column, column.label, column.needs[0]))
    return found


def tables(listing: Listing, state: State) -> tuple[list[str], Iterator[list[list[Any]]]]:
    """Give the head and, chunk by chunk, the rows of the file that a state of a list becomes."""
    columns = listing.shown(state)
    out = exported(columns)
    order, _descending = listing.order(state)
    rows = plan(listing.assuming(state), listing.condition(state), order).rows
    pager = listing.pager(state, needed(columns, listing.needs), rows)
    return [str(one.label) for one in out], _chunks(listing, columns, out, pager.names, pager.all())


def _chunks(
    listing: Listing,
    columns: Sequence[Column],
    out: Sequence[Exported],
    names: Sequence[str],
    tuples: Iterator[tuple[Any, ...]],
) -> Iterator[list[list[Any]]]:
    """Compute column by column, which costs a third of row by row."""
    places = {name: place for place, name in enumerate(names)}
    reads_rows = any(one.value is not None for one in out) or any(c.load for c in columns)
    while chunk := list(islice(tuples, CHUNK)):
        rows = [dict(zip(names, values, strict=True)) for values in chunk] if reads_rows else []
        loaded = load(columns, rows, listing.asking)
        sides = []
        for one in out:
            if one.value is None:
                place = places[one.name]
                sides.append([values[place] for values in chunk])
                continue
            compute, found = one.value, loaded.found.get(one.column.key)
            if found is None:
                sides.append([compute(row, None) for row in rows])
            else:
                sides.append([compute(row, found.get(row["id"])) for row in rows])
        yield [list(line) for line in zip(*map(_written, sides), strict=True)]


def _written(values: list[Any]) -> list[Any]:
    """Make the values of one column fit for a file, looking once at what kind they are."""
    kind = next((type(value) for value in values if value is not None), str)
    if issubclass(kind, str):
        return [_text(value) for value in values]
    if issubclass(kind, datetime):
        zone = timezone.get_current_timezone()
        return [value.astimezone(zone) if value is not None else "" for value in values]
    return ["" if value is None else value for value in values]


def _text(value: Any) -> Any:
    if isinstance(value, str):
        return neutralise(value)
    return "" if value is None else value


def csv_lines(head: Sequence[str], chunks: Iterator[list[list[Any]]]) -> Iterator[bytes]:
    """Write a file that opens everywhere: UTF-8 with its mark, commas, CRLF.

    The last column is empty and says that the file is ours, so that an import takes off again
    what was put before cells that look like formulas.
    """
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow([*map(neutralise, head), MARK])
    yield b"\xef\xbb\xbf" + buffer.getvalue().encode()
    for chunk in chunks:
        buffer = StringIO()
        csv.writer(buffer).writerows([*map(_csv, line), ""] for line in chunk)
        yield buffer.getvalue().encode()


def _csv(value: Any) -> Any:
    return value.strftime("%Y-%m-%d %H:%M") if type(value) is datetime else value


def write_xlsx(
    file: IO[bytes], title: str, head: Sequence[str], chunks: Iterator[list[list[Any]]]
) -> None:
    """Write one sheet row by row. Raises Invalid when there are more rows than it can take."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, {**options, "in_memory": False, "remove_timezone": True})
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for place, words in enumerate([*head, MARK]):
        sheet.write_string(0, place, words, bold)
    sheet.freeze_panes(1, 0)
    lines = (line for chunk in chunks for line in chunk)
    try:
        for number, line in enumerate(lines, 1):
            if number > MOST_XLSX:
                raise Invalid(_("A spreadsheet takes at most 100,000 rows; choose CSV instead."))
            for place, value in enumerate(line):
                _write_cell(sheet, (number, place), value, (day, moment))
    finally:
        book.close()


def _write_cell(sheet: Any, place: tuple[int, int], value: Any, formats: tuple[Any, Any]) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(*place, value, formats[1])
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, formats[0])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(*place, value)
    elif value != "":
        sheet.write_string(*place, str(value)[:WIDEST])


def _sheet(listing: Listing, head: Sequence[str], chunks: Iterator[list[list[Any]]]) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the answer closes it
    try:
        write_xlsx(file, str(listing.label), head, chunks)
    except Invalid:
        file.close()
        raise
    file.seek(0)
    return file


def download(listing: Listing, state: State, kind: str) -> HttpResponseBase:
    """Answer with the list as a file. Raises Invalid for an unknown kind or a too big sheet."""
    if kind not in FORMATS:
        raise Invalid(_("Lists leave as CSV or XLSX."))
    head, chunks = tables(listing, state)
    name = f"{listing.area}-{timezone.localtime(listing.asking.at):%Y-%m-%d}.{kind}"
    response: HttpResponseBase
    if kind == "csv":
        response = StreamingHttpResponse(csv_lines(head, chunks), content_type=FORMATS[kind])
    else:
        response = FileResponse(_sheet(listing, head, chunks), content_type=FORMATS[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
