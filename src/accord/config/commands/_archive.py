"""The archive of a backup: one zip with the data, the files, and a list of both with digests."""

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO

import msgspec

from accord.config.commands._tables import Digest
from accord.foundation.kernel.errors import Refusal

FORMAT = 1
MANIFEST = "manifest.json"
PIECE = 1 << 20


class BadArchive(Refusal):
    """What was given is no backup, or it was damaged."""


@dataclass
class Manifest:
    """What an archive holds; written last, read first."""

    form: str  # sqlite: a database file; pg_dump: its custom format; rows: lines of JSON
    made_at: str = ""
    version: str = ""
    format: int = FORMAT
    key: str = ""
    tables: dict[str, Digest] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    migrations: list[str] = field(default_factory=list)
    files: int = 0
    missing: list[str] = field(default_factory=list)
    members: dict[str, str] = field(default_factory=dict)


def key_digest(secret: str) -> str:
    """Tell two keys apart without giving one away."""
    return sha256(b"accord.backup.key\0" + secret.encode()).hexdigest()[:16]


class Writer:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: dict[str, str] = {}

    @contextmanager
    def member(self, name: str, *, packed: bool = True) -> Iterator["Hashed"]:
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        entry._compresslevel = 1  # type: ignore[attr-defined]  # noqa: SLF001 -- speed over size
        with self._archive.open(entry, "w", force_zip64=True) as target:
            hashed = Hashed(target)
            yield hashed
        self.members[name] = hashed.digest.hexdigest()

    def close(self, manifest: Manifest) -> None:
        manifest.members = self.members
        self._archive.writestr(MANIFEST, msgspec.json.encode(asdict(manifest)))


class Hashed:
    """Passes bytes on and hashes them meanwhile."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self.digest = sha256()

    def write(self, data: bytes) -> None:
        self.digest.update(data)
        self._target.write(data)

    def copy(self, source: IO[bytes]) -> None:
        while piece := source.read(PIECE):
            self.write(piece)


@contextmanager
def writing_to(path: Path) -> Iterator[Writer]:
    """Write an archive beside its place and move it there when it is whole and on the disk."""
    part = path.with_name(path.name + ".part")
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w") as archive:
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        try:
            text = archive.read(MANIFEST)
            self.manifest = msgspec.convert(msgspec.json.decode(text), Manifest)
        except (KeyError, zipfile.BadZipFile, msgspec.MsgspecError) as error:
            raise BadArchive("this is no backup of Accord, or it is damaged") from error
        if self.manifest.format != FORMAT:
            raise BadArchive("this backup was made by a newer Accord")

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give the bytes of a member. Raises BadArchive at the end when they are not the ones."""
        digest = sha256()
        try:
            with self._archive.open(name) as source:
                while piece := source.read(PIECE):
                    digest.update(piece)
                    yield piece
        except (KeyError, zipfile.BadZipFile, OSError) as error:
            raise BadArchive(f"{name} is missing or damaged in this backup") from error
        if digest.hexdigest() != self.manifest.members.get(name):
            raise BadArchive(f"{name} was changed in this backup")

    def lines(self, name: str) -> Iterator[bytes]:
        rest = b""
        for piece in self.pieces(name):
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
        if rest:
            yield rest

    def extract(self, name: str, target: Path) -> None:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            for piece in self.pieces(name):
                file.write(piece)


@contextmanager
def reading_from(path: Path) -> Iterator[Reader]:
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise BadArchive(f"{path} is no backup of Accord, or it is damaged") from error
    with archive:
        yield Reader(archive)
