"""What follows from rows and is made anew when they change: search index, typed values, rollups."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accord.foundation.kernel.registry import Registry


@dataclass
class Touched:
    """The rows of one kind that one transaction added, set or removed, with their images."""

    kind: str
    added: list[Any] = field(default_factory=list)
    changed: list[tuple[int, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    removed: list[tuple[int, dict[str, Any]]] = field(default_factory=list)

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
    """``kind`` is the label of the model watched; ``follow`` runs once before the commit."""

    kind: str
    follow: Follower


derived: Registry[Derived] = Registry("derived rows")

Finisher = Callable[[Mapping[str, Touched], datetime], None]

# Called once after all of the above, with everything the transaction touched, by label of model:
# for what follows from rows of many kinds together.
finishers: Registry[Finisher] = Registry("what follows from a whole transaction")
