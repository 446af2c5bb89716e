from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from accord.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PromiseMade(Event):
    name: ClassVar[str] = "promises.made"
    promise_id: int
    ref: str
    words: str
    party_id: int
    owner_id: int | None
    due_at: datetime | None
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class PromiseSettled(Event):
    name: ClassVar[str] = "promises.settled"
    promise_id: int
    ref: str
    party_id: int
    state: str
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class PromiseHandedOver(Event):
    name: ClassVar[str] = "promises.handed-over"
    promise_id: int
    ref: str
    words: str
    party_id: int
    from_id: int | None
    to_id: int
    by_id: int | None
