"""What follows from rows and is made anew when they change: search index, typed values, rollups."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accord.foundation.kernel.registry import Registry


@dataclass
class Touched:
    """The rows of one kind that one transaction added, set or removed, with their images.

    ``held``: those of the set ones that were read under their lock and are as the database has
    them; a follower that writes to such a row takes it out.
    """

    kind: str
    added: list[Any] = field(default_factory=list)
    changed: list[tuple[int, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    removed: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    held: dict[int, Any] = field(default_factory=dict)

    @property
    def keys(self) -> list[int]:
        """Every row touched, once, in order."""
        seen = dict.fromkeys(row.pk for row in self.added)
        seen.update(dict.fromkeys(pk for pk, _, _ in self.changed))
        seen.update(dict.fromkeys(pk for pk, _ in self.removed))
        return list(seen)


Follower = Callable[[Touched, datetime], None]


@dataclass(frozen=True)
class Derived:
    """``kind`` is the label of the model watched; ``follow`` runs once before the commit.

    What writes to rows that many changes meet in, such as counts, is ``shared``: it comes last,
    so that nobody waits for such a row longer than the end of somebody's transaction takes.
    """

    kind: str
    follow: Follower
    shared: bool = False


derived: Registry[Derived] = Registry("derived rows")

Finisher = Callable[[Mapping[str, Touched], datetime], None]

# Called once after all of the above, with everything the transaction touched, by label of model:
# for what follows from rows of many kinds together.
finishers: Registry[Finisher] = Registry("what follows from a whole transaction")

Foreseen = Sequence[Callable[[], None]]

# By the key of a finisher: works out, before the transaction and without a lock, what will follow
# from rows that nobody has seen yet, and gives what writes it, in steps; None where that can't be
# told. The first step writes nothing that others may write as well: it may come early.
foreseers: Registry[Callable[[Mapping[str, Touched]], Foreseen | None]] = Registry(
    "what will follow from a transaction to come"
)
