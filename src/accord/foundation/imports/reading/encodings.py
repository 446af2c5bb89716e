"""Which encoding a piece of text is in: certain where a mark or UTF-8 proves it, else a guess."""

import codecs
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from accord.foundation.imports.reading import alphabets

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_FOR_FILES = frozenset(
    {"unicode-escape", "unicode_escape", "raw-unicode-escape", "raw_unicode_escape"}
    | {"idna", "punycode", "undefined", "utf-7"}
)
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")

# With each code page its handicap: how many times likelier another must be to be preferred.
_CODE_PAGES = {
    "cp1252": 0.0, "cp1250": 0.0, "cp1251": 0.0, "cp1257": 0.5, "cp1253": 0.0, "cp1254": 3.0,
    "iso8859_2": 0.5, "iso8859_15": 0.5, "iso8859_13": 1.0, "iso8859_7": 0.5, "iso8859_4": 4.0,
    "koi8_u": 1.0, "koi8_r": 0.5, "cp866": 1.0, "iso8859_5": 2.0, "mac_cyrillic": 3.0,
    "cp852": 5.0, "cp850": 5.0, "cp775": 6.0, "mac_roman": 5.0, "mac_latin2": 6.0,
    "cp1255": 1.0, "cp1256": 1.0, "cp874": 1.0,
}  # fmt: skip
_DOUBLE_BYTE = ("gb18030", "cp950", "cp932", "euc_jp", "cp949")

_UNKNOWN_LETTER = 1e-5
_UNKNOWN_SYMBOL = 2e-6
_BROKEN = 1e-8
_CAPITAL = 0.08
_ASCII = bytes(range(0x80))
_EVIDENCE = 16 * 1024
_HOPELESS = -8.5


@dataclass(frozen=True)
class Guess:
    """An encoding and how it was found; ``other`` is the runner-up where it was a guess."""

    encoding: str
    certain: bool
    other: str = ""


def by_mark(head: bytes) -> str:
    """Name the encoding that a byte order mark states, or nothing."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding
    return ""


def by_zeros(head: bytes) -> str:
    """Name the wide encoding whose every second (or three of four) byte is zero, without a mark."""
    if len(head) < 4 or b"\x00" not in head or _is_padded(head):  # noqa: PLR2004
        return ""
    for encoding, unit in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        if _is_text(head[: len(head) // unit * unit], encoding):
            return encoding
    return ""


def _is_padded(head: bytes) -> bool:
    """Tell plain text with some zero bytes in it from wide text: that has more of them."""
    return (
        head.isascii()
        and head.count(b"\x00") < len(head) * 0.25
        and not _CONTROLS.search(head.replace(b"\x00", b""))
    )


def _is_text(head: bytes, encoding: str) -> bool:
    """Line ends and delimiters of ASCII must be there, and nothing that text never holds."""
    text = head.decode(encoding, "replace")
    odd = sum(text.count(char) for char in "\x00\ufffd\uffff\ufffe") / len(text)
    ascii_share = sum(1 for char in text if char < "\x80") / len(text)
    return odd < 0.02 and ascii_share > 0.03  # noqa: PLR2004


def is_known(encoding: str) -> bool:
    """Tell whether files of text come in ``encoding``; codecs for other purposes are none."""
    try:
        stated = codecs.lookup(encoding).name
        return stated not in _NOT_FOR_FILES and "a".encode(stated).decode(stated) == "a"
    except (LookupError, ValueError):
        return False


def is_utf8(piece: bytes) -> bool:
    """Tell whether a piece is UTF-8, be it cut inside a character or broken in a few places."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(piece)
    except UnicodeDecodeError:
        words = [word for word in _WORD_END.split(piece) if not word.isascii()]
        return sum(_decodes(word) for word in words) * 2 > len(words)
    return True


def _decodes(word: bytes) -> bool:
    try:
        word.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def first_beyond_ascii(piece: bytes) -> int:
    """Give the place of the first byte beyond ASCII, or the length when there is none."""
    return len(piece) - len(piece.lstrip(_ASCII))


def legacy(evidence: bytes) -> Guess:
    """Choose the code page that makes the likeliest words of ``evidence``, whole lines of bytes."""
    evidence = _telling(evidence)
    scores = dict(_scores(evidence))
    size = max(1, sum(1 for byte in evidence if byte >= 0x80))  # noqa: PLR2004
    ranked = sorted(scores, key=lambda encoding: -scores[encoding])
    if scores[ranked[0]] / size < _HOPELESS and (named := _second_opinion(evidence)):
        return Guess(named, certain=False, other=ranked[0])
    first = ranked[0]
    same = evidence.decode(first, "replace")
    others = (each for each in ranked[1:] if evidence.decode(each, "replace") != same)
    return Guess(first, certain=False, other=next(others, ""))


def _telling(evidence: bytes) -> bytes:
    """Keep each word beyond ASCII once, those with a byte not met before first, up to a size."""
    seen: set[int] = set()
    telling: list[bytes] = []
    usual: list[bytes] = []
    for word in dict.fromkeys(_WORD_END.split(evidence)):
        if not word.isascii():
            (usual if seen.issuperset(word) else telling).append(word)
            seen.update(word)
    return b" ".join(telling + usual)[:_EVIDENCE]


