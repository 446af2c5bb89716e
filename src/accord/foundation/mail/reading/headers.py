"""Headers as they stand in a message: who, when, which; and nothing of it can be relied upon."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.message import Message
from email.utils import getaddresses, mktime_tz, parsedate_tz

from accord.foundation.mail.reading.shapes import Addressed
from accord.foundation.mail.reading.words import clean, header_words, raw_text

_FIRST_YEAR, _LAST_YEAR = 1970, 2199
MOST_ADDRESSES = 500
MOST_REFERENCES = 100
MOST_READ = 20_000  # characters of a header
MOST_SAME = 100  # headers of one name
LENGTH = 2_000  # of any one header that is kept as words
_TROUBLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
_ID = re.compile(r"<\s*([^<>\s]{1,900})\s*>")
_BARE_ID = re.compile(r"^[^<>\s@]{1,200}@[^<>\s]{1,200}$")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,128}@[^\s<>()\[\],;:\"@]{1,250}")


def all_of(message: Message, name: str) -> list[str]:
    """Give the headers of a name, unfolded, with bytes beyond ASCII read."""
    found = message.get_all(name) or []
    return [" ".join(raw_text(str(value)[:MOST_READ]).split()) for value in found[:MOST_SAME]]


def ids(values: Iterable[str]) -> tuple[str, ...]:
    """Give message ids in order, each once, without the brackets."""
    found: list[str] = []
    for value in values:
        hits = _ID.findall(value)
        if not hits:
            hits = [word for word in value.split() if _BARE_ID.match(word)]
        found += filter(None, (clean(hit).strip()[:250] for hit in hits))
    return tuple(dict.fromkeys(found))[:MOST_REFERENCES]


def addresses(values: Iterable[str]) -> tuple[Addressed, ...]:
    """Give those named in headers; what is no address has none but keeps its name."""
    found: list[Addressed] = []
    for value in values:
        for name, address in _pairs(value):
            plain = clean(address).strip().strip("<>").lower()
            if not _ADDRESS.fullmatch(plain):
                hit = _ADDRESS.search(clean(f"{address} {name}"))
                plain = hit[0].lower() if hit else ""
            words = header_words(name).strip(" \"'")
            if plain or words:
                found.append(Addressed(plain[:254], words[:200]))
        if len(found) >= MOST_ADDRESSES:
            break
    return tuple(dict.fromkeys(found))[:MOST_ADDRESSES]


def _pairs(value: str) -> list[tuple[str, str]]:
    """Take a list of addresses apart; the strict reading first, then the one of what is left."""
    try:
        pairs = getaddresses([value])
    except _TROUBLE:
        pairs = []
    if any(address for _name, address in pairs):
        return pairs
    try:
        pairs = getaddresses([value], strict=False)
    except _TROUBLE:
        pairs = []
    return pairs if any("@" in address for _name, address in pairs) else [(value, "")]


def moment(value: str) -> datetime | None:
    """Read a date of a mail; one without a zone, or in a wrong one, is taken as UTC."""
    try:
        found = parsedate_tz(value)
        if found is None:
            return None
        at = datetime.fromtimestamp(mktime_tz(found), UTC)
    except (*_TROUBLE, OverflowError, OSError):
        return None
    return at if _FIRST_YEAR <= at.year <= _LAST_YEAR else None


def every_header(message: Message) -> dict[str, tuple[str, ...]]:
    """Give all headers as words, by their names in lower case."""
    found: dict[str, list[str]] = {}
    for name, value in message.items():
        key = clean(raw_text(str(name))).strip().lower()[:100]
        found.setdefault(key, []).append(header_words(str(value)[: LENGTH * 4])[:LENGTH])
    return {name: tuple(values) for name, values in found.items()}
