"""What happened to mail: without any of its words, which are for few eyes."""

from dataclasses import dataclass
from typing import ClassVar

from accord.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MessageAssigned(Event):
    name: ClassVar[str] = "correspondence.assigned"
    message_id: int
    to_id: int
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class SharedMailFiled(Event):
    """Mail of a department's mailbox was filed by itself with somebody who has a contact here."""

    name: ClassVar[str] = "correspondence.shared-filed"
    message_id: int
    contact_ids: tuple[int, ...]
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class MailNotDelivered(Event):
    """A server said that a mail of ours did not reach an address."""

    name: ClassVar[str] = "correspondence.not-delivered"
    message_id: str
    words: str


@dataclass(frozen=True, kw_only=True)
class MailComplainedOf(Event):
    """A provider passed on that a mail of ours was not wanted."""

    name: ClassVar[str] = "correspondence.complained-of"
    message_id: str
