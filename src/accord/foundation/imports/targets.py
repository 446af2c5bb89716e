"""What can be imported; features add theirs in ``apps.py``."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import models
from django.utils.functional import Promise

from accord.foundation.imports.reading.mapping import Field
from accord.foundation.journal.ahead import Keys
from accord.foundation.journal.change import Record
from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.rules import Actor, Rule

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"


@dataclass(frozen=True)
class Given:
    """One row as the mapping reads it: values by field key, blank ones left out."""

    number: int
    values: Mapping[str, str]
    raw: tuple[str, ...] = ()


def given_of(number: int, cells: tuple[str, ...], columns: Mapping[int, str]) -> Given:
    """Read a row through its mapping."""
    values = {
        key: text
        for column, key in columns.items()
        if column < len(cells) and (text := cells[column].strip())
    }
    return Given(number, values, cells)


@dataclass
class Plan:
    """What will become of one row; ``payload`` is the target's own and is handed back to it."""

    row: Given
    outcome: str
    code: str = ""
    message: str = ""
    twin: str = ""
    warnings: list[tuple[str, str]] = field(default_factory=list)
    payload: Any = None


class Session(Protocol):
    """One run of one import through one target: it may remember what it has looked up."""

    def read(self, rows: Sequence[Given]) -> list[Plan]:
        """Read rows by themselves, ahead and in a thread of their own: asks no database."""
        ...

    def plan(self, plans: Sequence[Plan]) -> None:
        """Say what will become of rows that were read, in the order of the file; writes nothing."""
        ...

    def take_keys(self, rows: int, fields: AbstractSet[str]) -> Keys:
        """Take keys for so many rows to come of these fields, in a transaction before theirs."""
        ...

    def make_ready(self, plans: Sequence[Plan], keys: Keys) -> None:
        """Do ahead of the chunk's transaction what can be done without it; ``write`` may use it."""
        ...

    def write(self, record: Record, plans: Sequence[Plan]) -> None:
        """Write the new and changed rows within the chunk's transaction."""
        ...

    def write_early(self, record: Record) -> bool:
        """Write what was made ready before it is planned; tells whether there was anything."""
        ...

    def is_as_written(self, plans: Sequence[Plan]) -> bool:
        """Tell whether the new and changed rows are those that were written early."""
        ...


class Target(Protocol):
    """A kind of record that tables can become."""

    @property
    def label(self) -> "str | Promise | Any": ...

    @property
    def rule(self) -> Rule: ...

    @property
    def model(self) -> type[models.Model]: ...

    def fields(self) -> Sequence[Field]:
        """Give what columns may be mapped to."""
        ...

    def session(
        self, *, by: Actor, at: datetime, options: Mapping[str, Any], is_dry: bool
    ) -> Session: ...


targets: Registry[Target] = Registry("import targets")
