from dataclasses import dataclass
from typing import ClassVar

from accord.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class InteractionLogged(Event):
    name: ClassVar[str] = "engagement.logged"
    interaction_id: int
    ref: str
    party_ids: tuple[int, ...]
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class ColleaguesNamed(Event):
    """A talk has an @ in its words: whoever of ours is named by it is to hear of it."""

    name: ClassVar[str] = "engagement.named"
    interaction_id: int
    by_id: int | None
