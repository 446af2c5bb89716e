"""Workbooks of each kind, made without a library where none can write them."""

import io
import struct
import zipfile

import xlsxwriter

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def xlsx(*sheets, options=None) -> bytes:
    """Sheets as ``(name, rows)`` or ``(name, rows, function to do more with the sheet)``."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, options or {})
    for name, rows, *more in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for extra in more:
            extra(book, sheet)
    book.close()
    return made.getvalue()


def ods(table: str) -> bytes:
    """A sheet with the given XML inside ``table:table``."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-content xmlns:office="{_OFFICE}office:1.0" '
        f'xmlns:table="{_OFFICE}table:1.0" xmlns:text="{_OFFICE}text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Leht">{table}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<manifest:manifest xmlns:manifest="{_OFFICE}manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
        "</manifest:manifest>"
    )
    return packed({"mimetype": ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest})


def ods_cell(value, kind="string", repeated=1) -> str:
    stated = {"float": f'office:value="{value}"', "date": f'office:date-value="{value}"'}
    return (
        f'<table:table-cell office:value-type="{kind}" {stated.get(kind, "")} '
        f'table:number-columns-repeated="{repeated}"><text:p>{value}</text:p></table:table-cell>'
    )


def ods_row(*cells: str, repeated=1) -> str:
    inside = "".join(cells)
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inside}</table:table-row>'


def packed(parts, compression=zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def changed(archive: bytes, **parts) -> bytes:
    """The same archive with some parts (``__`` stands for ``/``) written anew."""
    replaced = {name.replace("__", "/"): content for name, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        kept = {name: old.read(name) for name in old.namelist()}
    found = {
        name: next((c for r, c in replaced.items() if name.startswith(r)), kept[name])
        for name in kept
    }
    return packed(found)


def xls(rows, sheet="Arkusz") -> bytes:
    """A BIFF8 workbook: labels and numbers, in a compound file of one stream."""
    name = sheet.encode("utf-16-le")
    globals_end = _record(0x0A)
    bound = struct.pack("<IHBB", 0, 0, len(sheet), 1) + name
    start = len(_record(0x809, _BOF_GLOBALS)) + len(_record(0x85, bound)) + len(globals_end)
    bound = struct.pack("<IHBB", start, 0, len(sheet), 1) + name
    width = max(len(row) for row in rows)
    size = struct.pack("<IIHHH", 0, len(rows), 0, width, 0)
    cells = b"".join(
        _cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row)
    )
    stream = _record(0x809, _BOF_GLOBALS) + _record(0x85, bound) + globals_end
    stream += _record(0x809, _BOF_SHEET) + _record(0x200, size) + cells + _record(0x0A)
    return compound("Workbook", stream)


_BOF_GLOBALS = struct.pack("<HHHHII", 0x600, 0x5, 0x1FAA, 0x7CD, 0, 0x6)
_BOF_SHEET = struct.pack("<HHHHII", 0x600, 0x10, 0x1FAA, 0x7CD, 0, 0x6)


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _cell(row: int, column: int, value) -> bytes:
    at = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x204, at + struct.pack("<HB", len(value), 1) + text)
    return _record(0x203, at + struct.pack("<d", value))


def compound(name: str, stream: bytes) -> bytes:
    """A compound file of 512-byte sectors: table of sectors, directory, one stream."""
    stream = stream.ljust(4096, b"\x00")
    sectors = -(-len(stream) // 512)
    chain = [*range(3, 3 + sectors - 1), 0xFFFFFFFE]
    table = [0xFFFFFFFD, 0xFFFFFFFE, *chain]
    assert len(table) <= 128
    table += [0xFFFFFFFF] * (128 - len(table))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    )  # fmt: skip
    header += struct.pack("<I", 0) + b"\xff\xff\xff\xff" * 108
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry(name, 2, 2, len(stream))
    directory = directory.ljust(512, b"\x00")
    body = struct.pack("<128I", *table) + directory + stream.ljust(sectors * 512, b"\x00")
    return header[:512].ljust(512, b"\xff") + body


def _entry(name: str, kind: int, start: int, size: int, child=0xFFFFFFFF) -> bytes:
    stated = (name + "\x00").encode("utf-16-le")
    none = 0xFFFFFFFF
    return struct.pack(
        "<64sHBBIII16xIQQIQ", stated, len(stated), kind, 1, none, none, child, 0, 0, 0, start, size
    )
