"""The numbers of compartments and documents, and who may reach into which compartment."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from accord.foundation.accounts.reach import Reach
from accord.foundation.search.documents import DEPARTMENT, EVERYONE, Document
from accord.foundation.search.sources import KINDS, sources

RANKS: Final = 16  # ranks of names, then the same for other words
OTHER_WORDS: Final = 8
KIND_SPAN: Final = KINDS * RANKS
FOR_NAMED: Final = 0  # audiences; a department's is its id plus two
FOR_EVERYONE: Final = 1
NOBODYS: Final = 2_000_000  # the audience of a department that is not said


def audience(document: Document) -> int:
    if document.visibility == EVERYONE:
        return FOR_EVERYONE
    if document.visibility != DEPARTMENT:
        return FOR_NAMED
    return NOBODYS if document.department_id is None else document.department_id + 2


def shelf_of(document: Document) -> int:
    number = sources[document.kind].number
    return audience(document) * KIND_SPAN + number * RANKS + document.rank


def audience_of(shelf: int) -> int:
    return shelf // KIND_SPAN


def number_of(shelf: int) -> int:
    return shelf % KIND_SPAN // RANKS


def is_of_department(shelf: int) -> bool:
    return audience_of(shelf) > FOR_EVERYONE


def for_named(shelf: int) -> int:
    """Give the shelf where what stands on ``shelf`` stands for those who are named."""
    return shelf % KIND_SPAN + FOR_NAMED * KIND_SPAN


def rank_of(shelf: int) -> int:
    return shelf % RANKS


@dataclass(frozen=True)
class Sight:
    """What one person may see: as ``visible_to`` of the features says it, for the index.

    ``departments`` is None where every department is seen; ``person_id`` None sees all.
    """

    person_id: int | None
    departments: frozenset[int] | None
    is_blind: bool = False

    @classmethod
    def of(cls, reach: Reach) -> "Sight":
        if reach.person_id is None:
            return cls(None, None, is_blind=not reach.everything)
        departments = None if reach.everything else reach.departments
        return cls(reach.person_id, departments, is_blind=not reach.grants)

    def reaches(self, shelf: int) -> bool:
        """Tell whether anything on ``shelf`` may be seen; named people must still be asked for."""
        if self.is_blind:
            return False
        found = audience_of(shelf)
        if found in {FOR_NAMED, FOR_EVERYONE} or self.departments is None:
            return True
        return found - 2 in self.departments

    def within(self, shelves: Iterable[int]) -> list[int]:
        return [shelf for shelf in shelves if self.reaches(shelf)]
