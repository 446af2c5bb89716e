"""A message in the shape that everything else works with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Addressed:
    """Somebody in a header; ``address`` in lower case as it is compared."""

    address: str
    name: str = ""


@dataclass(frozen=True)
class Enclosed:
    """A part that is kept as a file; ``content_id`` is what the HTML calls it by."""

    name: str
    media_type: str
    body: bytes
    content_id: str = ""
    is_inline: bool = False


@dataclass(frozen=True)
class Incoming:
    """One message as it was read; ``digest`` is that of its bytes, the last name it can have.

    ``calendars`` and ``cards`` are text of invitations and of business cards, ``inner`` the bytes
    of messages enclosed in it, ``reports`` the fields of delivery reports, a block a recipient.
    """

    digest: str
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    senders: tuple[Addressed, ...] = ()
    reply_to: tuple[Addressed, ...] = ()
    to: tuple[Addressed, ...] = ()
    cc: tuple[Addressed, ...] = ()
    bcc: tuple[Addressed, ...] = ()
    delivered_to: tuple[str, ...] = ()
    return_path: str | None = None
    sent_at: datetime | None = None
    subject: str = ""
    text: str = ""
    html: str = ""
    enclosed: tuple[Enclosed, ...] = ()
    calendars: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    inner: tuple[bytes, ...] = ()
    reports: tuple[Mapping[str, str], ...] = ()
    feedback: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    media_type: str = "text/plain"
    defects: tuple[str, ...] = ()

    @property
    def sender(self) -> Addressed:
        return self.senders[0] if self.senders else Addressed("")

    @property
    def identity(self) -> str:
        """What it is known by: its Message-ID, or the digest of a message that has none."""
        return self.message_id or f"sha256:{self.digest}"

    @property
    def recipients(self) -> tuple[Addressed, ...]:
        return (*self.to, *self.cc, *self.bcc)

    def header(self, name: str) -> str:
        """Give the first header of a name in lower case, or nothing."""
        return next(iter(self.headers.get(name, ())), "")
