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
        self.turn = 0
        self.stood = 0  # the version of the subject before this

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
        """Write the fields that differ, raise the version, keep what was and what is.

        Raises Stale when the row is gone.
        """
        if not self._hold([row]):
            raise Stale(_("This record is no longer there."))
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
        """Write fields (by column name) of rows of one model at once, each with its image.

        Rows that are gone are left out.
        """
        changes: list[tuple[int, dict[str, Any]]] = []
        there = {id(row) for row in self._hold([row for row, _fields in many])}
        for row, fields in many:
            if id(row) not in there:
                continue
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

    def set_parts(
        self, name: str, *, gone: Sequence[models.Model], new: Sequence[models.Model]
    ) -> bool:
        """Let rows that belong to the subject go and others come, as the field ``name`` of it."""
        parts = [*gone, *new]
        if parts:
            self.claim_parts(name, type(parts[0]))
            self.remove_many(gone)
            self.add_many(new)
        return bool(parts)

    def claim_parts(self, name: str, model: type[models.Model]) -> None:
        """Let the version of the subject tell that rows of ``model`` that belong to it change.

        Raises Conflict, for the field ``name``, when somebody else wrote such since ``seen``.
        """
        if self.subject is not None and self.seen is not None and self.seen < self.stood:
            entries = _written_since(self.subject, self.seen).values("entry")
            kind = model._meta.label_lower  # noqa: SLF001
            parts = Image.objects.filter(kind=kind, entry__in=entries).order_by("-id")
            for by_id in parts.values_list("entry__by_id", flat=True):
                if by_id != self.by_id or by_id is None:
                    raise Conflict((Clash(name, None, None, by_id),), self.stood)
        self._tell_version()

    def _tell_version(self) -> None:
        """Raise the version of the subject, once, where its own fields stay as they are."""
        subject = self.subject
        if subject is not None and getattr(subject, "version", 0) == self.stood:
            subject.version += 1  # type: ignore[attr-defined]
            rows.update_many(type(subject), [(subject.pk, rows.values(subject, ["version"]))])
            self.touches.append(Touch.changed(subject, {}, {}))

    def _hold(self, many: Sequence[models.Model]) -> Sequence[models.Model]:
        """Lock what this transaction does not hold yet, so that no version is given twice.

        Gives those that are still there.
        """
        free = [row for row in many if row.__dict__.get("_turn") != self.turn]
        if not free or not hasattr(free[0], "version"):
            return many
        there = rows.hold(free)
        for row in free:
            if row.pk in there:
                row.__dict__["_turn"] = self.turn
        return [row for row in many if row.__dict__.get("_turn") == self.turn]

    def _settle(self, row: models.Model, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Refuse to overwrite a field that somebody else wrote since ``seen``."""
        if self.seen is None or self.seen >= getattr(row, "version", 0):
            return
        theirs: dict[str, int | None] = {}
        for image in _written_since(row, self.seen).select_related("entry"):
            if image.entry.by_id != self.by_id or image.entry.by_id is None:
                for name in rows.decode(type(row), image.after or "{}"):
                    theirs[name] = image.entry.by_id
        clashes = tuple(
            Clash(name, before[name], after[name], theirs[name]) for name in after if name in theirs
        )
        if clashes:
            raise Conflict(clashes, getattr(row, "version", 0))


def _written_since(row: models.Model, seen: int) -> models.QuerySet[Image]:
    """Give what was written of a row after the version ``seen``, as it happened."""
    kind = row._meta.label_lower  # noqa: SLF001
    return Image.objects.filter(kind=kind, row_id=row.pk, version__gt=seen).order_by("id")


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
        record.turn = batch.turn
        token = _open.set(batch)
        try:
            if subject is not None:
                _lock(subject, batch.turn)
                record.stood = getattr(subject, "version", 0)
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


def _lock(subject: models.Model, turn: int) -> None:
    if not rows.read_locked(subject):
        raise Stale(_("This record is no longer there."))
    subject.__dict__["_turn"] = turn
