from dataclasses import dataclass
from typing import ClassVar

from accord.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ContradictionFound(Event):
    name: ClassVar[str] = "keymessages.contradicted"
    contradiction_id: int
    ref: str
    to_ids: tuple[int, ...]
