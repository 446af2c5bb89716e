"""What happened to items: without any of their words, which are for few eyes."""

from dataclasses import dataclass
from typing import ClassVar

from accord.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ItemOffered(Event):
    name: ClassVar[str] = "growth.item-offered"
    item_id: int
    to_id: int
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class ItemAnswered(Event):
    name: ClassVar[str] = "growth.item-answered"
    item_id: int
    owner_id: int
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class LevelJudged(Event):
    name: ClassVar[str] = "growth.level-judged"
    profile_id: int
    owner_id: int
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class CompanionNamed(Event):
    name: ClassVar[str] = "growth.companion-named"
    profile_id: int
    owner_id: int
    to_id: int
    by_id: int | None
