from dataclasses import dataclass
from typing import ClassVar

from accord.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class NotePublished(Event):
    """A note, or a new edition of it, has readers who were not told yet."""

    name: ClassVar[str] = "knowledge.published"
    note_id: int
    edition: int
    people: tuple[int, ...]
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    name: ClassVar[str] = "knowledge.asked"
    question_id: int
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    name: ClassVar[str] = "knowledge.answered"
    question_id: int
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class ReadingLate(Event):
    """A note was not acknowledged in time: its reader, their deputy or its author hears of it."""

    name: ClassVar[str] = "knowledge.late"
    receipt_id: int
    to_id: int
