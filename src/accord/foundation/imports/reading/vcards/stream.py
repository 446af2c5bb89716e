"""A stream of lines becomes a stream of cards; a bad one costs itself and no other.

Lines are held as text in which each character is one byte, since every property may have an
encoding of its own. Only wide encodings, which no property can have, are decoded beforehand.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from accord.foundation.imports.reading import encodings
from accord.foundation.imports.reading.containers import Content
from accord.foundation.imports.reading.detection import Limits
from accord.foundation.imports.reading.encodings import Guess
from accord.foundation.imports.reading.lines import Overlong, Text, split
from accord.foundation.imports.reading.rows import Refused, Row, excerpt
from accord.foundation.imports.reading.vcards import flat
from accord.foundation.imports.reading.vcards.building import built
from accord.foundation.imports.reading.vcards.properties import Fallback

_BEGIN = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(r"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_AGENT = re.compile(r"AGENT[^:]{0,200}:\s*", re.IGNORECASE)
_BASE64_LINE = re.compile(r"[A-Za-z0-9+/=\s]*")
_PIECE = 64 * 1024
_BYTES = "latin-1"


@contextmanager
def opened(content: Content, guess: Guess, limits: Limits) -> Iterator[Iterator[str]]:
    """Give the lines of a file, each character a byte."""
    with content.open() as stream:
        if guess.encoding in encodings.WIDE:
            text = Text(stream, guess).pieces()
            pieces = (each.encode("utf-8", "replace").decode(_BYTES) for each in text)
        else:
            pieces = (piece.decode(_BYTES) for piece in iter(lambda: stream.read(_PIECE), b""))
        yield split(_without_mark(pieces), limits.row)


def _without_mark(pieces: Iterator[str]) -> Iterator[str]:
    for first in pieces:
        yield first.removeprefix("\xef\xbb\xbf")
        break
    yield from pieces


@dataclass
class _Draft:
    """The lines of a card so far, folded ones joined; a value that grows too long is let go."""

    number: int
    limits: Limits
    lines: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    size: int = 0
    inside: int = 0
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _continues: bool = False
    _is_base64: bool = False
    _is_printable: bool = False

    def take(self, line: str) -> None:
        """Add one line of the file to the property it belongs to."""
        text = line.rstrip("\r\n")
        if self._parts and (joined := self._joined(text)) is not None:
            self._append(joined)
            return
        self.finish()
        if text.strip():
            self._begin(text)

    def _joined(self, text: str) -> str | None:
        """Give what a line adds to the one before it, or nothing when it stands for itself."""
        if self._continues and not _END.fullmatch(text):
            return text
        if text[:1] in {" ", "\t"} and text.strip():
            return text[1:]
        return text if self._is_base64 and text and _BASE64_LINE.fullmatch(text) else None

    def _begin(self, text: str) -> None:
        head = text.partition(":")[0].upper()
        self._is_base64 = "BASE64" in head or "ENCODING=B" in head
        self._is_printable = "QUOTED-PRINTABLE" in head
        self._length = 0
        self._append(text)

    def _append(self, text: str) -> None:
        self._length += len(text)
        soft = self._is_printable and text.endswith("=")
        self._continues = soft
        if self._length <= self.limits.cell or not self._parts:
            self._parts.append(text[:-1] if soft else text)

    def finish(self) -> None:
        """Close the property that was being collected."""
        if not self._parts:
            return
        if self._length > self.limits.cell:
            self.dropped.append(self._parts[0].partition(":")[0].partition(";")[0].upper()[:40])
        else:
            self.lines.append("".join(self._parts))
            self.size += self._length
        self._parts = []
        self._continues = self._is_base64 = False

    @property
    def awaits_agent(self) -> bool:
        """An agent is a card inside the card, told in the lines behind an empty property."""
        return len(self._parts) == 1 and _AGENT.fullmatch(self._parts[0]) is not None


def rows(lines: Iterator[str], guess: Guess, limits: Limits) -> Iterator[Row | Refused]:
    """Give each card as a row, what stands between cards left out."""
    fallback = Fallback(guess)
    draft: _Draft | None = None
    for number, line in enumerate(lines, start=1):
        if _BEGIN.fullmatch(line) and not (draft and (draft.inside or draft.awaits_agent)):
            if draft:
                yield _unfinished(draft)
            draft = _Draft(number, limits)
        elif draft and _is_end(draft, line):
            draft.finish()
            yield _finished(draft, fallback)
            draft = None
        elif draft:
            _add(draft, line)
    if draft:
        yield _unfinished(draft)


def _is_end(draft: _Draft, line: str) -> bool:
    if not _END.fullmatch(line):
        return False
    draft.inside -= 1
    return draft.inside < 0


def _add(draft: _Draft, line: str) -> None:
    """Keep a line, unless it belongs to an agent or the card has become too long."""
    if _BEGIN.fullmatch(line):
        draft.inside += 1
    elif not draft.inside and draft.size <= draft.limits.row:
        draft.take(line if not isinstance(line, Overlong) else line[:200])


def _unfinished(draft: _Draft) -> Refused:
    draft.finish()
    return Refused(draft.number, "card-unfinished", raw=_raw(draft))


def _finished(draft: _Draft, fallback: Fallback) -> Row | Refused:
    if draft.size > draft.limits.row:
        facts = {"limit": draft.limits.row}
        return Refused(draft.number, "card-too-long", facts, _raw(draft))
    card, problems = built(draft.lines, draft.dropped, fallback)
    if card is None:
        return Refused(draft.number, "card-empty", raw=_raw(draft))
    return Row(draft.number, flat.cells(card), problems, card)


def _raw(draft: _Draft) -> str:
    shown = "\n".join(draft.lines[:20])[:2000].encode(_BYTES, "replace")
    return excerpt(shown.decode("utf-8", "replace"))
