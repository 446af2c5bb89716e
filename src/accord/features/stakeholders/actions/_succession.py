"""What goes along when a stakeholder gets another contact."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from accord.foundation.journal.change import Record
from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.rules import Actor


class Successor(Protocol):
    """Takes who hands over, the record, whose each party (by key) was, and to whom it goes."""

    def __call__(
        self, *, by: Actor, record: Record, before: Mapping[int, int | None], to: int, at: datetime
    ) -> None: ...


succession: Registry[Successor] = Registry("what goes to the new contact")


def let_follow(
    *, by: Actor, record: Record, before: Mapping[int, int | None], to: int | None, at: datetime
) -> None:
    """Give the new contact what the former one did for these parties, in the same change."""
    if to is not None and before:
        for follow in succession:
            follow(by=by, record=record, before=before, to=to, at=at)
