"""From the bytes of a message to what it says."""

from email import message_from_bytes
from email.message import Message
from email.policy import Compat32
from hashlib import sha256

from accord.foundation.mail.reading.from_html import text_of
from accord.foundation.mail.reading.headers import addresses, all_of, every_header, ids, moment
from accord.foundation.mail.reading.parts import Parts, gather, media_type
from accord.foundation.mail.reading.shapes import Incoming
from accord.foundation.mail.reading.words import clean, decoded, header_words, raw_text

MOST_WORDS = 1_000_000


class _AsSent(Compat32):
    """Headers beyond ASCII are read as what they most probably are, not as question marks."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        del name
        return raw_text(str(value))


_AS_SENT = _AsSent()


def read(raw: bytes) -> Incoming:
    """Read a message. Never raises for what is in it: what can't be understood is a defect."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    message, defects = _parsed(raw)
    parts = _gathered(message, raw)
    defects += parts.defects
    html = "\n".join(parts.htmls)[:MOST_WORDS]
    text = "\n\n".join(each.strip("\n") for each in parts.texts if each.strip())[:MOST_WORDS]
    paths = all_of(message, "return-path")
    return Incoming(
        digest=sha256(raw).hexdigest(),
        message_id=next(iter(ids(all_of(message, "message-id"))), ""),
        in_reply_to=ids(all_of(message, "in-reply-to")),
        references=ids(all_of(message, "references")),
        senders=addresses(all_of(message, "from")) or addresses(all_of(message, "sender")),
        reply_to=addresses(all_of(message, "reply-to")),
        to=addresses([*all_of(message, "to"), *all_of(message, "apparently-to")]),
        cc=addresses(all_of(message, "cc")),
        bcc=addresses(all_of(message, "bcc")),
        delivered_to=_delivered(message),
        return_path=paths[0].strip(" <>").lower() if paths else None,
        sent_at=next(filter(None, map(moment, all_of(message, "date"))), None),
        subject=header_words(" ".join(all_of(message, "subject")[:1]))[:500],
        text=text or text_of(html),
        html=html,
        enclosed=tuple(parts.enclosed), calendars=tuple(parts.calendars), cards=tuple(parts.cards),
        inner=tuple(parts.inner), reports=tuple(parts.reports), feedback=parts.feedback,
        headers=every_header(message), media_type=clean(media_type(message)),
        defects=tuple(dict.fromkeys(defects)),
    )  # fmt: skip


def _parsed(raw: bytes) -> tuple[Message, list[str]]:
    try:
        return message_from_bytes(raw, policy=_AS_SENT), []
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, AssertionError):
        plain = Message(policy=_AS_SENT)
        plain.set_payload(raw.decode("utf-8", "surrogateescape"))
        return plain, ["unreadable"]


def _gathered(message: Message, raw: bytes) -> Parts:
    try:
        return gather(message)
    except Exception:  # noqa: BLE001 -- the library stumbles over strangers' mail in many ways
        return Parts(texts=[decoded(raw)[:MOST_WORDS]], defects=["unreadable"])


def _delivered(message: Message) -> tuple[str, ...]:
    """Give the addresses of the envelope, as servers on the way wrote them down."""
    names = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-forwarded-to")
    found = addresses([value for name in names for value in all_of(message, name)])
    return tuple(dict.fromkeys(each.address for each in found if each.address))
