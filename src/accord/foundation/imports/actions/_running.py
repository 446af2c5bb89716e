"""Rows become records, some thousand in a transaction; killed, it goes on where it stood."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.foundation.accounts.models import User
from accord.foundation.imports import policies
from accord.foundation.imports.actions import _chunks
from accord.foundation.imports.actions._chunks import (
    Chunks,
    counted,
    planned,
    rarely_collecting,
    remarks_of,
    session_of,
)
from accord.foundation.imports.actions._turns import Partner, in_turns, partner_of
from accord.foundation.imports.models import Import, ImportRemark
from accord.foundation.imports.queries import (
    BEFORE,
    BUSY,
    counts_of,
    entries_of,
    last_chunk,
    open_job,
    standing,
)
from accord.foundation.imports.reading.rows import Unreadable
from accord.foundation.imports.targets import (
    CHANGED,
    NEW,
    REFUSED,
    UNCHANGED,
)
from accord.foundation.jobs.actions import Order, cancel, enqueue
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.errors import Cancelled
from accord.foundation.journal import rows as journal_rows
from accord.foundation.journal.change import change
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo_entries
from accord.foundation.journal.writing import many_writes
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.rules import SYSTEM, Actor

REMARKED = 1000  # remarks of a dry run, and of an undo, that are kept
State = Import.State
Progress = Callable[[int], None]


def _quietly(done: int) -> None:
    del done


def check(
    *, by: Actor, batch: Import, at: datetime, progress: Progress = _quietly
) -> dict[str, int]:
    """Go through the whole file without writing a record: what is new, changed, refused."""
    policies.IMPORT.demand(by, batch)
    session = session_of(batch, by, at, is_dry=True)
    counts: Counter[str] = Counter()
    remarks: list[ImportRemark] = []
    for plans in planned(batch, session, 0):
        session.plan(plans)
        counts += counted(plans)
        remarks += remarks_of(batch, plans)[: max(0, REMARKED - len(remarks))]
        progress(counts["rows"])
    found = {
        name: counts[name] for name in ("rows", NEW, CHANGED, UNCHANGED, "twin", REFUSED, "warned")
    }
    with change(policies.IMPORT, by=by, at=at, subject=batch) as record:
        ImportRemark.objects.filter(batch=batch).delete()
        journal_rows.insert_many(ImportRemark, remarks)
        record.set(batch, counts=found, state=State.CHECKED)
    return found


def import_now(
    *, by: Actor, batch: Import, at: datetime, progress: Progress = _quietly,
    ctx: Context | None = None,
) -> dict[str, int]:  # fmt: skip
    """Write the rows of a file, going on behind the last chunk that was written."""
    policies.IMPORT.demand(by, batch)
    if batch.state in {State.DONE, State.UNDOING, State.UNDONE}:
        raise Stale(_("This import is done already."))
    last = last_chunk(batch)
    if last is None:
        _begin(by, batch, at)
    number, behind = (last.number, last.last_row) if last else (0, 0)
    session = session_of(batch, by, at, is_dry=False)
    chunks = Chunks(by=by, batch=batch, at=at, session=session, ctx=ctx)
    done = counts_of(batch)["rows"]
    with (
        partner_of(chunks) as partner,
        many_writes(by_hand=partner is not None),
        rarely_collecting(),
    ):
        for rows in _written(chunks, partner, number, behind):
            done += rows
            progress(done)
    with change(policies.IMPORT, by=by, at=at, subject=batch) as record:
        record.set(batch, state=State.DONE, done_at=at)
        record.note(**counts_of(batch))
    return counts_of(batch)


def _begin(by: Actor, batch: Import, at: datetime) -> None:
    with change(policies.IMPORT, by=by, at=at, subject=batch) as record:
        ImportRemark.objects.filter(batch=batch).delete()
        record.set(batch, state=State.RUNNING)


def _written(chunks: Chunks, partner: Partner | None, number: int, behind: int) -> Iterator[int]:
    """Write chunk after chunk; gives how many rows each had."""
    if partner is None:
        for place, plans in enumerate(planned(chunks.batch, chunks.session, behind), number + 1):
            chunks.write(plans, place)
            yield len(plans)
        return
    yield from in_turns(chunks, partner, number, behind)


def undo_now(
    *, by: Actor, batch: Import, at: datetime, progress: Progress = _quietly
) -> dict[str, int]:
    """Take an import back, newest chunk first; rows that somebody edited since stay, named."""
    policies.IMPORT.demand(by, batch)
    if batch.state not in {State.DONE, State.CANCELLED, State.FAILED, State.UNDOING}:
        raise Stale(_("There is nothing to undo."))
    with change(policies.IMPORT, by=by, at=at, subject=batch) as record:
        record.set(batch, state=State.UNDOING)
    reasons: Counter[str] = Counter()
    rows = 0
    for place, entry_id in enumerate(entries_of(batch), 1):
        first = Entry.objects.get(pk=entry_id)
        if first.undone_by is None:
            same = list(Entry.objects.filter(batch=first.batch))
            found = undo_entries(by=SYSTEM, entries=same, at=at, whole=True)
            rows += found.rows_count
            reasons.update(f"{kept.kind}: {kept.reason}" for kept in found.kept)
            _name_kept(batch, found.kept)
        progress(place * _chunks.CHUNK)
    with change(policies.IMPORT, by=by, at=at, subject=batch) as record:
        record.set(batch, state=State.UNDONE, undone={"rows": rows, **reasons})
    return {"rows": rows, **reasons}


def _name_kept(batch: Import, kept: list[Any]) -> None:
    journal_rows.insert_many(
        ImportRemark,
        [
            ImportRemark(batch=batch, row=0, is_refusal=False, code="kept",
                         message=f"{each.kind} {each.row_id} {each.field}: {each.reason}".strip(),
                         raw=[each.kind, each.row_id, each.field, each.reason])
            for each in kept[:REMARKED]
        ],
    )  # fmt: skip


# --- In the worker -----------------------------------------------------------------------------


def _request(
    by: Actor, batch: Import, at: datetime, order: tuple[str, State, set[State]]
) -> Import:
    """Have the worker do it; what a worker left lying half done may be asked for again."""
    name, state, allowed = order
    with change(policies.IMPORT, by=by, at=at, subject=batch) as record:
        stands = standing(batch)
        if stands in BUSY and open_job(batch) is not None:
            raise Stale(_("This import is being worked on already."))
        if stands not in allowed:
            raise Stale(_("This import is past that."))
        job = enqueue(by=by, order=Order(name, {"batch": batch.pk, "by": by.pk}), at=at)
        record.set(batch, state=state, job_id=job.pk, error="")
    return batch


def request_check(*, by: Actor, batch: Import, at: datetime) -> Import:
    before = {State.GIVEN, State.CHECKED}
    return _request(by, batch, at, ("imports.check", State.CHECKING, before))


def request_import(*, by: Actor, batch: Import, at: datetime) -> Import:
    """Have the worker write the rows; it may be cancelled and goes on after a crash."""
    before = {State.GIVEN, State.CHECKED, State.CANCELLED, State.FAILED}
    return _request(by, batch, at, ("imports.import", State.RUNNING, before))


def request_undo(*, by: Actor, batch: Import, at: datetime) -> Import:
    before = {State.DONE, State.CANCELLED, State.FAILED, State.UNDOING}
    return _request(by, batch, at, ("imports.undo", State.UNDOING, before))


def stop(*, by: Actor, batch: Import, at: datetime) -> Import:
    """Cancel what the worker does: at once while it waits, else at its next step.

    Raises: Stale when nothing is going on.
    """
    policies.IMPORT.demand(by, batch)
    job = open_job(batch)
    if job is None:
        raise Stale(_("Nothing is going on any more."))
    job = cancel(by=by, job=job, at=at)
    if job.done_at is not None:
        _end(batch, BEFORE[State(batch.state)], at)
    return batch


def _person(key: int | None) -> Actor:
    return User.objects.get(pk=key) if key else SYSTEM


def _end(batch: Import, state: str, at: datetime, error: str = "") -> None:
    with change(policies.IMPORT, by=SYSTEM, at=at, subject=batch) as record:
        record.set(batch, state=state, error=error)


def _job(
    ctx: Context, batch: int, by: int | None, work: Callable[..., dict[str, int]]
) -> dict[str, int]:
    found = Import.objects.get(pk=batch)
    at = clock.now()

    def told(done: int) -> None:
        ctx.progress(done, found.counts.get("rows"), _("%(n)s rows") % {"n": done})

    try:
        return work(by=_person(by), batch=found, at=at, progress=told)
    except Unreadable as refusal:
        _end(found, State.FAILED, at, str(refusal))
    except Cancelled:
        _end(found, BEFORE.get(State(found.state), State.CANCELLED), at)
        raise
    return {}


def run_check(ctx: Context, *, batch: int, by: int | None) -> dict[str, int]:
    return _job(ctx, batch, by, check)


def run_import(ctx: Context, *, batch: int, by: int | None) -> dict[str, int]:
    return _job(ctx, batch, by, lambda **given: import_now(ctx=ctx, **given))


def run_undo(ctx: Context, *, batch: int, by: int | None) -> dict[str, int]:
    return _job(ctx, batch, by, undo_now)
