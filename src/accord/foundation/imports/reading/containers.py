"""The bytes of a table: a plain file, or what one `.gz` or `.zip` around it holds."""

import gzip
import io
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from accord.foundation.imports.reading import archives
from accord.foundation.imports.reading.detection import Limits
from accord.foundation.imports.reading.rows import Unreadable

Source = str | os.PathLike[str] | BinaryIO
_HEAD = 4096
_GZIP = b"\x1f\x8b"
_UNSUPPORTED_ARCHIVES = (
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)


@dataclass(frozen=True)
class Content:
    """Bytes that can be opened again and again; ``open`` gives them without their wrapping."""

    name: str
    open: Callable[[], BinaryIO]
    on_disk: Path | None = None
    member: str = ""
    members: tuple[str, ...] = ()

    def head(self, size: int = _HEAD) -> bytes:
        with self.open() as stream:
            return read_up_to(stream, size)

    @contextmanager
    def as_path(self, limit: int) -> Iterator[Path]:
        """Lend a path for what must be read from a file; a copy of ours is gone afterwards."""
        if self.on_disk is not None:
            if self.on_disk.stat().st_size > limit:
                raise Unreadable("too-big", limit=limit)
            yield self.on_disk
            return
        with tempfile.NamedTemporaryFile(prefix="accord-import-") as copy:
            with self.open() as stream:
                _copy(stream, copy, limit)
            copy.flush()
            yield Path(copy.name)


@contextmanager
def unwrapped(
    source: Source, *, name: str, member: str | None, limits: Limits
) -> Iterator[Content]:
    """Open a path or a binary stream, and the one archive that may be around the table.

    A stream that can't be wound back is copied, and the copy is gone with the block.
    """
    if isinstance(source, str | os.PathLike):
        yield _without_wrapping(_on_disk(Path(source), name), member, limits)
    elif source.seekable():
        yield _without_wrapping(_streamed(source, name), member, limits)
    else:
        with tempfile.TemporaryFile(prefix="accord-import-") as copy:
            _copy(source, copy, limits.unpacked)
            yield _without_wrapping(_streamed(copy, name), member, limits)


def _without_wrapping(plain: Content, member: str | None, limits: Limits) -> Content:
    head = plain.head()
    if not head:
        raise Unreadable("empty")
    _refuse_other_archives(head)
    if head.startswith(_GZIP):
        content = _gunzipped(plain, limits)
    elif archives.is_zip(head) and not is_document(plain, limits):
        content = _unzipped(plain, member, limits)
    else:
        return plain
    _refuse_nested(content, limits)
    return content


def is_document(content: Content, limits: Limits) -> bool:
    """Tell an office document from an archive of files."""
    with content.open() as stream:
        if stream.seekable():
            listed = archives.entries(stream, limits, limit=limits.unpacked)
            return archives.document(listed) != ""
    with content.as_path(limits.spreadsheet) as path, path.open("rb") as stream:
        listed = archives.entries(stream, limits, limit=limits.unpacked)
    return archives.document(listed) != ""


def read_up_to(stream: BinaryIO, size: int) -> bytes:
    """Read ``size`` bytes, or all there are; a single read may give less than is there."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _on_disk(path: Path, name: str) -> Content:
    if not path.is_file():
        raise Unreadable("not-a-file", name=path.name)
    return Content(name or path.name, lambda: path.open("rb"), on_disk=path)


def _streamed(stream: IO[bytes], name: str) -> Content:
    shown = name or Path(str(getattr(stream, "name", ""))).name
    return Content(shown, lambda: io.BufferedReader(_Shared(stream)))


def _copy(source: BinaryIO, target: IO[bytes], limit: int) -> None:
    bounded = Counted(source, lambda total: total <= limit, Unreadable("too-big", limit=limit))
    shutil.copyfileobj(bounded, target, 256 * 1024)


class _Shared(io.RawIOBase):
    """Reads somebody else's stream from its start and leaves it open."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        stream.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._stream.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


class Counted(io.RawIOBase):
    """Passes bytes on until ``fits`` says that they have become too many."""

    def __init__(self, stream: BinaryIO, fits: Callable[[int], bool], refusal: Unreadable) -> None:
        self._stream = stream
        self._fits = fits
        self._refusal = refusal
        self._total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            part = self._stream.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Unreadable("damaged") from error
        self._total += len(part)
        if not self._fits(self._total):
            raise self._refusal
        buffer[: len(part)] = part
        return len(part)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _gunzipped(packed: Content, limits: Limits) -> Content:
    with packed.open() as stream:
        size = stream.seek(0, os.SEEK_END)

    def fits(total: int) -> bool:
        if total > limits.unpacked:
            raise Unreadable("too-big", limit=limits.unpacked)
        return total <= max(limits.ratio_floor, limits.ratio * size)

    def opened() -> BinaryIO:
        inner = _Gunzip(packed.open())
        return io.BufferedReader(Counted(inner, fits, Unreadable("bomb")))  # type: ignore[arg-type]

    name = packed.name.removesuffix(".gz") or packed.name
    return Content(name, opened)


class _Gunzip(gzip.GzipFile):
    """Closes the file it reads together with itself."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(fileobj=stream, mode="rb")
        self._packed = stream

    def close(self) -> None:
        super().close()
        self._packed.close()


def _unzipped(packed: Content, member: str | None, limits: Limits) -> Content:
    with packed.open() as stream:
        entries = archives.entries(stream, limits, limit=limits.unpacked)
    tables = archives.tables(entries)
    if not tables:
        raise Unreadable("no-table-inside")
    names = tuple(entry.filename for entry in tables)
    if member is not None and member not in names:
        raise Unreadable("no-such-member", name=member)
    chosen = tables[names.index(member)] if member is not None else tables[0]

    def opened() -> BinaryIO:
        return io.BufferedReader(archives.Inflated(packed.open(), chosen))

    return Content(Path(chosen.filename).name, opened, member=chosen.filename, members=names)


def _refuse_other_archives(head: bytes) -> None:
    for magic, kind in _UNSUPPORTED_ARCHIVES:
        if head.startswith(magic):
            raise Unreadable("unsupported-archive", kind=kind)
    if head[257:262] == b"ustar":
        raise Unreadable("unsupported-archive", kind="tar")


def _refuse_nested(content: Content, limits: Limits) -> None:
    head = content.head()
    if not head:
        raise Unreadable("empty")
    _refuse_other_archives(head)
    if head.startswith(_GZIP):
        raise Unreadable("nested")
    if archives.is_zip(head) and not is_document(content, limits):
        raise Unreadable("nested")
