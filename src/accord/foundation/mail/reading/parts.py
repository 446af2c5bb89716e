"""The parts of a message: what is read as its words, and what lies in it as files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.policy import compat32

from accord.foundation.mail.reading.headers import all_of
from accord.foundation.mail.reading.shapes import Enclosed
from accord.foundation.mail.reading.words import clean, decoded, header_words, unbased

MOST_PARTS = 1_000
MOST_DEPTH = 50
MOST_TEXT = 1_000_000
_KEPT_NAME = re.compile(r"[\x00-\x1f\x7f/\\]")
_ENDINGS = {
    "text/plain": "txt", "text/html": "html", "text/calendar": "ics", "text/vcard": "vcf",
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "application/pdf": "pdf",
    "message/rfc822": "eml",
}  # fmt: skip
CARDS = {"text/vcard", "text/x-vcard", "text/directory"}
CALENDARS = {"text/calendar", "application/ics"}


@dataclass
class Parts:
    """What was found on the way through."""

    texts: list[str] = field(default_factory=list)
    htmls: list[str] = field(default_factory=list)
    enclosed: list[Enclosed] = field(default_factory=list)
    calendars: list[str] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    inner: list[bytes] = field(default_factory=list)
    reports: list[dict[str, str]] = field(default_factory=list)
    feedback: dict[str, str] = field(default_factory=dict)
    defects: list[str] = field(default_factory=list)


def gather(message: Message) -> Parts:
    """Go through all parts but those of messages enclosed, which stay whole."""
    found = Parts()
    for count, part in enumerate(_leaves(message, found, 0)):
        if count >= MOST_PARTS:
            found.defects.append("too-many-parts")
            break
        _take(part, found)
    return found


def _payload(part: Message) -> object:
    """Give what a part holds, also where the charset it names is nonsense."""
    try:
        return part.get_payload()
    except (ValueError, TypeError, LookupError):
        part.del_param("charset")
        return part.get_payload()


def media_type(part: Message) -> str:
    try:
        return part.get_content_type()
    except (ValueError, TypeError, AttributeError, IndexError):
        return "application/octet-stream"


def _leaves(part: Message, found: Parts, depth: int) -> Iterator[Message]:
    found.defects += [type(defect).__name__ for defect in part.defects]
    kind = media_type(part)
    body = _payload(part)
    if kind.startswith("message/") or not isinstance(body, list):
        yield part
    elif depth >= MOST_DEPTH:
        found.defects.append("too-deep")
    else:
        for inner in body:
            yield from _leaves(inner, found, depth + 1)


def _take(part: Message, found: Parts) -> None:
    kind = media_type(part)
    name = file_name(part)
    if kind.startswith("message/"):
        _take_message(part, kind, found)
        return
    body = content(part)
    if kind == "text/rfc822-headers":
        found.inner.append(body)
        return
    if kind in CALENDARS or name.lower().endswith(".ics"):
        found.calendars.append(decoded(body, charset(part)))
    elif kind in CARDS or name.lower().endswith(".vcf"):
        found.cards.append(decoded(body, charset(part)))
    elif kind.startswith("multipart/"):  # named so, without the parts
        found.texts.append(decoded(body)[:MOST_TEXT])
        return
    elif kind in {"text/plain", "text/html"} and not _is_file(part, name):
        words = decoded(body, charset(part))[:MOST_TEXT]
        (found.texts if kind == "text/plain" else found.htmls).append(words)
        return
    if body:
        found.enclosed.append(_file(part, kind, name, body, len(found.enclosed)))


def _take_message(part: Message, kind: str, found: Parts) -> None:
    """Keep an enclosed message as its bytes, a report as its fields."""
    body = _payload(part)
    blocks = body if isinstance(body, list) else []
    if kind in {"message/delivery-status", "message/global-delivery-status"}:
        found.reports += [_fields(block) for block in blocks if isinstance(block, Message)]
        if not blocks:
            found.reports += blocks_in(decoded(content(part)))
    elif kind == "message/feedback-report":
        for block in blocks:
            found.feedback |= _fields(block)
        if not blocks:
            found.feedback |= next(iter(blocks_in(decoded(content(part)))), {})
    elif kind in {"message/rfc822", "message/global", "message/news"}:
        inner = [_bytes_of(block) for block in blocks if isinstance(block, Message)]
        if not any(inner):
            inner = [content(part)]
        found.inner += [each for each in inner if each.strip()]


def _bytes_of(block: Message) -> bytes:
    try:
        return block.as_bytes(policy=compat32.clone(max_line_length=0))
    except (ValueError, LookupError, TypeError, AttributeError, KeyError, IndexError):
        return str(_payload(block)).encode("utf-8", "replace")


def _fields(block: Message) -> dict[str, str]:
    found = {name.lower(): header_words(str(value)) for name, value in block.items()}
    rest = _payload(block)
    if isinstance(rest, str) and rest.strip() and not found:
        return next(iter(blocks_in(rest)), {})
    return found


def blocks_in(text: str) -> list[dict[str, str]]:
    """Read blocks of ``Name: value`` lines, folded ones joined."""
    found: list[dict[str, str]] = []
    for block in re.split(r"\n\s*\n", text):
        lines = re.sub(r"\n[ \t]+", " ", block).split("\n")
        pairs = (line.partition(":") for line in lines if ":" in line)
        fields = {name.strip().lower(): value.strip() for name, _colon, value in pairs}
        if fields:
            found.append(fields)
    return found


def charset(part: Message) -> str:
    try:
        found = part.get_param("charset", "")
        if isinstance(found, tuple):
            found = found[2]
        return clean(str(found))
    except (ValueError, TypeError, LookupError, AttributeError):
        return ""


def content(part: Message) -> bytes:
    """Give the bytes of a part, decoded as far as they can be."""
    body = _payload(part)
    if not isinstance(body, str):
        return b""
    how = " ".join(all_of(part, "content-transfer-encoding")).lower().strip(" ;\"'")
    raw = body.encode("utf-8", "surrogateescape")
    if how == "base64":
        return _whole_base64(raw)
    try:
        made = part.get_payload(decode=True)
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError):
        return raw
    return made if isinstance(made, bytes) else raw


def _whole_base64(raw: bytes) -> bytes:
    """Decode line by line where blocks were padded one by one, else as one."""
    packed = b"".join(raw.split())
    if b"=" not in packed.rstrip(b"="):
        return unbased(packed)
    return b"".join(unbased(piece) for piece in re.findall(rb"[^=]+=*", packed))


def file_name(part: Message) -> str:
    """Give the name of a file as its sender wrote it, without any folder."""
    try:
        found = part.get_filename("") or ""
    except (ValueError, TypeError, LookupError, AttributeError):
        found = ""
    words = header_words(str(found)).replace("\\", "/").rsplit("/", 1)[-1]
    return _KEPT_NAME.sub("", words).strip(" .")[-200:]


def _disposition(part: Message) -> str:
    return " ".join(all_of(part, "content-disposition")).partition(";")[0].strip().lower()


def _is_file(part: Message, name: str) -> bool:
    return _disposition(part) == "attachment" or bool(name)


def _file(part: Message, kind: str, name: str, body: bytes, count: int) -> Enclosed:
    called = " ".join(all_of(part, "content-id")).strip(" <>")
    if not name:
        ending = _ENDINGS.get(kind, "bin")
        name = f"part-{count + 1}.{ending}"
    is_inline = _disposition(part) != "attachment" and bool(called)
    return Enclosed(name, kind, body, clean(called)[:250], is_inline)
