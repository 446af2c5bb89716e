"""Words out of bytes: charsets that are misnamed or missing, and words encoded in headers."""

import binascii
import codecs
import re
from base64 import b64decode
from functools import lru_cache

# What senders write, and what they mean: the wider set that holds what the named one lacks.
_MEANT = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "ansi": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "x-gbk": "gb18030", "cp936": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
    "shift_jis": "cp932", "x-sjis": "cp932", "big5": "big5hkscs", "iso-8859-9": "cp1254",
    "windows-31j": "cp932", "iso-2022-jp": "iso2022_jp_ext", "iso-8859-8-i": "iso-8859-8",
    "unicode-1-1-utf-7": "utf-7", "utf8": "utf-8", "x-unknown": "", "unknown-8bit": "",
    "default": "", "binary": "", "8bit": "",
}  # fmt: skip
_CODE = {"punycode", "unicode_escape", "raw_unicode_escape"}  # codecs that are no charset of mail
_GUESSES = ("utf-8", "cp1252", "iso-8859-1")
_ENCODED = re.compile(r"=\?([^?\s]*)\?([bBqQ])\?([^?]*?)\?=")
_BETWEEN = re.compile(r"(\?=)[ \t\r\n]+(=\?[^?\s]*\?[bBqQ]\?)")
_UNSTORABLE = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """Leave out what a database can't keep; lines end as they do here."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSTORABLE.sub("\ufffd", _CONTROLS.sub("", text))


@lru_cache(maxsize=200)
def _codec(charset: str) -> str:
    """Give the codec for a charset as senders write it; nothing where there is none."""
    plain = charset.strip().strip("\"'").lower().partition("*")[0].replace("\0", "")
    plain = _MEANT.get(plain, plain)
    try:
        name = codecs.lookup(plain).name if plain else ""
        b"a".decode(name or "ascii", "replace")  # some names are of no charset, and raise
    except (LookupError, ValueError):
        return ""
    return "" if name.replace("-", "_") in _CODE else name


def decoded(body: bytes, charset: str = "") -> str:
    """Read bytes as text in the charset named, else as what they most probably are."""
    codec = _codec(charset)
    guesses = [codec] if codec else []
    if codec == "cp1252":  # named as a habit: what is valid UTF-8 beyond ASCII is just that
        guesses = ["utf-8", "cp1252"]
    for guess in (*guesses, *_GUESSES):
        try:
            return clean(body.decode(guess))
        except (UnicodeDecodeError, LookupError, ValueError):
            if guess == codec and guess not in {"utf-8", "ascii"}:
                return clean(body.decode(guess, "replace"))
    return clean(body.decode("utf-8", "replace"))


def raw_text(value: str) -> str:
    """Read a header that holds bytes beyond ASCII as they came over the wire."""
    try:
        value.encode("ascii")
    except UnicodeEncodeError:
        return decoded(value.encode("utf-8", "surrogateescape"))
    return value


def header_words(value: str) -> str:
    """Decode the encoded words of a header, whatever is wrong with them, into one line."""
    text = raw_text(value)
    if "=?" in text:
        text = _BETWEEN.sub(r"\1\2", text)
        text = _joined(text)
    return " ".join(clean(text).split())


def _joined(text: str) -> str:
    """Decode words; what was cut in the midst of a character is joined before it is read."""
    parts: list[str] = []
    held, charset, end = b"", "", 0
    for found in _ENCODED.finditer(text):
        body = _bytes_of(found[2], found[3])
        if found.start() != end or found[1].lower() != charset:
            parts += [decoded(held, charset), text[end : found.start()]]
            held, charset = b"", found[1].lower()
        held += body
        end = found.end()
    return "".join([*parts, decoded(held, charset), text[end:]])


def _bytes_of(how: str, body: str) -> bytes:
    if how in "bB":
        return unbased(body.encode("ascii", "ignore"))
    plain = body.replace("_", " ")
    return binascii.a2b_qp(plain.encode("utf-8", "surrogateescape"))


def unbased(body: bytes) -> bytes:
    """Decode base64 as far as it can be."""
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", body.partition(b"=")[0])
    kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
    return b64decode(kept + b"=" * (-len(kept) % 4))
