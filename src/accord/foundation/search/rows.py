"""Plain rows of the index's tables."""

from dataclasses import dataclass, field
from typing import NamedTuple


class CardRow(NamedTuple):
    id: int
    shelf_id: int
    ref: str
    title: str
    subtitle: str
    look: str
    words: str
    within_id: int


PostingRow = tuple[int, str, int]  # shelf, word, card
ReaderRow = tuple[int, int]  # person, card


class PassageRow(NamedTuple):
    id: int
    card_id: int
    shelf_id: int
    within_id: int
    words: list[str]


MANY_POSTINGS = 4000  # of one transaction, from which they are kept fresh
CARD = "id, shelf_id, ref, title, subtitle, look, words, within_id"


class Stretch(NamedTuple):
    """A stretch of one shelf: the words after ``low`` (and card) and before ``high``."""

    shelf_id: int
    low: str
    low_card: int
    high: str


class FoundRow(NamedTuple):
    """A card met on stretch number ``place`` under one of its words."""

    place: int
    token: str
    id: int
    shelf_id: int
    ref: str
    title: str
    subtitle: str
    look: str
    words: str
    within_id: int


class Condition(NamedTuple):
    """More SQL on the card ``c``, with its values."""

    sql: str
    values: tuple[object, ...]


class PassageFound(NamedTuple):
    """A text that was found, with what names the record it belongs to."""

    id: int
    card_id: int
    title: str
    ref: str
    look: str


@dataclass
class Difference:
    """What has to be written so that the index is true again.

    ``parts`` are those of new words, where they were looked for before. ``anew``: everything is
    written once more, so that nothing of it is fresh.
    """

    anew: bool = False

    gone: set[int] = field(default_factory=set)
    less: set[PostingRow] = field(default_factory=set)
    cards: list[CardRow] = field(default_factory=list)
    more: list[PostingRow] = field(default_factory=list)
    readers_less: set[ReaderRow] = field(default_factory=set)
    readers_more: set[ReaderRow] = field(default_factory=set)
    passages_gone: set[int] = field(default_factory=set)
    passages: list[PassageRow] = field(default_factory=list)
    shelves: set[int] = field(default_factory=set)
    parts: list[tuple[str, str]] | None = None

    @property
    def home(self) -> str:
        """Name the table that the new postings go into."""
        many = len(self.more) >= MANY_POSTINGS and not self.anew
        return "search_freshposting" if many else "search_posting"
