"""Some thousand rows of a file: read by themselves, made ready, written in one transaction."""

import gc
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language, override

from accord.foundation.imports.models import Import, ImportChunk, ImportRemark
from accord.foundation.imports.queries import last_chunk
from accord.foundation.imports.reading.detection import Detection
from accord.foundation.imports.reading.rows import Refused, Row
from accord.foundation.imports.reading.tables import read
from accord.foundation.imports.targets import (
    CHANGED,
    NEW,
    REFUSED,
    UNCHANGED,
    Given,
    Plan,
    Session,
    given_of,
    targets,
)
from accord.foundation.jobs.context import Context
from accord.foundation.journal import rows as journal_rows
from accord.foundation.journal.ahead import Keys
from accord.foundation.journal.change import change_many
from accord.foundation.journal.writing import aside
from accord.foundation.kernel.rules import Actor

CHUNK = 3000
MADE = 400_000  # objects beyond those that went, more than a chunk holds
Rows = list[Given | Refused]
Then = Callable[[], None]
One = TypeVar("One")


def _nothing() -> None:
    pass


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Look for rubbish in circles when more is held than rows explain: they make none."""
    usual = gc.get_threshold()
    gc.set_threshold(max(usual[0], MADE), *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def columns_of(batch: Import) -> dict[int, str]:
    return {int(column): key for column, key in batch.mapping.items() if key}


def chunks_of(batch: Import, behind: int) -> Generator[Rows]:
    """Read a file's rows through its mapping, from behind the rows that are done."""
    path = Path(settings.HOME) / batch.path
    columns = columns_of(batch)
    chunk: Rows = []
    with read(path, Detection.from_plain(batch.detection), name=batch.file_name) as table:
        for row in table:
            if row.number <= behind:
                continue
            if isinstance(row, Row):
                chunk.append(given_of(row.number, row.cells, columns))
            else:
                chunk.append(row)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def plans_of(session: Session, chunk: Rows) -> list[Plan]:
    """Read a chunk; rows that could not be read are refused with the reader's reason."""
    plans = {
        plan.row.number: plan
        for plan in session.read([row for row in chunk if isinstance(row, Given)])
    }
    for row in chunk:
        if isinstance(row, Refused):
            unread = Given(row.number, {}, (row.raw,))
            plans[row.number] = Plan(unread, REFUSED, row.code, row.message)
    return [plans[number] for number in sorted(plans)]


def read_anew(session: Session, plans: Sequence[Plan]) -> list[Plan]:
    """Read rows once more, but for those that could not be read."""
    fresh = iter(session.read([plan.row for plan in plans if plan.payload is not None]))
    return [plan if plan.payload is None else next(fresh) for plan in plans]


def planned(batch: Import, session: Session, behind: int) -> Iterator[list[Plan]]:
    """Give chunks of rows as they read by themselves; the next is read ahead in a thread."""
    chunks = chunks_of(batch, behind)
    language = get_language()

    def read_on() -> list[Plan] | None:
        with override(language):
            chunk = next(chunks, None)
            return None if chunk is None else plans_of(session, chunk)

    with closing(chunks), ThreadPoolExecutor(1, "reading") as pool:
        ahead = pool.submit(read_on)
        while (plans := ahead.result()) is not None:
            ahead = pool.submit(read_on)
            yield plans


class Coming(Iterator[One]):
    """Gives what an iterator gives, and knows what comes next."""

    def __init__(self, source: Iterator[One]) -> None:
        self._source = source
        self._known: deque[One] = deque()

    def __next__(self) -> One:
        return self._known.popleft() if self._known else next(self._source)

    def look(self, count: int) -> list[One]:
        """Give up to ``count`` of those that come next; they come all the same."""
        while len(self._known) < count:
            try:
                self._known.append(next(self._source))
            except StopIteration:
                break
        return list(self._known)[:count]

    def second(self) -> One | None:
        """Give what comes behind the next one, and comes no more."""
        if len(self.look(2)) < 2:  # noqa: PLR2004
            return None
        first, second = self._known.popleft(), self._known.popleft()
        self._known.appendleft(first)
        return second


