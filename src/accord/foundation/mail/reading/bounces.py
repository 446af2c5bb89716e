"""Reports that a mail was not delivered: to whom, and whether it ever will be.

Well-formed ones (RFC 3464) are read by their fields, all others by where servers put what they say.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from accord.foundation.mail.reading.headers import ids
from accord.foundation.mail.reading.parts import blocks_in
from accord.foundation.mail.reading.reasons import (
    HARD,
    Reason,
    is_hard,
    reason_of,
    reply_in,
    status_in,
)
from accord.foundation.mail.reading.shapes import Incoming

_MAILER = re.compile(
    r"mailer-?daemon|mail delivery (?:sub)?system|^post(?:master|office)|mail.?administrator"
    r"|^mmdf|delivery.?(?:subsystem|system)|^bounce",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"undeliver|delivery (?:status|failure|failed|notification|report|problem|has failed)"
    r"|returned (?:mail|to sender)|return to sender|failure (?:notice|delivery)|mail failed"
    r"|non.?deliver|could(?:n't| not) (?:be )?(?:deliver|send)|mail delivery|postmaster notify"
    r"|(?:could not send|not delivered|bounce|rejected mail|warning: )|delivery delayed|mail error"
    r"|(?:delayed|undelivered) mail",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"^\s*(?:-{2,} ?(?:below this line|this is a copy|original message|the (?:rest|body|header)"
    r"|unsent message|returned (?:message|mail)|message (?:header|follows)|forwarded message"
    r"|attached|undelivered message|enclosed|included)|received: (?:from|by|\(qmail)|return-path:"
    r"|(?:the )?original message follows|below is a copy of|reporting-mta:)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]{1,63}\.){0,10}[\w-]{1,63}")
_BEGINS = re.compile(
    r"^\s{0,12}(?:(?:to|recipient|rcpt to|the following address(?:es)?|for)\s*:?\s*)?"
    r"(?:\"[^\"]*\"\s*)?<?(?:rfc822;)?(?P<who>[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]{1,63}\.){0,10}[\w-]{1,63})>?"
    r"(?:\s*\(expanded from:?.*?\))?(?P<rest>\s*(?:\.{2,}|:|,|;|-|\().*|\s*)$",
    re.IGNORECASE,
)
# A person that is unknown only once the whole mail was told may be a filter: not the address.
_AT_DATA = re.compile(r"in reply to (?:the )?(?:end of )?(?:data|bdat)|end of data", re.IGNORECASE)
_AT_RECIPIENT = re.compile(
    r"in reply to rcpt|not like recipient|>>> rcpt|doesn'?t have an? .{0,30}account", re.IGNORECASE
)
_OF_THE_PERSON = ("5.1.", "4.1.", "5.5.0", "5.4.1")
_SAID_AT_DATA = re.compile(r">>> data\s+<<<", re.IGNORECASE)
_FIELDS = re.compile(r"^final-recipient:", re.IGNORECASE | re.MULTILINE)
_MOST = 50
_MOST_TEXT = 50_000
_SHORT = 600  # characters of a report that speaks of one address only


_VAGUE = frozenset({Reason.OTHER, Reason.SYSTEM, Reason.NETWORK})
_SURE = frozenset({Reason.FULL, Reason.SUSPENDED, Reason.TOO_LARGE})


@dataclass(frozen=True)
class Failure:
    """One address that a mail did not reach; ``words`` are what its server said."""

    address: str
    reason: Reason
    is_hard: bool
    status: str = ""
    reply: str = ""
    words: str = ""
    is_final: bool = True


@dataclass(frozen=True)
class Bounce:
    """A report on one mail of ours: its Message-ID, if it is told, and who did not get it."""

    failures: tuple[Failure, ...]
    message_id: str = ""


def bounce_in(message: Incoming) -> Bounce | None:
    """Read a message as a report of failure; None when it is none."""
    reports = [block for block in message.reports if "final-recipient" in block]
    if not reports and not _looks_so(message):
        return None
    if not reports and _FIELDS.search(message.text):
        reports = [block for block in blocks_in(message.text) if "final-recipient" in block]
    failures = tuple(_reported(message, reports)) if reports else tuple(_told(message))
    return Bounce(failures, _message_id(message)) if failures else None


def _looks_so(message: Incoming) -> bool:
    if "report-type" in message.header("content-type") and message.media_type.endswith("/report"):
        return "delivery-status" in message.header("content-type")
    sender = message.sender
    is_mailer = bool(_MAILER.search(sender.address) or _MAILER.search(sender.name))
    is_mailer = (
        is_mailer or message.return_path == "" or "mailer-daemon" in (message.return_path or "")
    )
    return (is_mailer and (bool(_SUBJECT.search(message.subject)) or bool(message.inner))) or (
        bool(message.header("x-failed-recipients"))
    )


def _address(field: str) -> str:
    found = _ADDRESS.search(field.partition(";")[2] or field)
    return found[0].lower() if found else ""


def _reported(message: Incoming, blocks: list[Mapping[str, str]]) -> Iterator[Failure]:
    """Read the fields; what the text says of an address is asked where they say little."""
    text = _report_text(message)
    told = _by_address(text)
    for block in blocks[:_MOST]:
        action = block.get("action", "failed").lower()
        if action.startswith(("delivered", "relayed", "expanded")):
            continue
        who = _address(block["final-recipient"])
        first = _address(block.get("original-recipient", ""))
        said = block.get("diagnostic-code", "")
        said = said.partition(";")[2].strip() or said
        more = " ".join(dict.fromkeys(filter(None, (told.get(who), told.get(first)))))
        yield _failure(
            first if "@" in first else who,
            Saying(said, more or (text if len(text) < _SHORT else "")),
            status_in(block.get("status", "")),
            is_final=not action.startswith("delayed"),
        )


@dataclass(frozen=True)
class Saying:
    """What is said of one address: in the field for it, and in the text for people."""

    field: str
    text: str


def _failure(address: str, saying: Saying, status: str, *, is_final: bool) -> Failure:
    words = saying.field or saying.text
    inner = status_in(saying.field) or status_in(saying.text)
    if inner and (not status or status.endswith(".0.0") or inner[0] != status[0]):
        status = inner
    reply = reply_in(saying.field) or reply_in(saying.text)
    reason = _doubted(_reason(saying, words, status), saying, status)
    return Failure(
        address, reason, is_hard(reason, status=status, reply=reply) and is_final, status, reply,
        " ".join(words.split())[:500], is_final,
    )  # fmt: skip


def _reason(saying: Saying, words: str, status: str) -> Reason:
    reason = reason_of(words, status)
    if not saying.field or not saying.text:
        return reason
    second = reason_of(saying.text, "")
    if reason in _VAGUE and second != Reason.OTHER:
        return second
    return second if second in _SURE and reason in HARD else reason


def _doubted(reason: Reason, saying: Saying, status: str) -> Reason:
    """Take an unknown person for a filter's word unless something shows that it is not."""
    if reason != Reason.UNKNOWN:
        return reason
    said = f"{saying.field} {saying.text}"
    by_data = _SAID_AT_DATA.search(said) and "while talking to" not in said
    if _AT_DATA.search(said) or by_data:
        return Reason.FILTERED
    return (
        reason
        if status.startswith(_OF_THE_PERSON) or _AT_RECIPIENT.search(said)
        else Reason.FILTERED
    )


