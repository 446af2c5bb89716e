"""Bytes become lines of text, piece by piece; what can't be decoded stays visible as a mark.

A byte that does not fit the encoding becomes one unpaired surrogate (U+DC00 and the byte's value).
No encoding produces those, so a line that holds one is known to be broken wherever it goes.
"""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from accord.foundation.imports.reading import encodings
from accord.foundation.imports.reading.encodings import Guess
from accord.foundation.imports.reading.marks import MARKING

_PIECE = 256 * 1024
_LOOK_AHEAD = 256 * 1024


class Overlong(str):
    """The beginning of a line that was longer than allowed; the rest of it is dropped."""

    __slots__ = ()


class Text:
    """A stream decoded as one encoding says; a guess that the bytes belie is changed under way.

    As long as everything was ASCII, nothing is decided: the first byte beyond it decides between
    UTF-8 and a code page, with what follows as evidence. ``changed_at`` then tells the line.
    """

    def __init__(self, stream: BinaryIO, guess: Guess) -> None:
        self.guess = guess
        self.changed_at = 0
        self._stream = stream
        self._open = not guess.certain and guess.encoding == "utf-8"
        self._lines_before = 0

    def pieces(self) -> Iterator[str]:
        """Give the text without a byte order mark at its start."""
        decoded = self._decoded()
        for first in decoded:
            if first:
                yield first.removeprefix("\ufeff")
                break
        yield from decoded

    def _decoded(self) -> Iterator[str]:
        decoder = self.decoder(self.guess.encoding)
        while piece := self._stream.read(_PIECE):
            if self._open:
                if piece.isascii():
                    self._lines_before += piece.count(b"\n") or piece.count(b"\r")
                    yield piece.decode("ascii")
                    continue
                piece = self._decide(piece)
                decoder = self.decoder(self.guess.encoding)
            yield decoder.decode(piece)
        yield decoder.decode(b"", final=True)

    @staticmethod
    def decoder(encoding: str) -> codecs.IncrementalDecoder:
        return codecs.getincrementaldecoder(encoding)(MARKING)

    def _decide(self, piece: bytes) -> bytes:
        """Read some more as evidence, settle the encoding, and give all that was read."""
        self._open = False
        more = b""
        while len(more) < _LOOK_AHEAD and (part := self._stream.read(_PIECE)):
            more += part
        piece += more
        if not encodings.is_utf8(piece):
            self.guess = encodings.legacy(piece)
            before = piece[: encodings.first_beyond_ascii(piece)]
            lines = before.count(b"\n") or before.count(b"\r")
            self.changed_at = self._lines_before + lines + 1
        return piece


def split(pieces: Iterator[str], limit: int) -> Iterator[str]:
    """Cut text at CR, LF and CRLF, whichever comes; each line keeps its end.

    Other characters that Unicode calls line ends stay inside their line.
    """
    rest = ""
    dropping = False
    for piece in pieces:
        lines = list(io.StringIO(rest + piece, newline=""))
        rest = _unfinished(lines)
        for line in lines:
            if not dropping:
                yield line if len(line) <= limit else Overlong(line[:limit])
            dropping = False
        if len(rest) > limit and not dropping:
            yield Overlong(rest[:limit])
            dropping = True
        if dropping:
            rest = rest[-1:]
    if rest and not dropping:
        yield from io.StringIO(rest, newline="")


def _unfinished(lines: list[str]) -> str:
    """Take the last line off when more of it may come: without an end, or with half of CRLF."""
    return lines.pop() if lines and not lines[-1].endswith("\n") else ""
