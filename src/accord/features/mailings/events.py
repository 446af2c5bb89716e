"""What happened to mailings: without any of their words."""

from dataclasses import dataclass
from typing import ClassVar

from accord.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MailingEnded(Event):
    name: ClassVar[str] = "mailings.ended"
    mailing_id: int
    ref: str
    to_id: int
