"""Zip files from strangers: what they declare is checked first, what comes out is counted too."""

import io
import os
import stat
import struct
import zipfile
import zlib
from itertools import pairwise
from pathlib import PurePosixPath
from typing import BinaryIO

from accord.foundation.imports.reading.detection import Limits
from accord.foundation.imports.reading.rows import Unreadable

_LOCAL_HEADER = b"PK\x03\x04"
_END = b"PK\x05\x06"
_END_SIZE = 22
_WIDE_LOCATOR = b"PK\x06\x07"
_LOCATOR_SIZE = 20
_COMMENT_MAX = 65_535
_DIRECTORY_ENTRY_MAX = 8192
_PIECE = 64 * 1024
_TABLES = frozenset(
    {".csv", ".tsv", ".tab", ".txt", ".psv", ".ssv", ".dsv"}
    | {".xlsx", ".xlsm", ".xls", ".ods", ".vcf", ".vcard"}
)
_DOCUMENTS = {
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "content.xml": "ods",
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "index/document.iwa": "iwork",
    "index.zip": "iwork",
    "[content_types].xml": "ooxml",
}


def is_zip(head: bytes) -> bool:
    return head.startswith((_LOCAL_HEADER, _END))


def document(listed: list[zipfile.ZipInfo]) -> str:
    """Name the office format that an archive is, since those are zip files by make, or nothing."""
    names = {entry.filename.lstrip("/").lower() for entry in listed}
    return next((kind for part, kind in _DOCUMENTS.items() if part in names), "")


def entries(stream: BinaryIO, limits: Limits, *, limit: int) -> list[zipfile.ZipInfo]:
    """List what an archive declares; refuse it when that is too much or not to be trusted."""
    size = _check_directory(stream, limits)
    try:
        listed = zipfile.ZipFile(stream).infolist()
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, OSError) as error:
        raise Unreadable("damaged") from error
    if len(listed) > limits.entries:
        raise Unreadable("too-many-entries", limit=limits.entries)
    for entry in listed:
        _check_entry(entry)
    _check_sizes(listed, size, limits, limit)
    return listed


def tables(listed: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Keep the files that are tables by their names; where there is none, all visible files."""
    files = [entry for entry in listed if not entry.is_dir() and not _is_hidden(entry.filename)]
    named = [each for each in files if PurePosixPath(each.filename).suffix.lower() in _TABLES]
    return named or files


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _check_directory(stream: BinaryIO, limits: Limits) -> int:
    """Refuse a huge table of contents before the library reads it into memory; give the size."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _END_SIZE - _COMMENT_MAX - _LOCATOR_SIZE))
    tail = stream.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) - end < _END_SIZE:
        raise Unreadable("damaged")
    count, length = struct.unpack("<10xHI", tail[end : end + 16])
    if tail[end - _LOCATOR_SIZE : end].startswith(_WIDE_LOCATOR):
        count, length = _wide_directory(stream, tail[end - _LOCATOR_SIZE : end])
    if count > limits.entries or length > limits.entries * _DIRECTORY_ENTRY_MAX:
        raise Unreadable("too-many-entries", limit=limits.entries)
    return size


def _wide_directory(stream: BinaryIO, locator: bytes) -> tuple[int, int]:
    (offset,) = struct.unpack("<8xQ4x", locator)
    try:
        stream.seek(offset)
        count, length = struct.unpack("<32xQQ8x", stream.read(56))
    except (struct.error, OverflowError, ValueError, OSError) as error:
        raise Unreadable("damaged") from error
    return count, length


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Unreadable("unsafe-archive", name=entry.filename)
    if entry.flag_bits & 0x1:
        raise Unreadable("encrypted")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Unreadable("unsupported-archive", kind=f"zip/{entry.compress_type}")


def _check_sizes(listed: list[zipfile.ZipInfo], size: int, limits: Limits, limit: int) -> None:
    declared = sum(entry.file_size for entry in listed)
    packed = sum(entry.compress_size for entry in listed)
    if declared > max(limits.ratio_floor, limits.ratio * size):
        raise Unreadable("bomb")
    if declared > limit:
        raise Unreadable("too-big", limit=limit)
    if packed > size or _overlap(listed):
        raise Unreadable("bomb")


def _overlap(listed: list[zipfile.ZipInfo]) -> bool:
    """Entries that share bytes are how a small file declares an enormous content."""
    ordered = sorted(listed, key=lambda entry: entry.header_offset)
    return any(
        one.header_offset + 30 + one.compress_size > following.header_offset
        for one, following in pairwise(ordered)
    )


class Inflated(io.RawIOBase):
    """One entry unpacked piece by piece; more than it declared is a lie and ends the reading."""

    def __init__(self, stream: BinaryIO, entry: zipfile.ZipInfo) -> None:
        self._stream = stream
        self._entry = entry
        self._left = entry.compress_size
        self._total = 0
        self._check = 0
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        self._stored = entry.compress_type == zipfile.ZIP_STORED
        try:
            self._go_to_content()
        except (ValueError, OSError) as error:
            stream.close()
            raise Unreadable("damaged") from error
        except Unreadable:
            stream.close()
            raise

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            part = self._piece(len(buffer))
        except zlib.error as error:
            raise Unreadable("damaged") from error
        self._count(part)
        buffer[: len(part)] = part
        return len(part)

    def close(self) -> None:
        self._stream.close()
        super().close()

    def _go_to_content(self) -> None:
        self._stream.seek(self._entry.header_offset)
        header = self._stream.read(30)
        if len(header) < 30 or not header.startswith(_LOCAL_HEADER):  # noqa: PLR2004
            raise Unreadable("damaged")
        name, extra = struct.unpack("<26xHH", header)
        self._stream.seek(self._entry.header_offset + 30 + name + extra)

    def _piece(self, size: int) -> bytes:
        if self._stored:
            return self._packed(size)
        while not self._inflater.eof:
            held = self._inflater.unconsumed_tail or self._packed(_PIECE)
            part = self._inflater.decompress(held, size)
            if part or not held:
                return part
        return b""

    def _packed(self, size: int) -> bytes:
        part = self._stream.read(min(size, self._left))
        self._left -= len(part)
        return part

    def _count(self, part: bytes) -> None:
        self._total += len(part)
        self._check = zlib.crc32(part, self._check)
        if self._total > self._entry.file_size:
            raise Unreadable("bomb")
        if not part and (self._total, self._check) != (self._entry.file_size, self._entry.CRC):
            raise Unreadable("damaged")
