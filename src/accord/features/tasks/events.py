from dataclasses import dataclass
from typing import ClassVar

from accord.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class TaskGiven(Event):
    name: ClassVar[str] = "tasks.given"
    task_id: int
    ref: str
    title: str
    owner_id: int
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class TaskHandedOver(Event):
    name: ClassVar[str] = "tasks.handed-over"
    task_id: int
    ref: str
    title: str
    from_id: int
    to_id: int
    by_id: int | None
