"""What is handed to pages: things found, by kind, the best first."""

from dataclasses import dataclass
from typing import Final

# How a card was met, in the order in which people expect them.
REFERENCE, HAS_CODE, NAMED_SO, BEGINS_SO, HAS_WORDS, HAS_INSIDE, SOUNDS_SO = range(7)

Place = tuple[int, int, str, int]  # how met, rank, word, card: the order of what is found
FIRST: Final[Place] = (-1, 0, "", -1)


@dataclass(frozen=True)
class Hit:
    """One thing found; ``words`` are to be marked in its title, ``place`` puts it in order."""

    kind: str
    object_id: int
    ref: str
    title: str
    subtitle: str
    look: str
    address: str
    words: tuple[str, ...] = ()
    place: Place = FIRST


@dataclass(frozen=True)
class Group:
    """What was found of one kind; ``after`` leads on where there is more."""

    kind: str
    hits: tuple[Hit, ...]
    after: str = ""


@dataclass(frozen=True)
class Found:
    """``meant`` is what was looked for instead, where nothing has the words as typed.

    ``is_partial``: too many cards have each of the words to look at all of them together.
    """

    groups: tuple[Group, ...] = ()
    meant: str = ""
    is_partial: bool = False

    def hits(self, kind: str) -> tuple[Hit, ...]:
        return next((group.hits for group in self.groups if group.kind == kind), ())
