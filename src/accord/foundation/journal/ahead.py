"""Rows made ready before the transaction that adds them: keys, images, values as they are stored.

Only one process at a time may write to SQLite, and PostgreSQL works while nobody here does. What
needs neither is done before, so that two processes can take turns at the rest.
"""

from collections.abc import Mapping, Sequence

from django.db import connection, models

from accord.foundation.journal import rows
from accord.foundation.journal.batch import Touch, touched_by
from accord.foundation.journal.bulk import Lines, write_many
from accord.foundation.journal.derived import Foreseen, foreseers

Model = type[models.Model]


class Keys:
    """Primary keys, and numbers of references, that were taken for rows to come."""

    def __init__(
        self, ids: Mapping[Model, Sequence[int]] | None = None, numbers: Sequence[int] = ()
    ) -> None:
        self.ids = {model: list(keys) for model, keys in (ids or {}).items()}
        self.numbers = list(numbers)

    def add(self, more: "Keys") -> None:
        for model, keys in more.ids.items():
            self.ids.setdefault(model, []).extend(keys)
        self.numbers += more.numbers

    def give(self, many: Sequence[models.Model]) -> bool:
        """Give each row its key; tells whether there were enough."""
        if not many:
            return True
        keys = self.ids.get(type(many[0]), [])
        if len(keys) < len(many):
            return False
        name = many[0]._meta.pk.attname  # noqa: SLF001
        for row, key in zip(many, keys, strict=False):
            row.__dict__[name] = key
        del keys[: len(many)]
        return True


class Ahead:
    """New rows of a transaction to come, and what will follow from them."""

    def __init__(self) -> None:
        self.touches: list[Touch] = []
        self.lines: list[tuple[str, Lines]] = []
        self.foreseen: dict[str, Foreseen] = {}

    def add(self, many: Sequence[models.Model]) -> None:
        """Make rows of one model ready, which have their keys."""
        if not many:
            return
        self.lines.append(rows.ready_lines(type(many[0]), many))
        self.touches += Touch.drawn_ahead(many)
        alias = connection.alias
        for row in many:
            state = row._state  # noqa: SLF001
            state.adding, state.db = False, alias

    def foresee(self) -> None:
        """Work out what will follow, once all rows are added."""
        touched = touched_by(self.touches)
        for key, foresee in foreseers.items():
            then = foresee(touched)
            if then is not None:
                self.foreseen[key] = then

    def write(self) -> None:
        for into, lines in self.lines:
            write_many(into, lines)
