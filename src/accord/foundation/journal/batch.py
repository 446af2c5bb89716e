"""One transaction's worth of changes, written to the trail as its last statements."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import chain as chain_of
from itertools import count
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

import msgspec
from django.db import connection, models

from accord.foundation.journal import chain, rows
from accord.foundation.journal.bulk import FEW
from accord.foundation.journal.derived import Foreseen, Touched, derived, finishers
from accord.foundation.journal.models import Entry, Head, Image, Letter
from accord.foundation.journal.statements import ask_later, run, together
from accord.foundation.kernel.events import Event

_order = count().__next__


class Touch(NamedTuple):
    """One row as it was and as it became."""

    row: models.Model
    kind: str
    pk: int
    op: str
    version: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    order: int
    drawn: tuple[str | None, str | None, str, str] | None = None

    @classmethod
    def added(cls, row: models.Model) -> "Touch":
        after = rows.values(row)
        version = after.get("version", 0)
        return cls(row, _kind(row), row.pk, "+", version, None, after, _order())

    @classmethod
    def changed(cls, row: models.Model, before: dict[str, Any], after: dict[str, Any]) -> "Touch":
        before, after = rows.shown(type(row), before), rows.shown(type(row), after)
        version = getattr(row, "version", 0)
        return cls(row, _kind(row), row.pk, "~", version, before, after, _order())

    @classmethod
    def removed(cls, row: models.Model) -> "Touch":
        before = rows.values(row)
        return cls(row, _kind(row), row.pk, "-", getattr(row, "version", 0), before, None, _order())

    @classmethod
    def drawn_ahead(cls, many: Sequence[models.Model]) -> "list[Touch]":
        """Give new rows of one model, which have their keys, with images drawn by now."""
        kind, pk = _kind(many[0]), many[0]._meta.pk.attname  # noqa: SLF001
        with_version = hasattr(many[0], "version")
        found = []
        for row, salt in zip(many, chain.salts(len(many)), strict=True):
            held = row.__dict__
            key, version = held[pk], held["version"] if with_version else 0
            after = rows.encode(rows.values(row))
            digest = chain.image_digest(
                kind=kind, row_id=key, op="+", version=version, before=None, after=after, salt=salt
            )
            drawn = (None, after, salt, digest)
            found.append(cls(row, kind, key, "+", version, None, None, _order(), drawn))
        return found

    def image(self, entry_id: int, salt: str) -> "Line":
        """Give the image as a line of its table, in the order of ``IMAGE``."""
        drawn = self.drawn or self._draw(salt)
        return (entry_id, self.kind, self.pk, self.op, self.version, *drawn)

    def _draw(self, salt: str) -> tuple[str | None, str | None, str, str]:
        before = None if self.before is None else rows.encode(self.before)
        after = None if self.after is None else rows.encode(self.after)
        digest = chain.image_digest(
            kind=self.kind, row_id=self.pk, op=self.op, version=self.version,
            before=before, after=after, salt=salt,
        )  # fmt: skip
        return before, after, salt, digest


Line = tuple[Any, ...]
IMAGE = (
    "entry_id", "kind", "row_id", "op", "version", "before", "after", "salt", "digest",
)  # fmt: skip


_HEAD = f'"{Head._meta.db_table}"'  # noqa: SLF001
_FIND_HEAD = f"SELECT digest, entries_count FROM {_HEAD} WHERE id = 1"
_LOCKED_HEAD = {"postgresql": f"{_FIND_HEAD} FOR UPDATE", "sqlite": _FIND_HEAD}
_KEEP_HEAD = f"UPDATE {_HEAD} SET digest = %s, entries_count = %s WHERE id = 1"


def _kind(row: models.Model) -> str:
    return row._meta.label_lower  # noqa: SLF001


class Recorded(Protocol):
    """What the batch needs of a record."""

    verb: str
    by_id: int | None
    at: datetime
    subject: models.Model | None
    kind: str
    details: dict[str, Any]
    events: list[Event]
    touches: list[Touch]
    entry_id: int
    endings: list[Callable[[int], None]]
    foreseen: dict[str, Foreseen]


class Batch:
    """All records of one transaction, outermost first."""

    def __init__(self) -> None:
        self.records: list[Recorded] = []
        self.turn = _order() + 1

    def enter(self, record: Recorded) -> int:
        self.records.append(record)
        return len(self.records) - 1

    def leave(self, mark: int) -> None:
        del self.records[mark:]

    def close(self) -> None:
        touched, at = self._touched(), self.records[0].at
        self._follow(touched, at)
        with together():
            self._follow_shared(touched, at)
            head = ask_later(_LOCKED_HEAD[connection.vendor])
            keys = rows.ids_later(Entry, len(self.records))
        (last, count), ids = head()[0], keys()
        entries: list[Entry] = []
        images: list[tuple[int, Line]] = []
        for record, pk in zip(self.records, ids, strict=True):
            record.entry_id = pk
            salts = chain.salts(len(record.touches))
            mine = [
                touch.image(pk, salt) for touch, salt in zip(record.touches, salts, strict=True)
            ]
            images += zip((touch.order for touch in record.touches), mine, strict=True)
            entry = _entry(record, pk, ids[0], last, mine)
            last = entry.digest
            entries.append(entry)
        images.sort(key=itemgetter(0))  # as it happened, so that undo can go backwards
        self._keep(entries, [image for _order, image in images], count + len(entries))
        for record in self.records:
            for ending in record.endings:
                ending(record.entry_id)

    def _keep(self, entries: list[Entry], images: list[Line], count: int) -> None:
        many = len(images) > FEW
        with together():
            rows.insert_many(Entry, entries)
            if not many:
                rows.insert_lines(Image, IMAGE, images)
            rows.insert_new(Letter, self._letters())
            run(_KEEP_HEAD, [entries[-1].digest, count])
        if many:
            rows.insert_lines(Image, IMAGE, images)

    def _letters(self) -> list[Letter]:
        return [
            Letter(name=event.name, body=_plain(asdict(event)), written_at=record.at)
            for record in self.records
            for event in record.events
        ]

    def _touched(self) -> dict[str, Touched]:
        locked = {id(record.subject) for record in self.records}
        return touched_by((t for record in self.records for t in record.touches), locked)

    def _follow(self, touched: dict[str, Touched], at: datetime) -> None:
        """Let each follower see, once, all rows of its kind that this transaction touched."""
        for item in derived:
            if item.kind in touched and not item.shared:
                item.follow(touched[item.kind], at)
        foreseen = self.records[0].foreseen if len(self.records) == 1 else {}
        for key, finish in finishers.items():
            if key in foreseen:
                for step in foreseen[key]:
                    step()
            else:
                finish(touched, at)

    def _follow_shared(self, touched: dict[str, Touched], at: datetime) -> None:
        for item in derived:
            if item.kind in touched and item.shared:
                item.follow(touched[item.kind], at)


def touched_by(touches: Iterable[Touch], locked: Collection[int] = ()) -> dict[str, Touched]:
    """Give what a transaction touched, by kind of row; ``locked`` are rows read under a lock.

    Rows that came and went again are not named, nor twice where they went and came back.
    """
    found: dict[str, Touched] = {}
    for touch in _settled(list(touches)):
        mine = found.get(touch.kind)
        if mine is None:
            mine = found[touch.kind] = Touched(touch.kind)
        if touch.op == "+":
            mine.added.append(touch.row)
        elif touch.op == "~":
            mine.changed.append((touch.pk, touch.before or {}, touch.after or {}))
            _hold(mine, touch, is_locked=id(touch.row) in locked)
        else:
            mine.removed.append((touch.pk, touch.before or {}))
    return found


def _settled(touches: list[Touch]) -> Iterable[Touch]:
    """Give what rows that both came and went within the transaction come to in the end."""
    both = {touch[1:3] for touch in touches if touch.op == "-"}
    both = both and both.intersection(touch[1:3] for touch in touches if touch.op == "+")
    if not both:
        return touches
    stories: dict[Any, list[Touch]] = {key: [] for key in both}
    rest: list[Touch] = []
    for touch in touches:
        stories.get(touch[1:3], rest).append(touch)
    return chain_of(rest, *map(_outcome, stories.values()))


def _outcome(story: list[Touch]) -> list[Touch]:
    ops = "".join(touch.op for touch in story)
    came, went = ops.rindex("+"), ops.index("-")
    if ops[0] == "+":
        return [] if ops[-1] == "-" else story[came:]
    if ops[-1] == "-":
        return story[: went + 1]
    other = story[came]._replace(op="~", before=story[went].before)
    return [*story[:went], other, *story[came + 1 :]]


def _hold(mine: Touched, touch: Touch, *, is_locked: bool) -> None:
    """Keep a row that was set at hand where it can be trusted: read under its lock, and alone."""
    known = mine.held.get(touch.pk, touch.row)
    mine.held[touch.pk] = touch.row if is_locked and known is touch.row else None


def _entry(record: Recorded, pk: int, batch: int, previous: str, images: list[Line]) -> Entry:
    subject_id = record.subject.pk if record.subject is not None else None
    details = _plain(record.details)
    salt = chain.salt()
    said = chain.details_digest(rows.encode(details), salt)
    rows_digest = chain.rows_digest(image[-1] for image in images)
    return Entry(
        id=pk, at=record.at, by_id=record.by_id, verb=record.verb, subject_type=record.kind,
        subject_id=subject_id, details=details, batch=batch, salt=salt, details_digest=said,
        rows_count=len(images), rows_digest=rows_digest, previous=previous,
        digest=chain.entry_digest(
            previous=previous, pk=pk, at=record.at, by_id=record.by_id, verb=record.verb,
            subject_type=record.kind, subject_id=subject_id, batch=batch, details_digest=said,
            rows_digest=rows_digest,
        ),
    )  # fmt: skip


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.json.decode(rows.encode(value))
    return plain
