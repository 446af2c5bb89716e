"""Undo: the inverse of what one transaction did, where nobody has written since."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accord.foundation.journal import rows
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.models import Entry, Image
from accord.foundation.journal.policies import UNDO
from accord.foundation.journal.returning import together
from accord.foundation.journal.staying import staying
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.rules import Actor

KEPT_FOR = timedelta(days=30)
CHUNK = 1000

# Verbs whose effect left the house or must not come back, each with its reason.
irreversible: Registry[str | Promise] = Registry("irreversible verbs")

# By verb: says why an entry can't be undone yet, or nothing.
hindrances: Registry[Callable[[Entry], str]] = Registry("what must be undone first")

# By label of model: to which row each of some keys leads on, where the row itself went into
# another. What comes back and pointed at the one points at the other.
successors: Registry[Callable[[Sequence[int]], Mapping[int, int]]] = Registry("successors of rows")


@dataclass(frozen=True)
class Kept:
    """A row, or one field of it, that undo left alone because somebody wrote it since."""

    kind: str
    row_id: int
    field: str
    reason: str


@dataclass
class Undone:
    """What an undo did; ``entry_id`` can be undone in turn."""

    entry_id: int = 0
    rows_count: int = 0
    kept: list[Kept] = field(default_factory=list)


def undo(*, by: Actor, entry_id: int, at: datetime) -> Undone:
    """Bring back what stood before the transaction of ``entry_id``.

    Raises: NotAllowed; Stale when it was undone before or is too old; Invalid when its effect
    can't be taken back.
    """
    first = Entry.objects.filter(pk=entry_id).first()
    if first is None:
        raise Stale(_("There is nothing to undo."))
    entries = together(first.batch)
    try:
        return undo_entries(by=by, entries=entries, at=at, returned=True)
    except IntegrityError as clash:
        raise Stale(_("Something else stands in its place now.")) from clash


def undo_entries(
    *,
    by: Actor,
    entries: list[Entry],
    at: datetime,
    whole: bool = False,
    allowed: bool = False,
    returned: bool = False,
) -> Undone:
    """Undo the given entries together, newest first, in one transaction.

    ``whole`` takes back a story that was only told, whatever its age and verbs. Who says
    ``allowed`` has asked a rule of its own, for these may be entries of others. ``returned``
    says that the oldest transaction was undone and brought back by the others.
    """
    done = Undone()
    keys = [entry.pk for entry in entries]
    seen = {entry.pk: entry.undone_by if returned else None for entry in entries}
    with change(UNDO, by=by, at=at) as record:
        record.kind = Entry._meta.label_lower  # noqa: SLF001
        for chunk in _chunks(keys):
            for entry in Entry.objects.select_for_update().filter(pk__in=chunk):
                if not allowed:
                    UNDO.demand(by, entry)
                if entry.undone_by != seen[entry.pk]:
                    raise Stale(_("This was undone already."))
                _refuse(entry, at, whole=whole)
        for chunk in reversed(list(_chunks(sorted(keys)))):
            _Inverse(record, done, keys).run(chunk)
        done.kept = list(dict.fromkeys(done.kept))
        record.note(undone=_ranges(sorted(keys)), kept=len(done.kept))
        standing = [one.pk for one in entries if not seen[one.pk] or one.batch == entries[0].batch]
        record.after(lambda entry_id: _mark(standing, entry_id))
    done.entry_id = record.entry_id
    return done


def _mark(keys: list[int], entry_id: int) -> None:
    for chunk in _chunks(keys):
        Entry.objects.filter(pk__in=chunk).update(undone_by=entry_id)


def _chunks(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def _ranges(keys: list[int]) -> list[list[int]]:
    """Write many keys short: first and last of each unbroken run."""
    found: list[list[int]] = []
    for key in keys:
        if found and found[-1][1] == key - 1:
            found[-1][1] = key
        else:
            found.append([key, key])
    return found


def _refuse(entry: Entry, at: datetime, *, whole: bool) -> None:
    if whole:
        return
    if at - entry.at > KEPT_FOR:
        raise Stale(_("This was too long ago to undo; its history still shows what stood before."))
    reason = irreversible.get(entry.verb)
    if reason is not None:
        raise Invalid(str(reason))
    hindrance = hindrances.get(entry.verb)
    if hindrance is not None and (words := hindrance(entry)):
        raise Invalid(words)


class _Inverse:
    """Applies the images of some entries backwards, kind by kind in runs."""

    def __init__(self, record: Record, done: Undone, entries: Sequence[int]) -> None:
        self.record = record
        self.done = done
        self.entries = entries
        # What does not come back, for what it pointed at is gone.
        self.lost: set[tuple[str, int]] = set()
        # What each row's version is once the newer images of this undo are taken away.
        self.stands: dict[tuple[str, int], tuple[int, int]] = {}
        self.stay: set[tuple[str, int]] = set()

    def _version(self, row: models.Model, image: Image) -> int:
        real = int(getattr(row, "version", image.version))
        seen, stands = self.stands.get((image.kind, image.row_id), (real, real))
        return stands if seen == real else real

    def _lower(self, row: models.Model, image: Image, stood: int) -> None:
        """Note that ``row`` stands one version below ``image`` now, if it stood at it."""
        if stood == image.version and hasattr(row, "version"):
            self.stands[image.kind, image.row_id] = (row.version, image.version - 1)

    def run(self, entries: list[int]) -> None:
        _lock_rows(entries)
        self.stay = staying(entries)
        images = Image.objects.filter(entry_id__in=entries).order_by("-id")
        for run in _runs(images.iterator(chunk_size=CHUNK)):
            model = apps.get_model(run[0].kind)
            if run[0].op == "+":
                self._unadd(model, run)
            elif run[0].op == "-":
                self._unremove(model, run)
            else:
                self._unset(model, run)

    def _unadd(self, model: type[models.Model], run: list[Image]) -> None:
        there = model._base_manager.in_bulk([image.row_id for image in run])  # noqa: SLF001
        going = []
        for image in run:
            row = there.get(image.row_id)
            if row is None:
                continue
            if image.salt is None:
                self._keep(image, "", "erased")
            elif (image.kind, image.row_id) in self.stay:
                self._leave(row, image)
            else:
                going.append(row)
        needed: dict[int, str] = {}
        while more := still_needed(model, [row.pk for row in going if row.pk not in needed]):
            needed |= more
        for row in going:
            if row.pk in needed:
                self.done.kept.append(
                    Kept(model._meta.label_lower, row.pk, "", needed[row.pk])  # noqa: SLF001
                )
        self._remove([row for row in going if row.pk not in needed])

    def _leave(self, row: models.Model, image: Image) -> None:
        """Leave a row that was edited since, named, or one that belongs to such a row."""
        if self._version(row, image) != image.version:
            self._keep(image, "", "changed since")

    def _remove(self, going: list[models.Model]) -> None:
        self.record.remove_many(going)
        self.done.rows_count += len(going)

    def _unremove(self, model: type[models.Model], run: list[Image]) -> None:
        taken = model._base_manager.in_bulk([image.row_id for image in run])  # noqa: SLF001
        back: list[tuple[Image, dict[str, Any]]] = []
        for image in run:
            if image.before is None or image.row_id in taken:
                self._keep(image, "", "erased" if image.before is None else "there again")
                continue
            back.append((image, rows.decode(model, image.before)))
        _lead_on(model, [values for _image, values in back])
        gone = self._gone(model, [values for _image, values in back])
        for image, values in back:
            if any(values[name] in keys for name, keys in gone.items()):
                self._keep(image, "", "gone")
                self.lost.add((image.kind, image.row_id))
        back = [pair for pair in back if (pair[0].kind, pair[0].row_id) not in self.lost]
        there = _standing(model, [values for _image, values in back])
        if len(there) < len(back):  # where nothing would come back, that is said instead
            for place in there:
                self._keep(back[place][0], "", "there again")
                self.lost.add((back[place][0].kind, back[place][0].row_id))
            back = [pair for place, pair in enumerate(back) if place not in there]
        found = [values for _image, values in back]
        self.record.add_many([model(**values) for values in found])
        self.done.rows_count += len(found)

    def _gone(
        self, model: type[models.Model], many: Sequence[dict[str, Any]]
    ) -> dict[str, set[int]]:
        """Give, by column, what rows point at that is not there and does not come back either."""
        found: dict[str, set[int]] = {}
        for column in rows.columns(model):
            other = column.related_model if column.is_relation else None
            if not isinstance(other, type):
                continue
            keys: set[Any] = {values.get(column.attname) for values in many} - {None}
            if not keys:
                continue
            there = other._base_manager.filter(pk__in=keys)  # noqa: SLF001
            missing = keys - set(there.values_list("pk", flat=True))
            if missing:
                found[column.attname] = missing - self._coming(other, missing)
        return found

    def _coming(self, model: type[models.Model], keys: set[Any]) -> set[int]:
        """Give which of the rows this undo brings back in turn."""
        kind = model._meta.label_lower  # noqa: SLF001
        removed = Image.objects.filter(kind=kind, row_id__in=keys, op="-", before__isnull=False)
        back = removed.filter(entry_id__in=self.entries).values_list("row_id", flat=True)
        return {key for key in back if (kind, key) not in self.lost}

    def _unset(self, model: type[models.Model], run: list[Image]) -> None:
        there = model._base_manager.in_bulk([image.row_id for image in run])  # noqa: SLF001
        changes: list[tuple[models.Model, dict[str, Any]]] = []
        whole: list[tuple[models.Model, Image, int]] = []
        for image in run:
            row = there.get(image.row_id)
            if row is None or image.before is None:
                self._keep(image, "", "gone" if row is None else "erased")
                continue
            before = rows.decode(model, image.before)
            after = rows.decode(model, image.after or "{}")
            still = {n: v for n, v in before.items() if getattr(row, n) == after.get(n)}
            for name in before.keys() - still.keys():
                self._keep(image, name, "changed since")
            changes.append((row, still))
            if len(still) == len(before):
                whole.append((row, image, self._version(row, image)))
        _lead_on(model, [still for _row, still in changes])
        self._leave_pointing(model, changes)
        self.record.set_many(changes)
        for row, image, stood in whole:
            self._lower(row, image, stood)
        self.done.rows_count += len(changes)

    def _leave_pointing(
        self, model: type[models.Model], changes: list[tuple[models.Model, dict[str, Any]]]
    ) -> None:
        """Let rows point where they do in place of at what is gone."""
        kind = model._meta.label_lower  # noqa: SLF001
        for name, keys in self._gone(model, [still for _row, still in changes]).items():
            for row, still in changes:
                if still.get(name) in keys:
                    del still[name]
                    self.done.kept.append(Kept(kind, row.pk, name, "gone"))

    def _keep(self, image: Image, name: str, reason: str) -> None:
        self.done.kept.append(Kept(image.kind, image.row_id, name, reason))


def _standing(model: type[models.Model], many: Sequence[dict[str, Any]]) -> set[int]:
    """Give the places of those in whose stead another row stands, of which there may be but one."""
    there: set[int] = set()
    for names in _once(model):
        wanted = {
            key: place
            for place, values in enumerate(many)
            if None not in (key := tuple(values.get(name) for name in names))
        }
        if not wanted:
            continue
        asked = {f"{name}__in": {key[n] for key in wanted} for n, name in enumerate(names)}
        found = model._base_manager.filter(**asked).values_list(*names)  # noqa: SLF001
        there.update(wanted[key] for key in found if key in wanted)
    return there


def _once(model: type[models.Model]) -> Iterator[tuple[str, ...]]:
    """Give the columns whose values together no two rows may share, whatever else they hold."""
    of = model._meta  # noqa: SLF001
    for column in rows.columns(model):
        if column.unique and not column.primary_key:
            yield (column.attname,)
    for rule in of.constraints:
        if isinstance(rule, models.UniqueConstraint) and rule.fields and rule.condition is None:
            yield tuple(of.get_field(name).attname for name in rule.fields)  # type: ignore[union-attr]


def _lock_rows(entries: list[int]) -> None:
    """Hold the rows that ``entries`` wrote, so that what is looked at is what is written to."""
    if not connection.features.has_select_for_update:
        return
    wrote: dict[str, set[int]] = {}
    images = Image.objects.filter(entry_id__in=entries).exclude(op="-")
    for kind, key in images.values_list("kind", "row_id").iterator(chunk_size=CHUNK):
        wrote.setdefault(kind, set()).add(key)
    for kind, keys in sorted(wrote.items()):
        model: type[models.Model] = apps.get_model(kind)
        there = model._base_manager.select_for_update().order_by("pk")  # noqa: SLF001
        for chunk in _chunks(sorted(keys)):
            list(there.filter(pk__in=chunk).values_list("pk", flat=True))


def _lead_on(model: type[models.Model], many: Sequence[dict[str, Any]]) -> None:
    """Let what pointed at a row that went into another since point at that one."""
    for column in rows.columns(model):
        other = column.related_model if column.is_relation else None
        lead = successors.get(other._meta.label_lower) if isinstance(other, type) else None  # noqa: SLF001
        if lead is None:
            continue
        keys = {values[column.attname] for values in many if values.get(column.attname)}
        led = lead(sorted(keys)) if keys else {}
        for values in many:
            key = values.get(column.attname)
            if isinstance(key, int) and key in led:
                values[column.attname] = led[key]


def _runs(images: Iterator[Image]) -> Iterator[list[Image]]:
    """Group neighbouring images of one kind and operation, each row at most once a group."""
    run: list[Image] = []
    seen: set[int] = set()
    for image in images:
        same = run and (run[0].kind, run[0].op) == (image.kind, image.op)
        if not same or image.row_id in seen or len(run) >= CHUNK:
            if run:
                yield run
            run, seen = [], set()
        run.append(image)
        seen.add(image.row_id)
    if run:
        yield run


def still_needed(model: type[models.Model], keys: list[int]) -> dict[int, str]:
    """Tell which of ``keys`` other rows still point at, and of what kind those rows are.

    Rows that only follow from others (``derived = True`` on their model) do not count, nor do
    those of ``keys`` themselves, which go together.
    """
    needed: dict[int, str] = {}
    if not keys:
        return needed
    for other, name in rows.pointing(model):
        if getattr(other, "derived", False):
            continue
        found = other._base_manager.filter(**{f"{name}__in": keys})  # noqa: SLF001
        if other is model:
            found = found.exclude(pk__in=keys)
        for key in found.values_list(name, flat=True).distinct():
            needed.setdefault(key, other._meta.label_lower)  # noqa: SLF001
    return needed
