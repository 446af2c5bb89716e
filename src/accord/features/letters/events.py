"""What happened to letters: without any of their words."""

from dataclasses import dataclass
from typing import ClassVar

from accord.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class LetterToRead(Event):
    name: ClassVar[str] = "letters.to-read"
    letter_id: int
    ref: str
    to_id: int
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class LetterSentBack(Event):
    name: ClassVar[str] = "letters.sent-back"
    letter_id: int
    ref: str
    to_id: int
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class LetterHandedOver(Event):
    """That a draft was given to a colleague."""

    name: ClassVar[str] = "letters.handed-over"
    letter_id: int
    ref: str
    to_id: int
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class LetterFailed(Event):
    """That a letter, or a copy of it, was not sent."""

    name: ClassVar[str] = "letters.failed"
    letter_id: int
    ref: str
    to_id: int