def _second_opinion(evidence: bytes) -> str:
    """Ask the library for scripts that we know no letters of: Hebrew, Arabic, Thai and others."""
    import charset_normalizer

    best = charset_normalizer.from_bytes(evidence).best()
    return "" if best is None or best.encoding == "ascii" else best.encoding


def _scores(evidence: bytes) -> Iterator[tuple[str, float]]:
    for encoding, handicap in _CODE_PAGES.items():
        yield encoding, _single(evidence.decode(encoding, "replace")) - handicap
    for encoding in _DOUBLE_BYTE:
        yield encoding, _double(evidence.decode(encoding, "replace"), encoding)


def _single(text: str) -> float:
    shape = text.translate(_SHAPES)
    case = -4.0 * (shape.count("aL") + shape.count("lA") + shape.count("lL"))
    torn = -4.0 * len(_TORN.findall(shape))
    neighbours = -2.0 * len(_NEIGHBOURS.findall(shape))
    mixed = -4.0 * len(_MIXED.findall(shape))
    lonely = -4.0 * len(_LONELY.findall(shape))
    counts = Counter(char for char in text if char >= "\x80")
    latin = max(_likelihood(counts, language) for language in alphabets.LATIN) + neighbours + lonely
    other = max(_likelihood(counts, language) for language in alphabets.OTHER) + mixed + lonely / 2
    return case + torn + max(latin, other)


def _likelihood(counts: Counter[str], language: str) -> float:
    known = _chances(language)
    return sum(count * (known.get(char) or _stranger(char)) for char, count in counts.items())


@cache
def _chances(language: str) -> dict[str, float]:
    """Logarithms of how likely each character beyond ASCII is in a text of the language."""
    stated = alphabets.LATIN.get(language) or alphabets.OTHER[language]
    shares = {entry[0]: float(entry[1:]) for entry in stated.split()}
    total = sum(shares.values()) * 1.15
    chances = dict.fromkeys(alphabets.PUNCTUATION, math.log(0.004))
    chances |= dict.fromkeys(alphabets.QUOTES_AND_DASHES, math.log(0.03))
    for char, share in shares.items():
        chances[char] = math.log(share / total)
        if (capital := char.upper()) != char and len(capital) == 1:
            chances.setdefault(capital, math.log(share / total * _CAPITAL))
    return chances


@cache
def _stranger(char: str) -> float:
    kind = unicodedata.category(char)
    if char == "\ufffd" or kind in {"Cc", "Cn", "Co"}:
        return math.log(_BROKEN)
    return math.log(_UNKNOWN_LETTER if kind[0] == "L" else _UNKNOWN_SYMBOL)


def _double(text: str, encoding: str) -> float:
    """Weigh a decoding into Chinese, Japanese or Korean: the common characters must prevail."""
    return sum(
        count * _common(char, encoding)
        for char, count in Counter(char for char in text if char >= "\x80").items()
    )


@cache
def _common(char: str, encoding: str) -> float:
    if "\u3040" <= char <= "\u30ff":
        return -5.0 if encoding in {"cp932", "euc_jp"} else -10.0
    if char in "，。、：；（）「」《》？！・　…—“”·":
        return -6.0
    if "\uac00" <= char <= "\ud7a3":
        return -6.9 if encoding == "cp949" else -20.0
    if "\u4e00" <= char <= "\u9fff":
        return _ideograph(char, encoding)
    if "\uff01" <= char <= "\uff5e":
        return -8.0
    return _stranger(char) - 4.0


def _ideograph(char: str, encoding: str) -> float:
    """Each national set keeps its frequent characters in a block of their own."""
    frequent = {
        "gb18030": (b"\xb0\xa1", b"\xd7\xf9"),
        "cp950": (b"\xa4\x40", b"\xc6\x7e"),
        "cp932": (b"\x88\x9f", b"\x98\x72"),
        "euc_jp": (b"\xb0\xa1", b"\xcf\xd3"),
        "cp949": (b"\xff", b"\x00"),
    }[encoding]
    code = char.encode(encoding, "replace")
    return -7.4 if len(code) == 2 and frequent[0] <= code <= frequent[1] else -14.0  # noqa: PLR2004


class _Shapes(dict[int, str]):
    """Each character as one letter for its kind, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = shape = _shape(chr(code))
        return shape


def _shape(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Lu":
        return "A" if char < "\x80" else "L"
    if kind[0] in "LM":
        return "a" if char < "\x80" else "l"
    return " " if char < "\x80" or char in alphabets.QUOTES_AND_DASHES + "\u00a0" else "s"


_SHAPES = _Shapes()
_TORN = re.compile("(?<=[aAlL])s(?=[al])")
_NEIGHBOURS = re.compile("[lL](?=[lL])")
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1f]")
_LONELY = re.compile("(?<![aAlL])[lL](?![aAlL])")
_WORD_END = re.compile(rb'[\s,;"]+')
_MIXED = re.compile("[aA](?=[lL])|[lL](?=[aA])")
