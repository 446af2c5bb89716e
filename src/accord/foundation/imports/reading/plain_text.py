"""The text of a file: its encoding from a sample, and whether it is a table at all."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from accord.foundation.imports.reading import encodings
from accord.foundation.imports.reading.containers import Content, read_up_to
from accord.foundation.imports.reading.detection import Limits
from accord.foundation.imports.reading.encodings import Guess
from accord.foundation.imports.reading.lines import Overlong, Text, split
from accord.foundation.imports.reading.marks import is_marked
from accord.foundation.imports.reading.rows import Facts, Remark, Unreadable

_BEGINNING = 4096
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x7f]")
_CONTROLS_SHARE = 0.03
_CONTROLS_FEW = 8
_CARD = re.compile(r"^(?:[\w-]{1,40}\.)?BEGIN:VCARD\s*$", re.IGNORECASE | re.MULTILINE)
# How text begins that is something else than a table, in lower case.
_OTHER_TEXT = (
    ("%pdf-", "pdf"),
    ("{\\rtf", "rtf"),
    ("<!doctype html", "html"),
    ("<html", "html"),
    ("<table", "html"),
    ("<?xml", "xml"),
    ("<svg", "xml"),
    ("begin:vcalendar", "icalendar"),
    ('{"', "json"),
    ("{\n", "json"),
    ("{\r\n", "json"),
    ('[{"', "json"),
    ("[\n", "json"),
    ("[\r\n", "json"),
    ("sqlite format 3", "sqlite"),
)
_OLD_OFFICE_XML = "urn:schemas-microsoft-com:office:spreadsheet"


@dataclass(frozen=True)
class Sample:
    """The beginning of a text as whole lines, and what is known about all of it."""

    guess: Guess
    lines: tuple[str, ...]
    line_end: str
    remarks: tuple[Remark, ...]

    @property
    def is_cards(self) -> bool:
        beginning = "".join(self.lines[:50])[:_BEGINNING]
        return _CARD.search(beginning.replace("\r", "\n")) is not None


def sampled(content: Content, encoding: str | None, limits: Limits) -> Sample:
    """Decode the beginning; refuse what is not text, or text that is no table."""
    with content.open() as stream:
        head = read_up_to(stream, limits.sample)
        whole = not stream.read(1)
    guess = _guess(head, encoding)
    text = _decoded(head, guess, whole=whole)
    _refuse_other(text)
    lines = list(split(iter([text]), limits.row))
    if not whole and len(lines) > 1:
        lines.pop()
    remarks = _remarks(guess, lines, mended=encoding is None)
    return Sample(guess, tuple(lines), _line_end(lines), remarks)


def _guess(head: bytes, encoding: str | None) -> Guess:
    if encoding is not None:
        if not encodings.is_known(encoding):
            raise Unreadable("encoding", encoding=encoding)
        return Guess(encoding, certain=True)
    if stated := encodings.by_mark(head) or encodings.by_zeros(head):
        return Guess(stated, certain=True)
    if head.isascii():
        return Guess("utf-8", certain=False)
    return Guess("utf-8", certain=True) if encodings.is_utf8(head) else encodings.legacy(head)


def _decoded(head: bytes, guess: Guess, *, whole: bool) -> str:
    decoder = Text.decoder(guess.encoding)
    return decoder.decode(head, final=whole).removeprefix("\ufeff")


def _refuse_other(text: str) -> None:
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise Unreadable("empty")
    beginning = text[:_BEGINNING].lstrip().lower()
    for start, kind in _OTHER_TEXT:
        if beginning.startswith(start):
            code = "legacy-xml" if _OLD_OFFICE_XML in beginning else "not-a-table"
            raise Unreadable(code, kind=kind)
    if len(_CONTROLS.findall(text)) > max(_CONTROLS_FEW, _CONTROLS_SHARE * len(text)):
        raise Unreadable("not-a-table", kind="binary")


def _remarks(guess: Guess, lines: list[str], *, mended: bool) -> tuple[Remark, ...]:
    remarks: list[Remark] = []
    facts: Facts
    if mended and not guess.certain and guess.encoding != "utf-8":
        facts = {"encoding": guess.encoding, "other": guess.other or "—"}
        remarks.append(Remark("encoding-guessed", facts))
    broken = [number for number, line in enumerate(lines, start=1) if is_marked(line)]
    if broken:
        facts = {"count": len(broken), "line": broken[0], "encoding": guess.encoding}
        remarks.append(Remark("broken-bytes", facts))
    return tuple(remarks)


def _line_end(lines: list[str]) -> str:
    """Name the way lines end: ``lf``, ``crlf``, ``cr``, or ``mixed``; nothing for a single line."""
    ends = {_end(line) for line in lines if not isinstance(line, Overlong)} - {""}
    return "mixed" if len(ends) > 1 else next(iter(ends), "")


def _end(line: str) -> str:
    if line.endswith("\r\n"):
        return "crlf"
    return {"\n": "lf", "\r": "cr"}.get(line[-1:], "")


@contextmanager
def opened(content: Content, guess: Guess, limits: Limits) -> Iterator[tuple[Text, Iterator[str]]]:
    """Give all lines of a text, and the text to ask afterwards whether its encoding changed."""
    with content.open() as stream:
        text = Text(stream, guess)
        yield text, split(text.pieces(), limits.row)