def session_of(batch: Import, by: Actor, at: datetime, *, is_dry: bool) -> Session:
    target = targets[batch.target]
    return target.session(by=by, at=at, options=batch.options, is_dry=is_dry)


def counted(plans: list[Plan]) -> Counter[str]:
    counts: Counter[str] = Counter(rows=len(plans))
    for plan in plans:
        counts[plan.outcome] += 1
        counts["twin"] += bool(plan.twin)
        counts["warned"] += bool(plan.warnings)
    return counts


def remarks_of(batch: Import, plans: list[Plan]) -> list[ImportRemark]:
    found = []
    for plan in plans:
        row = plan.row
        if plan.outcome == REFUSED:
            found.append(ImportRemark(batch=batch, row=row.number, code=plan.code,
                                      message=plan.message, raw=list(row.raw)))  # fmt: skip
        found += [
            ImportRemark(batch=batch, row=row.number, is_refusal=False, code=code, message=message)
            for code, message in plan.warnings
        ]
    return found


class Overtaken(Exception):  # noqa: N818
    """What was written before its turn is not what is to be written."""


def _kept(plans: list[Plan]) -> list[Plan]:
    return [plan for plan in plans if plan.outcome in {NEW, CHANGED}]


class Chunks:
    """Writes the chunks of one import."""

    def __init__(
        self, *, by: Actor, batch: Import, at: datetime, session: Session, ctx: Context | None
    ) -> None:
        self.by, self.batch, self.at, self.session, self.ctx = by, batch, at, session, ctx

    def write(
        self,
        plans: list[Plan],
        number: int,
        sizes: Sequence[int] = (),
        then: Then = _nothing,
        turn: Then | None = None,
    ) -> list[Keys]:
        """Write a chunk; take keys for others of these ``sizes``; do ``then`` once it is kept.

        With a ``turn``, which waits until the chunk before is kept, rows that were made ready are
        written meanwhile. Raises: Overtaken where they mean somebody known by then; RuntimeError
        where this is not the chunk behind the last one that is kept.
        """
        batch, session, target = self.batch, self.session, targets[self.batch.target]
        with change_many(target.rule, by=self.by, at=self.at, kind=target.model) as record:
            is_early = turn is not None and session.write_early(record)
            _take_turn(batch, number, turn)
            if is_early:
                with aside():
                    session.plan(plans)
                if not session.is_as_written(_kept(plans)):
                    raise Overtaken
            else:
                session.plan(plans)
                session.write(record, _kept(plans))
            counts = counted(plans)
            record.note(batch=batch.pk, file=batch.file_name, chunk=number)
            journal_rows.insert_many(ImportRemark, remarks_of(batch, plans))
            kept = ImportChunk(
                batch=batch, number=number, last_row=plans[-1].row.number,
                rows_count=counts["rows"],
                new_count=counts[NEW], changed_count=counts[CHANGED],
                unchanged_count=counts[UNCHANGED], twin_count=counts["twin"],
                refused_count=counts[REFUSED], warned_count=counts["warned"],
            )  # fmt: skip
            journal_rows.insert_many(ImportChunk, [kept])
            record.after(lambda entry: _numbered(kept, entry))
            fields = set(columns_of(batch).values())
            keys = [session.take_keys(size, fields) for size in sizes]
            if self.ctx is not None:
                self.ctx.checkpoint(chunk=number)
            transaction.on_commit(then)
        return keys


def _take_turn(batch: Import, number: int, turn: Then | None) -> None:
    """Wait for the chunk before; raise RuntimeError unless it is the last one that is kept."""
    if turn is not None:
        turn()
    last = last_chunk(batch)
    kept = last.number if last else 0
    if kept != number - 1:
        raise RuntimeError(f"chunk {number} of import {batch.pk} came behind chunk {kept}")


def _numbered(kept: ImportChunk, entry_id: int) -> None:
    ImportChunk.objects.filter(pk=kept.pk).update(entry_id=entry_id)
