from dataclasses import dataclass
from typing import ClassVar

from accord.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class FeedbackGiven(Event):
    name: ClassVar[str] = "feedback.given"
    feedback_id: int
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class FeedbackRestated(Event):
    name: ClassVar[str] = "feedback.restated"
    feedback_id: int
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class FeedbackSettled(Event):
    """The author said that it is understood, or what was meant instead."""

    name: ClassVar[str] = "feedback.settled"
    feedback_id: int
    by_id: int | None
