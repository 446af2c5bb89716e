"""XLSX, ODS and XLS: checked before and while unpacking, then read by a process of its own."""

import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

import msgspec
from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from accord.foundation.imports.reading import archives
from accord.foundation.imports.reading.containers import Content
from accord.foundation.imports.reading.detection import Limits
from accord.foundation.imports.reading.rows import Unreadable

_PROCESS = Path(__file__).with_name("sheet_process.py")
_PIECE = 64 * 1024
# How a cell of XLSX says that it holds an error; the library gives such a cell as empty.
_ERROR_CELL = b' t="e"'
_PROLOG = 256 * 1024
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)
_OUT_OF_MEMORY = (b"memory allocation", b"MemoryError", b"capacity overflow")


@dataclass(frozen=True)
class Workbook:
    """What a spreadsheet holds, and the rows of one of its sheets from the top, blank ones too.

    A row that is longer than allowed is ``None``.
    """

    sheets: tuple[str, ...]
    hidden: tuple[str, ...]
    sheet: str
    merged: int
    rows: Iterator[list[str] | None]


@dataclass(frozen=True)
class Package:
    """An office document that was unpacked once to see that it may be."""

    kind: str
    error_cells: int


def check_package(content: Content, limits: Limits) -> Package:
    """Unpack a whole office document without keeping any of it; name its format or refuse it."""
    with content.as_path(limits.spreadsheet) as path, path.open("rb") as stream:
        listed = archives.entries(stream, limits, limit=limits.spreadsheet)
        kind = archives.document(listed)
        _refuse_kind(kind)
        errors = sum(_check_part(path, entry) for entry in listed)
    return Package(kind, errors)


def _refuse_kind(kind: str) -> None:
    if kind == "xlsb":
        raise Unreadable("legacy-xlsb")
    if kind not in {"xlsx", "ods"}:
        raise Unreadable("not-a-table", kind=kind or "zip")


def _check_part(path: Path, entry: zipfile.ZipInfo) -> int:
    """Unpack a part, which counts it, and look for entities where it is XML; count its errors."""
    errors = 0
    head = seam = b""
    with archives.Inflated(path.open("rb"), entry) as part:
        while piece := part.read(_PIECE):
            head = head or piece
            errors += (seam + piece).count(_ERROR_CELL)
            seam = piece[1 - len(_ERROR_CELL) :]
    name = entry.filename.lower()
    if name.endswith((".xml", ".rels", ".vml")) or head.lstrip().startswith(b"<"):
        _check_prolog(path, entry)
    if name == "meta-inf/manifest.xml" and b"encryption-data" in head:
        raise Unreadable("encrypted")
    return errors if "worksheets/" in name else 0


class _RootSeen(Exception):  # noqa: N818
    """Everything that could define an entity lies behind us."""


class _Prolog(ContentHandler):
    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802, ARG002
        raise _RootSeen


def _check_prolog(path: Path, entry: zipfile.ZipInfo) -> None:
    """Read a part up to its root element: entities can be declared nowhere else.

    A document type that only names a file, as old office programs wrote it, is not followed.
    """
    parser = create_parser(forbid_dtd=False, forbid_entities=True, forbid_external=False)
    parser.setContentHandler(_Prolog())
    with archives.Inflated(path.open("rb"), entry) as part:
        try:
            for _ in range(_PROLOG // _PIECE):
                if not (piece := part.read(_PIECE)):
                    break
                parser.feed(piece)
        except _RootSeen:
            return
        except DefusedXmlException as error:
            raise Unreadable("bomb") from error
        except (SAXParseException, LookupError, ValueError) as error:
            raise Unreadable("damaged") from error
    if entry.file_size > _PROLOG:
        raise Unreadable("damaged")


@contextmanager
def opened(content: Content, sheet: str, limits: Limits) -> Iterator[Workbook]:
    """Start the process that reads a sheet; it ends with the block."""
    with content.as_path(limits.spreadsheet) as path, tempfile.TemporaryFile() as errors:
        caps = (limits.memory, limits.seconds, limits.cell, limits.row)
        arguments = [str(path.resolve()), sheet, *map(str, caps)]
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-X", "utf8", str(_PROCESS), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        try:
            yield _workbook(process, errors, limits, sheet)
        finally:
            process.kill()
            process.communicate()


def _workbook(
    process: subprocess.Popen[bytes], errors: IO[bytes], limits: Limits, sheet: str
) -> Workbook:
    said = _said(process, errors, limits)
    first: dict[str, Any] = next(said)
    if "refused" in first:
        raise _refusal(first["refused"], sheet, limits)

    def rows() -> Iterator[list[str] | None]:
        for batch in said:
            if batch is True:
                return
            if isinstance(batch, dict):
                raise _refusal(batch["refused"], sheet, limits)
            yield from batch

    return Workbook(
        tuple(first["sheets"]), tuple(first["hidden"]), first["sheet"], first["merged"], rows()
    )


def _refusal(code: str, sheet: str, limits: Limits) -> Unreadable:
    if code == "no-such-sheet":
        return Unreadable(code, name=sheet)
    return Unreadable(code, limit=limits.spreadsheet) if code == "too-big" else Unreadable(code)


def _said(process: subprocess.Popen[bytes], errors: IO[bytes], limits: Limits) -> Iterator[Any]:
    """Give what the process says; when it ends before its last word, say why it did."""
    for line in cast("IO[bytes]", process.stdout):
        if line.endswith(b"\n"):
            yield msgspec.json.decode(line)
    code = process.wait()
    errors.seek(0)
    complaint = errors.read(_PIECE)
    if code in _OUT_OF_TIME:
        raise Unreadable("too-slow", seconds=limits.seconds)
    if any(sign in complaint for sign in _OUT_OF_MEMORY):
        raise Unreadable("too-big", limit=limits.spreadsheet)
    raise Unreadable("damaged")
