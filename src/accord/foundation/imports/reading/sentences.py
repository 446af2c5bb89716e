"""What each code means, as a sentence for people; the user interface translates it."""


def _(sentence: str) -> str:
    """Mark a sentence for the message catalogues; translated it is where it is shown."""
    return sentence


# A whole file.
FILES = {
    "empty": _("There is nothing in this file."),
    "not-a-file": _("“{name}” is not a file."),
    "not-a-table": _("This file is not a table ({kind})."),
    "encrypted": _("This file is protected by a password. Save it without one and try again."),
    "too-big": _("This file is too big: more than {limit} bytes when unpacked."),
    "too-slow": _("Reading this file took more than {seconds} seconds."),
    "too-many-entries": _("This archive has more than {limit} entries."),
    "bomb": _("This file unpacks to far more than its size allows. It was not opened."),
    "unsafe-archive": _("This archive holds a link (“{name}”). It was not opened."),
    "nested": _("This is an archive inside an archive. Unpack it once and try again."),
    "unsupported-archive": _("Archives of the kind “{kind}” can't be opened. Use .zip or .gz."),
    "no-table-inside": _("There is no table in this archive."),
    "no-such-member": _("There is no file “{name}” in this archive."),
    "no-such-sheet": _("There is no sheet “{name}” in this workbook."),
    "damaged": _("This file is damaged or incomplete."),
    "encoding": _("“{encoding}” is not an encoding that can be read."),
    "dialect": _("“{delimiter}” and “{quote}” can't set the cells of a file apart."),
    "header-unreadable": _("The header in line {line} can't be read. {reason}"),
    "legacy-excel": _("This is a very old Excel file. Save it as .xlsx and try again."),
    "legacy-lotus": _("This is a Lotus file. Save it as .xlsx or .csv and try again."),
    "legacy-xml": _("This is an Excel 2003 XML file. Save it as .xlsx and try again."),
    "legacy-xlsb": _("This is a binary Excel workbook. Save it as .xlsx and try again."),
}

# One record, refused.
RECORDS = {
    "undecodable": _("This line has bytes that do not fit the encoding of the file."),
    "zero-byte": _("This line has zero bytes, which no text can have."),
    "unclosed-quote": _("A quote that opens in this line is never closed properly."),
    "row-too-long": _("This line is longer than {limit} characters."),
    "cell-too-long": _("One cell is longer than {limit} characters."),
    "too-many-columns": _("This line has more than {limit} columns."),
    "card-too-long": _("This card is longer than {limit} characters."),
    "card-unfinished": _("This card has no end."),
    "card-empty": _("This card says nothing."),
}

# One record, read all the same.
ROWS = {
    "stray-quote": _("A quote stands where none belongs."),
    "too-few-cells": _("Cells in this row: {cells} instead of {columns}."),
    "too-many-cells": _("Cells in this row: {cells} instead of {columns}."),
    "other-encoding": _("This line was read as UTF-8, unlike the rest of the file."),
    "lines-not-understood": _("Lines of this card that were not understood: {count}."),
    "value-too-long": _("“{property}” is too long and was left out."),
    "value-undecodable": _("“{property}” has bytes that do not fit its encoding."),
    "card-encoding-guessed": _("This card is not UTF-8; it was read as {encoding}."),
}

# A whole file, read all the same.
WARNINGS = {
    "encoding-guessed": _("The encoding was guessed: {encoding}. It might also be {other}."),
    "encoding-changed": _("From line {line} on the file was read as {encoding}."),
    "broken-bytes": _("Lines that do not fit {encoding}: {count}, first line {line}."),
    "one-column": _("No delimiter was found: each line is one cell."),
    "header-unsure": _("It is not certain whether the first row names the columns."),
    "blank-headers": _("Columns without a name: {count} ({which})."),
    "duplicate-headers": _("Columns with the name of another: {count} ({which})."),
    "titles-skipped": _("Rows before the table that were left out: {count}."),
    "several-members": _("Files in the archive: {count}. “{member}” was opened."),
    "several-sheets": _("Sheets in the workbook: {count}. “{sheet}” was opened."),
    "merged-cells": _("Merged cells: {count}. Those merged downwards repeat their value."),
    "error-cells": _("Cells with an error instead of a value: {count}. They were read as empty."),
}

SENTENCES = {**FILES, **RECORDS, **ROWS, **WARNINGS}
