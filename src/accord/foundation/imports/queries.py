"""What is read of imports."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet, Sum

from accord.foundation.imports.models import Import, ImportChunk, ImportMapping, ImportRemark
from accord.foundation.imports.reading.formulas import MARK, neutralise
from accord.foundation.jobs.models import OPEN, Job

COUNTED = ("rows", "new", "changed", "unchanged", "twin", "refused", "warned")
BUSY = frozenset({Import.State.CHECKING, Import.State.RUNNING, Import.State.UNDOING})
BEFORE = {
    Import.State.CHECKING: Import.State.GIVEN,
    Import.State.RUNNING: Import.State.CANCELLED,
    Import.State.UNDOING: Import.State.UNDOING,
}


def visible_to(user: Any) -> QuerySet[Import]:
    """Give one's own imports; administrators of the installation see all of them."""
    from accord.foundation.imports.policies import IMPORT
    from accord.foundation.kernel.roles import ADMINISTRATORS

    found = Import.objects.order_by("-pk")
    if not IMPORT.allows(user):
        return found.none()
    if user.pk is None or user.holds(ADMINISTRATORS):
        return found
    return found.filter(by_id=user.pk)


def counts_of(batch: Import) -> dict[str, int]:
    """Add up what the chunks written so far did."""
    sums = ImportChunk.objects.filter(batch=batch).aggregate(
        **{name: Sum(f"{name}_count") for name in COUNTED}
    )
    return {name: sums[name] or 0 for name in COUNTED}


def open_job(batch: Import) -> Job | None:
    """Give the job that works on an import, or waits to."""
    if batch.job_id is None:
        return None
    return Job.objects.filter(pk=batch.job_id, state__in=OPEN).first()


def standing(batch: Import) -> Import.State:
    """Tell where an import stands; what a dead worker left half done stands where it can go on."""
    state = Import.State(batch.state)
    return BEFORE[state] if state in BUSY and open_job(batch) is None else state


def last_chunk(batch: Import) -> ImportChunk | None:
    return ImportChunk.objects.filter(batch=batch).order_by("-number").first()


def entries_of(batch: Import) -> list[int]:
    """Give the entries that an import left in the trail, newest first."""
    written = ImportChunk.objects.filter(batch=batch, entry_id__isnull=False)
    keys = written.order_by("-number").values_list("entry_id", flat=True)
    return [key for key in keys if key is not None]


def remarks_of(batch: Import, *, refused: bool | None = None) -> QuerySet[ImportRemark]:
    found = ImportRemark.objects.filter(batch=batch).order_by("row", "pk")
    return found if refused is None else found.filter(is_refusal=refused)


def refused_rows(batch: Import) -> Iterator[list[str]]:
    """Give the refused rows as a table that is safe in a spreadsheet and can be given again.

    Row, reason, then what the row said, and the mark by which cells are restored.
    """
    width = len(batch.header)
    yield ["row", "reason", *map(neutralise, batch.header), MARK]
    for remark in remarks_of(batch, refused=True).iterator(chunk_size=1000):
        cells = [*remark.raw, *([""] * (width - len(remark.raw)))]
        yield [str(remark.row), neutralise(remark.message), *map(neutralise, cells), ""]


def remembered(target: str, digest: str) -> ImportMapping | None:
    return ImportMapping.objects.filter(target=target, header_digest=digest).first()
