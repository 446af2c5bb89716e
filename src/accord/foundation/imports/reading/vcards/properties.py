r"""One line of a card: group, name, parameters, and a value still as it was written.

Written by hand because the parser of the library (vobject 0.9) takes time that doubles with each
``=b`` in a line like ``A;a=b=b=b``, and because it ends at the first line it does not understand.
Everything here is linear in the length of the line.
"""

import base64
import binascii
import quopri
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from accord.foundation.imports.reading import encodings
from accord.foundation.imports.reading.encodings import Guess
from accord.foundation.imports.reading.marks import is_marked

_NAME = re.compile(r"[^\s:;=,\"]{1,80}")
_BARE_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_ESCAPES = {"n": "\n", "N": "\n"}
_BYTES = "latin-1"
_MANY = 200
_GUESSES = 50


@dataclass(frozen=True)
class Property:
    """A property with its value in bytes held as characters."""

    name: str
    group: str
    params: Mapping[str, tuple[str, ...]]
    raw: str

    def param(self, name: str) -> str:
        return next(iter(self.params.get(name, ())), "")

    @property
    def encoding(self) -> str:
        return self.param("ENCODING").upper()

    @property
    def kinds(self) -> tuple[str, ...]:
        kinds = dict.fromkeys(kind.strip().lower() for kind in self.params.get("TYPE", ()))
        return tuple(kind for kind in kinds if kind and kind != "pref")

    @property
    def preference(self) -> int:
        stated = self.param("PREF")
        if stated.isascii() and stated.isdigit():
            return min(max(int(stated[:3]), 1), 100)
        return 1 if any(kind.lower() == "pref" for kind in self.params.get("TYPE", ())) else 0


def parse(line: str) -> Property | None:
    """Read a line; ``None`` when it is none of a card."""
    end = _end_of_head(line)
    if end < 0:
        return None
    pieces = _split_outside_quotes(line[:end])
    group, _, name = pieces[0].strip().rpartition(".")
    if not _NAME.fullmatch(name):
        return None
    if len(pieces) > _MANY:
        return None
    params: dict[str, tuple[str, ...]] = {}
    for piece in pieces[1:]:
        key, values = _param(piece)
        params[key] = params.get(key, ()) + values
    return Property(name.upper(), group.lower(), params, line[end + 1 :])


def _end_of_head(line: str) -> int:
    """Find the colon before the value; one between quotes belongs to a parameter."""
    passed = 0
    for place, part in enumerate(line.split('"', _MANY)):
        if place % 2 == 0 and (found := part.find(":")) >= 0:
            return passed + found
        passed += len(part) + 1
    return line.find(":")


def _split_outside_quotes(head: str) -> list[str]:
    parts = head.split('"')
    pieces = [""]
    for place, part in enumerate(parts):
        if place % 2:
            pieces[-1] += part.replace(";", "\x1f")
        else:
            first, *others = part.split(";")
            pieces[-1] += first
            pieces.extend(others)
    return [piece.replace("\x1f", ";") for piece in pieces]


def _param(piece: str) -> tuple[str, tuple[str, ...]]:
    """Read ``NAME=a,b``; a bare word is a kind or, in version 2.1, an encoding."""
    key, equals, stated = piece.strip().partition("=")
    if not equals:
        return ("ENCODING" if key.upper() in _BARE_ENCODINGS else "TYPE"), (key,)
    values = [stated] if key.strip().upper() == "LABEL" else stated.split(",")
    return key.strip().upper(), tuple(_param_text(value.strip()) for value in values)


def _param_text(value: str) -> str:
    """Decode a parameter; those are UTF-8, or nobody says what."""
    raw = value.encode(_BYTES, "replace")
    return _decoded(raw, "utf-8") or raw.decode("cp1252", "replace")


def content(prop: Property) -> bytes:
    """Take the transfer encoding off: quoted-printable, base64, or none."""
    raw = prop.raw.encode(_BYTES, "replace")
    if prop.encoding == "QUOTED-PRINTABLE":
        return quopri.decodestring(raw)
    return _unbase64(raw) if prop.encoding in {"BASE64", "B"} else raw


def _unbase64(raw: bytes) -> bytes:
    packed = b"".join(raw.split())
    try:
        return base64.b64decode(packed + b"=" * (-len(packed) % 4))
    except (binascii.Error, ValueError):
        return b""


class Fallback:
    """The encoding of values that are not UTF-8: that of the file, or else a guess at each.

    A guess takes time, so after some of them the one most often made has to do.
    """

    def __init__(self, guess: Guess) -> None:
        self._stated = "" if guess.encoding.startswith("utf-") else guess.encoding
        self._made: Counter[str] = Counter()

    def encoding(self, raw: bytes) -> str:
        if self._stated:
            return self._stated
        if self._made.total() < _GUESSES:
            guessed = encodings.legacy(raw).encoding
            self._made[guessed] += 1
            return guessed
        return self._made.most_common(1)[0][0]


@dataclass
class Decoder:
    """Decodes the values of one card; remembers which could not be, or only by a guess."""

    fallback: Fallback
    guessed: str = ""

    def text(self, prop: Property) -> str | None:
        """Decode a value by its own charset, as UTF-8, or else as the file was guessed to be."""
        raw = content(prop)
        stated = prop.param("CHARSET")
        decoded = _decoded(raw, stated) if stated and encodings.is_known(stated) else None
        if decoded is None:
            decoded = _decoded(raw, "utf-8")
        if decoded is None:
            self.guessed = self.fallback.encoding(raw)
            decoded = _decoded(raw, self.guessed)
        if decoded is None or "\x00" in decoded or is_marked(decoded):
            return None
        return decoded.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeError:
        return None


def split_escaped(text: str, separator: str) -> list[str]:
    """Split where the separator is not escaped; the parts keep their escapes."""
    parts = [""]
    pieces = re.split(rf"(\\.|{re.escape(separator)})", text, flags=re.DOTALL)
    for piece in pieces:
        if piece == separator:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def unescaped(text: str, *, with_lines: bool = True) -> str:
    r"""Undo backslashes; ``\n`` is a new line except in version 2.1, where it is two characters."""
    if "\\" not in text:
        return text

    def plain(match: re.Match[str]) -> str:
        char = match[1]
        if char in _ESCAPES:
            return "\n" if with_lines else match[0]
        return char if char in "\\;,:" else match[0]

    return re.sub(r"\\(.)", plain, text, flags=re.DOTALL)
