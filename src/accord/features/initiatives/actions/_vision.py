from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accord.features.initiatives import policies
from accord.features.initiatives.models import Initiative, Objective, Pillar, RequiredCategory
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.words import plain
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import is_blank


@dataclass(frozen=True)
class Vision:
    """Where an initiative is to lead, what we say of it, and whom it may not do without."""

    vision: str = ""
    objectives: Sequence[str] = ()
    core_message: str = ""
    pillars: Sequence[str] = ()
    category_ids: Sequence[int] = ()


def set_vision(
    *, by: Actor, initiative: Initiative, vision: Vision, at: datetime, seen: int | None = None
) -> Initiative:
    """Write the vision down as a whole: lines that are no longer named go.

    Raises Conflict when somebody else changed the same since ``seen``, lines too.
    """
    words = {name: plain(getattr(vision, name), name) for name in ("vision", "core_message")}
    with change(policies.CHANGE, by=by, at=at, subject=initiative, seen=seen) as record:
        record.set(initiative, **words)
        _line_up(record, initiative, Objective, vision.objectives, "objectives")
        _line_up(record, initiative, Pillar, vision.pillars, "pillars")
        _require(record, initiative, vision.category_ids)
    return initiative


def _line_up(
    record: Record, initiative: Initiative, model: type[Objective] | type[Pillar],
    lines: Sequence[str], name: str,
) -> None:  # fmt: skip
    """Bring the rows into line: the same words keep their row."""
    wanted = list(dict.fromkeys(plain(line, name, 300) for line in lines if not is_blank(line)))
    there = {row.words: row for row in model.objects.filter(initiative=initiative)}
    new = [
        model(initiative=initiative, words=words, position=place)
        for place, words in enumerate(wanted)
        if words not in there
    ]
    gone = [row for words, row in there.items() if words not in set(wanted)]
    record.set_parts(name, gone=gone, new=new)
    for place, words in enumerate(wanted):
        if words in there:
            record.set(there[words], position=place)


def _require(record: Record, initiative: Initiative, wanted: Sequence[int]) -> None:
    there = {row.category_id: row for row in RequiredCategory.objects.filter(initiative=initiative)}
    new = [key for key in dict.fromkeys(wanted) if key not in there]
    record.set_parts(
        "categories",
        gone=[row for key, row in there.items() if key not in set(wanted)],
        new=[RequiredCategory(initiative=initiative, category_id=key) for key in new],
    )
