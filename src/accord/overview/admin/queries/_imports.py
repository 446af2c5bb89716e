"""One import as a page shows it: where it stands, in a sentence, with its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.foundation.imports.actions import preview
from accord.foundation.imports.models import Import, ImportRemark
from accord.foundation.imports.queries import (
    BUSY,
    counts_of,
    last_chunk,
    open_job,
    remarks_of,
    standing,
)
from accord.foundation.imports.reading.detection import Detection
from accord.foundation.imports.reading.rows import Remark, Row, Unreadable, explain
from accord.foundation.jobs.models import Job
from accord.foundation.kernel.rules import Actor
from accord.foundation.ui.formats import number

State = Import.State
SHOWN = 50


@dataclass(frozen=True)
class Line:
    """One row of the preview: what it says, or why it can't be read."""

    number: int
    cells: Sequence[str]
    problems: Sequence[str] = ()
    refusal: str = ""


@dataclass(frozen=True)
class Look:
    """How a file is read, and its first rows that way."""

    detection: Detection
    header: Sequence[str]
    lines: Sequence[Line]
    warnings: Sequence[str]
    fault: str = ""

    def sample(self, column: int) -> str:
        """Give the first cell of a column that says something."""
        cells = (line.cells[column] for line in self.lines if column < len(line.cells))
        return next((cell for cell in cells if cell.strip()), "")


@dataclass(frozen=True)
class Kept:
    """A record that an undo left alone, and why."""

    name: str
    field: str
    reason: str


@dataclass(frozen=True)
class Standing:
    """Where an import stands."""

    state: str
    headline: str
    counts: dict[str, int]
    job: Job | None = None
    words: str = ""
    done: int = 0
    total: int = 0
    has_begun: bool = False
    most: int = SHOWN

    @property
    def is_busy(self) -> bool:
        return self.job is not None


def standing_of(batch: Import) -> Standing:
    """Say where an import stands, as its chunks and its job have it."""
    state = standing(batch)
    job = open_job(batch) if state in BUSY else None
    has_begun = last_chunk(batch) is not None
    counts = counts_of(batch) if has_begun else {**batch.counts}
    done, total = _progress(batch, job, counts_of(batch))
    return Standing(
        state=state, headline=_headline(batch, state, counts, done, is_busy=job is not None),
        counts=counts, job=job, words=_words(state, done, total), done=done, total=total,
        has_begun=has_begun,
    )  # fmt: skip


def _progress(batch: Import, job: Job | None, counts: dict[str, int]) -> tuple[int, int]:
    total = batch.counts.get("rows", 0)
    if job is None:
        return counts.get("rows", 0), total
    return min(job.steps_done, total or job.steps_done), total


def _words(state: str, done: int, total: int) -> str:
    said = {"done": number(done), "total": number(total)}
    if state == State.RUNNING:
        return _("Imported %(done)s of %(total)s") % said
    if state == State.UNDOING:
        return _("Took back %(done)s of %(total)s") % said
    return ngettext("Checked %(done)s row", "Checked %(done)s rows", done) % said


def _headline(
    batch: Import, state: str, counts: dict[str, int], done: int, *, is_busy: bool
) -> str:
    said = {"name": batch.file_name}
    told = {
        State.GIVEN: _("Say what the columns of %(name)s mean."),
        State.CHECKING: _("%(name)s is being checked."),
        State.RUNNING: _("%(name)s is being imported."),
        State.UNDOING: _("The import of %(name)s is being taken back."),
        State.FAILED: _("%(name)s could not be imported."),
    }
    if state == State.UNDOING and not is_busy:
        return _("Taking back %(name)s stopped half-way.") % said
    if state in told:
        return told[State(state)] % said
    if state == State.CANCELLED:
        of = {"rows": number(done), "total": number(batch.counts.get("rows", done))}
        return _("The import stopped after %(rows)s of %(total)s rows.") % of
    return _undone(batch) if state == State.UNDONE else _finding(state, counts)


def _finding(state: str, counts: dict[str, int]) -> str:
    new, rows = counts.get("new", 0), counts.get("rows", 0)
    said = {"n": number(new), "rows": number(rows)}
    if state == State.CHECKED:
        first = ngettext("%(n)s of %(rows)s rows will be new.",
                         "%(n)s of %(rows)s rows will be new.", new) % said  # fmt: skip
    else:
        first = ngettext("%(n)s of %(rows)s rows is new here.",
                         "%(n)s of %(rows)s rows are new here.", new) % said  # fmt: skip
    return f"{first} {_refused(counts)}"


def _undone(batch: Import) -> str:
    kept = sum(n for reason, n in batch.undone.items() if reason != "rows")
    if kept:
        return ngettext("The import is taken back. %(n)s thing changed since stays.",
                        "The import is taken back. %(n)s things changed since stay.",
                        kept) % {"n": number(kept)}  # fmt: skip
    return _("The import is taken back whole.")


def _refused(counts: dict[str, int]) -> str:
    refused = counts.get("refused", 0)
    if not refused:
        return _("None is refused.")
    said = {"n": number(refused)}
    return ngettext("%(n)s is refused.", "%(n)s are refused.", refused) % said


def look_at(batch: Import, *, by: Actor, at: datetime) -> Look | None:
    """Read the beginning of an import's file; None when its file is deleted."""
    if not batch.path:
        return None
    detection = Detection.from_plain(batch.detection)
    path = Path(settings.HOME) / batch.path
    try:
        seen = preview(path=path, name=batch.file_name, detection=detection, by=by, at=at)
    except (Unreadable, FileNotFoundError) as refusal:
        return Look(detection, batch.header, (), _said(detection.warnings), fault_of(refusal))
    lines = [
        Line(row.number, row.cells, _said(row.problems))
        if isinstance(row, Row)
        else Line(row.number, (row.raw,), refusal=explain(row.code, row.facts, _))
        for row in seen.rows
    ]
    return Look(detection, seen.header, lines, _said(seen.detection.warnings))


def fault_of(refusal: Exception) -> str:
    """Say why a file can't be read, in the language of the page."""
    if isinstance(refusal, Unreadable):
        return explain(refusal.code, refusal.facts, _)
    return _("The file is no longer here.")


def _said(remarks: Sequence[Remark]) -> list[str]:
    return [explain(remark.code, remark.facts, _) for remark in remarks]


def remarks_shown(batch: Import, *, refused: bool) -> list[ImportRemark]:
    """Give the first refused rows, or the first that were read with a warning."""
    found = remarks_of(batch, refused=refused).exclude(code="kept")
    return list(islice(found, SHOWN))


def kept_by(batch: Import) -> list[Kept]:
    """Name what an undo left alone, the first of it."""
    reasons = {
        "changed since": _("changed since"), "gone": _("gone"), "erased": _("erased"),
        "there again": _("there again"),
    }  # fmt: skip
    found = []
    for remark in remarks_of(batch).filter(code="kept")[:SHOWN]:
        kind, row_id, field, reason = remark.raw
        found.append(Kept(_name(kind, row_id), field, reasons.get(reason, reason)))
    return found


def _name(kind: str, row_id: Any) -> str:
    """Name a record by its kind and what it calls itself, where it is still here."""
    model = apps.get_model(kind)
    row = model._default_manager.filter(pk=row_id).first()  # noqa: SLF001
    return f"{model._meta.verbose_name}: {row or row_id}"  # noqa: SLF001
