"""The front door of reading: what is in a file, and its rows.

``detect`` looks at the beginning and says how the file will be read; people may change that;
``read`` follows it through the whole file. Both raise ``Unreadable`` for a file that is no table.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain, islice

from accord.foundation.imports.reading import formats, formulas, headers, plain_text, spreadsheets
from accord.foundation.imports.reading.containers import Content, Source, unwrapped
from accord.foundation.imports.reading.delimited import Records
from accord.foundation.imports.reading.detection import Choices, Detection, Limits
from accord.foundation.imports.reading.dialects import Dialect
from accord.foundation.imports.reading.dialects import detect as detect_dialect
from accord.foundation.imports.reading.encodings import Guess
from accord.foundation.imports.reading.formats import Format
from accord.foundation.imports.reading.lines import Text
from accord.foundation.imports.reading.plain_text import Sample
from accord.foundation.imports.reading.rows import Facts, Refused, Remark, Row, Unreadable, excerpt
from accord.foundation.imports.reading.spreadsheets import Workbook
from accord.foundation.imports.reading.vcards import flat, stream

Stream = Iterator[Row | Refused]
_LOOKED_AT = 300
_ANY = Choices()
_USUAL = Limits()
_CARD_HEADER: tuple[str, ...] = flat.HEADER


class Table:
    """The rows of one table, read once; ``header`` names its columns, each name once.

    ``detection`` gains a warning when the bytes belie the encoding after the beginning.
    """

    def __init__(self, detection: Detection, rows: Stream, text: Text | None = None) -> None:
        self.detection = detection
        self._text = text
        seen = list(islice(rows, _LOOKED_AT))
        self._rows: Stream = chain(seen, rows)
        if detection.format == "vcard":
            self.header, self._width, self.is_ours = _CARD_HEADER, len(_CARD_HEADER), False
            return
        named = self._take_header() if detection.has_header else ()
        self._width = _width(named, [row for row in seen if isinstance(row, Row)])
        padded = (*named, *([""] * (self._width - len(named))))[: self._width]
        self.header, _ = headers.named(padded)
        self.is_ours = formulas.is_ours(self.header)

    def __iter__(self) -> Stream:
        for row in self._rows:
            yield self._shaped(row) if isinstance(row, Row) and row.card is None else row
        if self._text is not None and self._text.changed_at:
            encoding = self._text.guess.encoding
            remark = Remark(
                "encoding-changed", _facts(encoding=encoding, line=self._text.changed_at)
            )
            self.detection = self.detection.overridden(encoding=encoding)
            self.detection = self.detection.warned(remark)

    def _take_header(self) -> Sequence[str]:
        """Take the first row off; what was refused before the table begins stays to be told."""
        before: list[Row | Refused] = []
        for first in self._rows:
            if isinstance(first, Row):
                self._rows = chain(before, self._rows)
                return first.cells
            if first.number >= self.detection.first_row:
                raise _unreadable_header(first)
            before.append(first)
        self._rows = iter(before)
        return ()

    def _shaped(self, row: Row) -> Row:
        """Give a row as many cells as there are columns, and say so where it had others."""
        cells, width = row.cells, self._width
        problems = row.problems
        if len(cells) < width:
            problems += (Remark("too-few-cells", {"cells": len(cells), "columns": width}),)
            cells += ("",) * (width - len(cells))
        elif len(cells) > width:
            if any(map(str.strip, cells[width:])):
                problems += (Remark("too-many-cells", {"cells": len(cells), "columns": width}),)
            else:
                cells = cells[:width]
        if self.is_ours:
            cells = tuple(map(formulas.restore, cells))
        return Row(row.number, cells, problems)


def _unreadable_header(first: Refused) -> Unreadable:
    return Unreadable("header-unreadable", line=first.number, reason=first.message)


def _facts(**facts: str | int) -> Facts:
    return facts


def _width(named: Sequence[str], rows: Sequence[Row]) -> int:
    """Count the columns: those with a name, or with a cell filled where the header goes on."""
    filled = [_filled_width(row.cells) for row in rows]
    if not named:
        widths = Counter(filled)
        return max(widths, key=lambda width: (widths[width], width), default=0)
    stated = _filled_width(named)
    return min(len(named), max(stated, *(width for width in (0, *filled) if width <= len(named))))


def _filled_width(cells: Sequence[str]) -> int:
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return width


def detect(
    source: Source, choices: Choices = _ANY, *, name: str = "", limits: Limits = _USUAL
) -> Detection:
    """Find out how a path or a binary stream is to be read; what was chosen is taken as given."""
    with unwrapped(source, name=name, member=choices.member, limits=limits) as content:
        return _detect(content, choices, limits)


def _detect(content: Content, choices: Choices, limits: Limits) -> Detection:
    form = formats.format_of(content, limits)
    if form.kind in formats.SPREADSHEETS:
        found = _detect_sheet(content, form, choices, limits)
    else:
        sample = plain_text.sampled(content, choices.encoding, limits)
        found = _detect_cards(sample) if sample.is_cards else _detect_text(sample, choices, limits)
    warnings = list(found.warnings)
    if len(content.members) > 1:
        facts = _facts(count=len(content.members), member=content.member)
        warnings.insert(0, Remark("several-members", facts))
    return found.overridden(
        member=content.member, members=content.members, warnings=tuple(warnings)
    )


def _detect_sheet(content: Content, form: Format, choices: Choices, limits: Limits) -> Detection:
    with spreadsheets.opened(content, choices.sheet or "", limits) as workbook:
        rows = [*islice(_sheet_rows(workbook, limits), _LOOKED_AT)]
        found = Detection(form.kind, sheet=workbook.sheet, sheets=workbook.sheets)
    found = found.warned(*_sheet_remarks(workbook, form))
    return _with_header(found, rows, choices)


def _sheet_remarks(workbook: Workbook, form: Format) -> Iterator[Remark]:
    if len(workbook.sheets) > 1:
        count = len(workbook.sheets)
        yield Remark("several-sheets", {"count": count, "sheet": workbook.sheet})
    if workbook.merged:
        yield Remark("merged-cells", {"count": workbook.merged})
    if form.error_cells:
        yield Remark("error-cells", {"count": form.error_cells})


def _detect_cards(sample: Sample) -> Detection:
    return Detection(
        "vcard",
        encoding=sample.guess.encoding,
        encoding_certain=sample.guess.certain,
        line_end=sample.line_end,
        has_header=True,
    ).warned(*sample.remarks)


def _detect_text(sample: Sample, choices: Choices, limits: Limits) -> Detection:
    lines = sample.lines[: 2 * _LOOKED_AT]
    dialect = detect_dialect(lines, delimiter=choices.delimiter, quote=choices.quote)
    found = Detection(
        "csv",
        encoding=sample.guess.encoding,
        encoding_certain=sample.guess.certain,
        delimiter=dialect.delimiter,
        quote=dialect.quote,
        escape=dialect.escape if choices.escape is None else choices.escape,
        skip_space=dialect.skip_space,
        line_end=sample.line_end,
    ).warned(*sample.remarks)
    rows = list(Records(iter(lines), _dialect(found), limits))
    if not dialect.delimiter and rows:
        found = found.warned(Remark("one-column"))
    return _with_header(found, rows, choices)


def _with_header(found: Detection, records: Sequence[Row | Refused], choices: Choices) -> Detection:
    """Say where the table begins and whether its first row names the columns.

    Rows before the header are left out only where there is a header: otherwise nothing tells them
    from data.
    """
    records = [row for row in records if row.number >= (choices.first_row or 1)]
    rows = [row for row in records if isinstance(row, Row)]
    if choices.has_header and records and isinstance(records[0], Refused):
        raise _unreadable_header(records[0])
    if not rows:
        return found.overridden(first_row=choices.first_row or 1, has_header=False)
    cells = [row.cells for row in rows]
    skipped = headers.skip_titles(cells) if choices.first_row is None else 0
    verdict = headers.judge(cells[skipped:])
    has_header = verdict.has_header if choices.has_header is None else choices.has_header
    remarks: list[Remark] = []
    if not has_header:
        skipped = 0
    else:
        remarks.extend(headers.named(_trimmed(cells[skipped]))[1])
    if skipped:
        remarks.append(Remark("titles-skipped", {"count": skipped}))
    if choices.has_header is None and not verdict.sure:
        remarks.append(Remark("header-unsure"))
    found = found.overridden(first_row=rows[skipped].number, has_header=has_header)
    return found.warned(*remarks)


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    return cells[: _filled_width(cells)]


def _dialect(detection: Detection) -> Dialect:
    return Dialect(
        detection.delimiter, detection.quote, detection.escape, skip_space=detection.skip_space
    )


@contextmanager
def read(
    source: Source, detection: Detection, *, name: str = "", limits: Limits = _USUAL
) -> Iterator[Table]:
    """Open a file as a detection says; the table lives as long as the block."""
    with ExitStack() as stack:
        member = detection.member or None
        content = stack.enter_context(unwrapped(source, name=name, member=member, limits=limits))
        if detection.format in formats.SPREADSHEETS:
            found = formats.format_of(content, limits).kind
            if found != detection.format:
                raise Unreadable("not-a-table", kind=found)
            workbook = stack.enter_context(spreadsheets.opened(content, detection.sheet, limits))
            yield Table(detection, _from(detection.first_row, _sheet_rows(workbook, limits)))
            return
        guess = Guess(detection.encoding, certain=detection.encoding_certain)
        if detection.format == "vcard":
            lines = stack.enter_context(stream.opened(content, guess, limits))
            yield Table(detection, stream.rows(lines, guess, limits))
            return
        text, split = stack.enter_context(plain_text.opened(content, guess, limits))
        records = Records(split, _dialect(detection), limits, _doubted(guess))
        yield Table(detection, _from(detection.first_row, iter(records)), text)


def _doubted(guess: Guess) -> str:
    """Name the code page whose lines are to be tried as UTF-8 as well, since it was a guess."""
    return guess.encoding if not guess.certain and guess.encoding != "utf-8" else ""


def _from(first: int, rows: Stream) -> Stream:
    """Leave out the rows before a table, but nothing that was refused there."""
    return (row for row in rows if row.number >= first or isinstance(row, Refused))


def _sheet_rows(workbook: Workbook, limits: Limits) -> Stream:
    for number, cells in enumerate(workbook.rows, start=1):
        if cells is None:
            yield Refused(number, "row-too-long", {"limit": limits.row})
        elif any("\x00" in cell for cell in cells):
            yield Refused(number, "zero-byte", raw=excerpt("\t".join(cells)))
        elif any(map(str.strip, cells)):
            yield Row(number, tuple(cells))
