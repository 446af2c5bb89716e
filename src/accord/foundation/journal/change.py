"""The one way to change data: allowed, whole, written down, told."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from accord.foundation.journal import rows
from accord.foundation.journal.ahead import Ahead
from accord.foundation.journal.batch import Batch, Touch
from accord.foundation.journal.derived import Foreseen
from accord.foundation.journal.models import Image
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.errors import Clash, Conflict, Stale
from accord.foundation.kernel.events import Event
from accord.foundation.kernel.rules import Actor, Rule

_open: ContextVar[Batch | None] = ContextVar("open batch", default=None)
_last: ContextVar[int] = ContextVar("last entry", default=0)


def last_entry_id() -> int:
    """Give the entry of the last change made here, for the way back; 0 if none was made."""
    return _last.get()


class Record:
    """What one action does: rows added, set and removed, notes for the trail, events to tell."""

    def __init__(self, rule: Rule, by: Actor, at: datetime, subject: models.Model | None) -> None:
        self.verb = rule.name
        self.by_id: int | None = by.pk
        self.at = at
        self.subject = subject
        self.kind = ""
        self.seen: int | None = None
        self.details: dict[str, Any] = {}
        self.events: list[Event] = []
        self.touches: list[Touch] = []
        self.entry_id = 0
        self.endings: list[Callable[[int], None]] = []
        self.foreseen: dict[str, Foreseen] = {}

    def name_subject(self) -> None:
        """Say what the entry is about. Raises RuntimeError when the action recorded nothing."""
        if self.subject is not None:
            self.kind = self.subject._meta.label_lower  # noqa: SLF001
        if not self.kind:
            raise RuntimeError(f"{self.verb}: no subject was recorded")

    def note(self, **details: object) -> None:
        self.details.update(details)

    def after(self, ending: Callable[[int], None]) -> None:
        """Run ``ending`` with the entry's id as the last step of the transaction."""
        self.endings.append(ending)

    def publish(self, event: Event) -> None:
        self.events.append(event)

    def add(self, row: models.Model) -> None:
        """Insert ``row`` and keep its image."""
        row._prepare_related_fields_for_save("save")  # type: ignore[attr-defined]  # noqa: SLF001
        self.add_many([row])

    def add_many(self, many: Sequence[models.Model]) -> None:
        """Insert rows of one model at once, past the ORM, each with its image."""
        if many:
            rows.insert_many(type(many[0]), many)
            self.touches.extend(Touch.added(row) for row in many)

    def add_ahead(self, ahead: Ahead, *, early: bool = False) -> None:
        """Insert rows that were made ready; what was foreseen holds as long as they are all.

        ``early``: they are all, and what follows from them is written as far as it can be.
        """
        ahead.write()
        self.foreseen = {} if self.touches else dict(ahead.foreseen)
        self.touches.extend(ahead.touches)
        for key, steps in self.foreseen.items() if early else ():
            steps[0]()
            self.foreseen[key] = steps[1:]

    def set(self, row: models.Model, **fields: object) -> bool:
        """Write the fields that differ, raise the version, keep what was and what is."""
        names = {rows.column(type(row), name).attname: name for name in fields}
        before = rows.values(row, names)
        for name, value in fields.items():
            setattr(row, name, value)
        after = rows.values(row, names)
        after = {name: value for name, value in after.items() if value != before[name]}
        before = {name: before[name] for name in after}
        if not after:
            return False
        if row is self.subject and self.seen is not None:
            self._settle(row, before, after)
        if hasattr(row, "version"):
            row.version += 1
        rows.update_many(type(row), [(row.pk, rows.values(row, [*after, *_version(row)]))])
        self.touches.append(Touch.changed(row, before, after))
        return True

    def set_many(self, many: Sequence[tuple[models.Model, dict[str, Any]]]) -> None:
        """Write fields (by column name) of rows of one model at once, each with its image."""
        changes: list[tuple[int, dict[str, Any]]] = []
        for row, fields in many:
            before = rows.values(row, fields)
            after = {name: value for name, value in fields.items() if value != before[name]}
            if not after:
                continue
            for name, value in after.items():
                setattr(row, name, value)
            if hasattr(row, "version"):
                row.version += 1
            changes.append((row.pk, rows.values(row, [*after, *_version(row)])))
            before = {name: before[name] for name in after}
            self.touches.append(Touch.changed(row, before, after))
        if changes:
            rows.update_many(type(many[0][0]), changes)

    def remove(self, row: models.Model) -> None:
        self.remove_many([row])

    def remove_many(self, many: Sequence[models.Model]) -> None:
        """Delete rows of one model, keeping their images; the database refuses if still needed."""
        if many:
            self.touches.extend(Touch.removed(row) for row in many)
            rows.delete_many(type(many[0]), [row.pk for row in many])

    def _settle(self, row: models.Model, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Refuse to overwrite a field that somebody else wrote since ``seen``."""
        if self.seen is None or self.seen >= getattr(row, "version", 0):
            return
        images = Image.objects.filter(
            kind=type(row)._meta.label_lower,  # noqa: SLF001
            row_id=row.pk,
            version__gt=self.seen,
        ).select_related("entry")
        theirs: dict[str, int | None] = {}
        for image in images.order_by("id"):
            if image.entry.by_id != self.by_id or image.entry.by_id is None:
                for name in rows.decode(type(row), image.after or "{}"):
                    theirs[name] = image.entry.by_id
        clashes = tuple(
            Clash(name, before[name], after[name], theirs[name]) for name in after if name in theirs
        )
        if clashes:
            raise Conflict(clashes, getattr(row, "version", 0))


def _version(row: models.Model) -> list[str]:
    return ["version"] if hasattr(row, "version") else []


@contextmanager
def change(
    rule: Rule,
    *,
    by: Actor,
    at: datetime,
    subject: models.Model | None = None,
    seen: int | None = None,
) -> Iterator[Record]:
    """Lock ``subject``, check ``rule``, and keep body, trail and events in one transaction.

    The subject is read afresh under its lock, so what the body checks is what it changes.
    ``seen`` is the version that the person had before them: fields that nobody else wrote since
    merge, a field that somebody did raises ``Conflict``. A change within a change joins it.

    Raises: NotAllowed; Stale when the subject is gone; Conflict.
    """
    record = Record(rule, by, at, subject)
    record.seen = seen
    with writing():
        outer = _open.get()
        batch = outer or Batch()
        mark = batch.enter(record)
        token = _open.set(batch)
        try:
            if subject is not None:
                _lock(subject)
            rule.demand(by, subject)
            yield record
            record.name_subject()
            if outer is None:
                batch.close()
                _last.set(batch.records[0].entry_id)
        except BaseException:
            batch.leave(mark)
            raise
        finally:
            _open.reset(token)


@contextmanager
def change_many(
    rule: Rule, *, by: Actor, at: datetime, kind: type[models.Model]
) -> Iterator[Record]:
    """Open one transaction for some thousand rows of ``kind``: one permission, one chain entry."""
    with change(rule, by=by, at=at) as record:
        record.kind = kind._meta.label_lower  # noqa: SLF001
        yield record


def _lock(subject: models.Model) -> None:
    if not rows.read_locked(subject):
        raise Stale(_("This record is no longer there."))
