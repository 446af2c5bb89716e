"""What the register tells the rest."""

from dataclasses import dataclass
from typing import ClassVar

from accord.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PartyAdded(Event):
    name: ClassVar[str] = "stakeholders.added"
    party_id: int
    ref: str
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class OwnerChanged(Event):
    name: ClassVar[str] = "stakeholders.owner-changed"
    party_id: int
    ref: str
    from_id: int | None
    to_id: int | None
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class PartyRetired(Event):
    name: ClassVar[str] = "stakeholders.retired"
    party_id: int
    ref: str
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class PartyMerged(Event):
    """Another record went into this one; its reference leads on here."""

    name: ClassVar[str] = "stakeholders.merged"
    party_id: int
    ref: str
    merged_ref: str
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class PartiesHandedOver(Event):
    """Many parties were given to one person at once; one event for up to 1,000 of them."""

    name: ClassVar[str] = "stakeholders.handed-over"
    party_ids: tuple[int, ...]
    to_id: int | None
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class PartyErased(Event):
    """Nothing but the number is left to tell."""

    name: ClassVar[str] = "stakeholders.erased"
    party_id: int
    ref: str
    by_id: int | None


@dataclass(frozen=True, kw_only=True)
class ReviewsProposed(Event):
    """A retention rule asks whether some records are still needed."""

    name: ClassVar[str] = "stakeholders.reviews-proposed"
    rule_id: int
    party_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ColleaguesNamedInNote(Event):
    """A note has an @ in its words: whoever of ours is named by it is to hear of it."""

    name: ClassVar[str] = "stakeholders.named"
    note_id: int
    by_id: int | None
