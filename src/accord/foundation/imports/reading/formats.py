"""What kind of file it is, by its content; names and extensions are not asked."""

from dataclasses import dataclass

from accord.foundation.imports.reading import archives, spreadsheets
from accord.foundation.imports.reading.containers import Content
from accord.foundation.imports.reading.detection import Limits
from accord.foundation.imports.reading.rows import Unreadable

SPREADSHEETS = ("xlsx", "ods", "xls")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_PIECE = 256 * 1024
_BINARY = (
    (b"\x09\x00\x04\x00", "legacy-excel", "xls"),
    (b"\x09\x02\x06\x00", "legacy-excel", "xls"),
    (b"\x09\x04\x06\x00", "legacy-excel", "xls"),
    (b"\x09\x08\x08\x00\x00\x05", "legacy-excel", "xls"),
    (b"\x00\x00\x02\x00\x06\x04", "legacy-lotus", "wk1"),
    (b"\x00\x00\x1a\x00", "legacy-lotus", "wk3"),
    (b"\x89PNG", "not-a-table", "image"),
    (b"\xff\xd8\xff", "not-a-table", "image"),
    (b"GIF8", "not-a-table", "image"),
    (b"\x7fELF", "not-a-table", "binary"),
    (b"MZ\x90", "not-a-table", "binary"),
    (b"PAR1", "not-a-table", "parquet"),
)


@dataclass(frozen=True)
class Format:
    """``kind`` is ``xlsx``, ``ods``, ``xls``, or ``text`` for everything written in letters."""

    kind: str
    error_cells: int = 0


def format_of(content: Content, limits: Limits) -> Format:
    """Name the format of a file, or refuse what can't be a table."""
    head = content.head()
    for magic, code, kind in _BINARY:
        if head.startswith(magic):
            raise Unreadable(code, kind=kind)
    if archives.is_zip(head):
        package = spreadsheets.check_package(content, limits)
        return Format(package.kind, package.error_cells)
    if head.startswith(_COMPOUND):
        return _compound(content)
    return Format("text")


def _compound(content: Content) -> Format:
    """Old Office files, and new ones under a password, share one container format."""
    found = _found(content, (_ENCRYPTED, *_WORKBOOKS))
    if _ENCRYPTED in found:
        raise Unreadable("encrypted")
    if not found:
        raise Unreadable("not-a-table", kind="ole")
    return Format("xls")


def _found(content: Content, wanted: tuple[bytes, ...]) -> set[bytes]:
    found: set[bytes] = set()
    kept = b""
    with content.open() as stream:
        while piece := stream.read(_PIECE):
            kept = kept[-64:] + piece
            found.update(each for each in wanted if each in kept)
    return found
