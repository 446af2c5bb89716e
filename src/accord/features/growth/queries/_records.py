"""The records that an item may rest on: found by reference, as far as somebody may see them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator

from accord.features.alignment import policies as alignment_rules
from accord.features.alignment.models import Vision
from accord.features.alignment.queries import visions
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.initiatives.queries import stakes_visible_to
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.keyplans.queries import goals_visible_to
from accord.features.keyplans.queries import visible_to as plans_visible_to
from accord.features.needs.queries import visible_to as needs_visible_to
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.features.tasks.queries import visible_to as tasks_visible_to
from accord.features.tradeoffs.queries import visible_to as tradeoffs_visible_to
from accord.features.workshops.queries import visible_to as workshops_visible_to
from accord.foundation.kernel.text import visible

LONGEST = 120
DIGITS = 12


@dataclass(frozen=True)
class Sort:
    """One sort of record: who sees which, by what it is named, how it reads."""

    mark: str
    seen: Callable[[Any], QuerySet[Any]]
    title: Callable[[Any], str]
    by_key: bool = False

    def ref(self, row: Any) -> str:
        return f"{self.mark}-{row.pk}" if self.by_key else str(row.ref)


@dataclass(frozen=True)
class Known:
    """A record in words; ``row`` is there to be led to."""

    ref: str
    title: str
    row: Any


def _visions(user: Any) -> QuerySet[Vision]:
    return visions() if alignment_rules.VIEW.allows(user) else visions().none()


SORTS: dict[str, Sort] = {
    one.mark: one
    for one in (
        Sort("T", tasks_visible_to, lambda row: str(row.title)),
        Sort("P", promises_visible_to, lambda row: str(row.words)),
        Sort("N", needs_visible_to, lambda row: str(row.words)),
        Sort("K", talks_visible_to, lambda row: str(row.text)),
        Sort("V", initiatives_visible_to, lambda row: str(row.name)),
        Sort("B", tradeoffs_visible_to, lambda row: str(row.title)),
        Sort("R", plans_visible_to, lambda row: str(row.party.name)),
        Sort("workshop", workshops_visible_to, lambda row: str(row.title), by_key=True),
        Sort("goal", goals_visible_to, lambda row: str(row.words), by_key=True),
        Sort("vision", _visions, lambda row: str(row.words), by_key=True),
        Sort(
            "stake",
            lambda user: stakes_visible_to(user).select_related("party", "initiative"),
            lambda row: f"{row.party.name}, {row.initiative.name}",
            by_key=True,
        ),
    )
}


def known(sort: Sort, row: Any) -> Known:
    words = " ".join(visible(sort.title(row)).split())
    return Known(sort.ref(row), Truncator(words).chars(LONGEST), row)


def clean_ref(said: str) -> str:
    """Write a reference as it is kept: "t-0012" is T-0012, "Workshop-3" is workshop-3."""
    mark, _dash, number = said.strip().partition("-")
    mark = mark.upper() if mark.upper() in SORTS else mark.lower()
    return f"{mark}-{number}"


def records_by_ref(user: Any, refs: Iterable[str]) -> dict[str, Known]:
    """Find those of ``refs`` that ``user`` may see, in one query for each sort of record."""
    wanted: dict[str, list[str]] = {}
    for ref in refs:
        mark, _dash, number = ref.partition("-")
        sort = SORTS.get(mark)
        if sort is None or "\x00" in ref:
            continue
        if not sort.by_key:
            wanted.setdefault(mark, []).append(ref)
        elif number.isdecimal() and len(number) <= DIGITS:
            wanted.setdefault(mark, []).append(number)
    found: dict[str, Known] = {}
    for mark, keys in wanted.items():
        sort = SORTS[mark]
        column = "pk__in" if sort.by_key else "ref__in"
        for row in sort.seen(user).filter(**{column: keys}):
            one = known(sort, row)
            found[one.ref] = one
    return found
