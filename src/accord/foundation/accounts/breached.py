"""A list of stolen passwords, imported once into a file that answers without a network.

The list has the SHA-1 of a password on each line, as the public lists do (``HASH`` or
``HASH:count``). The file is a Bloom filter: it never forgets a stolen password, and takes one in
some ten thousand good ones for stolen.
"""

import mmap
import struct
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha1
from pathlib import Path

MAGIC = b"ACCORDBF"
_HEAD = struct.Struct("<8sQI")
BITS = 20  # for each password; with 14 probes a good one is refused once in 15,000
PROBES = 14
_HASH = 40  # characters of a SHA-1


class Unreadable(Exception):  # noqa: N818
    """The list is not one of SHA-1 hashes; the message says where."""


class Filter:
    """Opened by path; maps the file into memory and reads a handful of bytes a question."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, self._bits, self._probes = _HEAD.unpack_from(self._map)
        if magic != MAGIC:
            raise Unreadable(f"{path} is no filter of passwords")

    def __contains__(self, password: str) -> bool:
        digest = sha1(password.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
        return all(
            self._map[_HEAD.size + place // 8] >> place % 8 & 1
            for place in _places(digest, self._bits, self._probes)
        )


def _places(digest: bytes, bits: int, probes: int) -> list[int]:
    first, second = struct.unpack_from("<QQ", digest)
    return [(first + number * (second | 1)) % bits for number in range(probes)]


def build(source: Path, target: Path, tell: Callable[[int], None] = lambda _bytes: None) -> int:
    """Read the list once and put the filter in place whole; give how many hashes it holds.

    ``tell`` hears how many bytes of the list are read. Raises Unreadable.
    """
    expected = max(source.stat().st_size // (_HASH + 1), 64)
    bits = expected * BITS
    unfinished = target.with_suffix(".new")
    with unfinished.open("w+b") as file:
        file.truncate(_HEAD.size + bits // 8 + 1)
        file.write(_HEAD.pack(MAGIC, bits, PROBES))
        file.flush()
        with mmap.mmap(file.fileno(), 0) as field:
            count = _fill(source, field, bits, tell)
            field.flush()
    unfinished.replace(target)
    _opened.cache_clear()
    return count


def _fill(source: Path, field: mmap.mmap, bits: int, tell: Callable[[int], None]) -> int:
    count = 0
    with source.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            written = line[:_HASH]
            if not line.strip():
                continue
            try:
                digest = bytes.fromhex(written.decode("ascii"))
            except ValueError:
                digest = b""
            if len(digest) != _HASH // 2:
                raise Unreadable(f"line {number} does not begin with a SHA-1 hash")
            for place in _places(digest, bits, PROBES):
                field[_HEAD.size + place // 8] |= 1 << place % 8
            count += 1
            tell(len(line))
    return count


@lru_cache(maxsize=1)
def _opened(path: Path, _stamp: int) -> Filter:
    return Filter(path)


def opened(path: Path) -> Filter | None:
    """Open the filter at ``path``, anew when it was replaced; None where there is none."""
    try:
        stamp = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _opened(path, stamp)