def _report_text(message: Incoming) -> str:
    lines: list[str] = []
    for line in message.text[:_MOST_TEXT].split("\n"):
        if _COPY.match(line):
            break
        lines.append(line)
    return "\n".join(lines)


def _by_address(text: str) -> dict[str, str]:
    """Gather what is said below or beside each address, as servers print it."""
    found: dict[str, list[str]] = {}
    who = ""
    shared: list[str] = []
    for line in text.split("\n"):
        begins = _BEGINS.match(line)
        if begins is not None:
            who = begins["who"].lower()
            found.setdefault(who, []).append(begins["rest"].strip(" :.,;-"))
        elif who:
            found[who].append(line.strip())
        else:
            shared.append(line.strip())
    return {key: " ".join(filter(None, lines)) for key, lines in found.items()}


def _told(message: Incoming) -> Iterator[Failure]:
    """Read a report without fields: addresses at the start of a line, and what follows them."""
    text = _report_text(message)
    told = _by_address(text)
    listed = [each.lower() for each in _ADDRESS.findall(message.header("x-failed-recipients"))]
    own = {each.address for each in (*message.to, *message.cc)}
    whom = listed or [each for each in told if each not in own] or list(told)
    if not whom:
        whom = [each.lower() for each in _ADDRESS.findall(text) if each.lower() not in own][:1]
    for address in list(dict.fromkeys(whom))[:_MOST]:
        words = told.get(address) or text
        yield _failure(address, Saying("", words), status_in(words), is_final=True)


def _message_id(message: Incoming) -> str:
    """Find the mail that this is about: in the copy it encloses, else by what it answers."""
    for inner in message.inner:
        head = inner[:20_000].decode("utf-8", "replace").replace("\r\n", "\n")
        head = re.sub(r"\n[ \t]+", " ", head.partition("\n\n")[0])
        for line in head.split("\n"):
            if line.lower().startswith("message-id:"):
                return next(iter(ids([line.partition(":")[2]])), "")
    found = re.search(r"^message-id:\s*(<[^>\s]+>)", message.text, re.IGNORECASE | re.MULTILINE)
    if found:
        return next(iter(ids([found[1]])), "")
    return next(iter((*message.in_reply_to, *message.references)), "")
