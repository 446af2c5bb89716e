"""Search over everything, undo of anything, and imports."""

from typing import Any, BinaryIO, cast

from django.utils.translation import gettext as _
from ninja import File, Query, Router
from ninja.files import UploadedFile

from accord.foundation.imports import actions
from accord.foundation.imports.policies import IMPORT
from accord.foundation.imports.reading.detection import Choices
from accord.foundation.journal.policies import UNDO
from accord.foundation.journal.undo import undo
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, Stale
from accord.overview.api import policies, queries
from accord.overview.api.forms import shapes
from accord.overview.api.forms import words as f
from accord.overview.api.views._operation import Request, held, reads, seen, writes

router = Router(tags=["everything"])


@reads(router, "/search", policies.SEARCH, list[f.HitTold])
def search(request: Request, asked: Query[f.SearchAsked]) -> Any:
    """Find records by names, numbers and addresses, the best first, up to `limit` of each kind."""
    return queries.hits(request.user, asked.q, asked.kind, asked.limit)


@reads(router, "/search/texts", policies.SEARCH, f.TextHitsTold)
def search_texts(request: Request, asked: Query[f.TextsAsked]) -> Any:
    """Find what was said and written that has all the words, newest first."""
    items, after = queries.text_hits(request.user, asked.q, asked.span)
    return {"items": items, "next": after}


@writes(router, "POST", "/undo/{int:entry}", UNDO, f.UndoneTold)
def undo_entry(request: Request, entry: int) -> Any:
    """Take back one change, by the number that its answer gave in `Accord-Entry`."""
    entry_id = queries.undoable(request.user, entry)
    done = undo(by=request.user, entry_id=entry_id, at=clock.now())
    kept = [
        {"kind": k.kind, "row_id": k.row_id, "field": k.field, "reason": k.reason}
        for k in done.kept
    ]
    return {"rows": done.rows_count, "kept": kept}


@reads(router, "/imports", IMPORT, f.ImportsTold)
def list_imports(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.imports(request.user, asked.span)
    return {"items": items, "next": after}


@reads(router, "/imports/{int:key}", IMPORT, f.ImportTold)
def get_import(request: Request, key: int) -> Any:
    return queries.told_import(queries.import_at(request.user, key))


@writes(router, "POST", "/imports", IMPORT, f.ImportTold, 201)
def give_file(request: Request, file: File[UploadedFile]) -> Any:
    """Give a file of stakeholders; the answer proposes what its columns mean."""
    batch = actions.take_file(
        by=request.user, target="stakeholders", name=file.name or "file",
        body=cast("BinaryIO", file.file), at=clock.now(),
    )  # fmt: skip
    return queries.told_import(batch)


@writes(router, "PUT", "/imports/{int:key}/mapping", IMPORT, f.ImportTold)
def choose_mapping(request: Request, key: int, given: f.MappingGiven) -> Any:
    batch = queries.import_at(request.user, key)
    seen(request, batch, None, must=False)
    actions.choose(
        by=request.user, batch=batch, mapping=given.mapping, options=given.options,
        at=clock.now(),
    )  # fmt: skip
    return queries.told_import(batch)


@writes(router, "POST", "/imports/{int:key}/check", IMPORT, f.ImportTold)
def check_import(request: Request, key: int) -> Any:
    """Have the worker go through the whole file without writing a record."""
    batch = queries.import_at(request.user, key)
    return queries.told_import(actions.request_check(by=request.user, batch=batch, at=clock.now()))


@writes(router, "POST", "/imports/{int:key}/run", IMPORT, f.ImportTold)
def run_import(request: Request, key: int) -> Any:
    """Have the worker write the rows."""
    batch = queries.import_at(request.user, key)
    return queries.told_import(actions.request_import(by=request.user, batch=batch, at=clock.now()))


@writes(router, "POST", "/imports/{int:key}/undo", IMPORT, f.ImportTold)
def undo_import(request: Request, key: int) -> Any:
    """Have the worker take an import back; rows edited since stay."""
    batch = queries.import_at(request.user, key)
    return queries.told_import(actions.request_undo(by=request.user, batch=batch, at=clock.now()))


@reads(router, "/imports/{int:key}/remarks", IMPORT, f.ImportRemarksTold)
def list_import_remarks(request: Request, key: int, asked: Query[f.RemarksAsked]) -> Any:
    """List the rows that were refused or warned of, each with why."""
    batch = queries.import_at(request.user, key)
    items, after = queries.remarks(batch, asked.span, refused=asked.refused)
    return {"items": items, "next": after}


@writes(router, "POST", "/imports/{int:key}/read", IMPORT, f.ImportTold)
def read_import_again(request: Request, key: int, given: f.ReadingGiven) -> Any:
    """Read the file as you say, and have its columns proposed anew."""
    batch = held(request, queries.import_at(request.user, key))
    if not batch.path:
        raise Stale(_("The file is no longer here."))
    for name, known in (("sheet", "sheets"), ("member", "members")):
        if (chosen := getattr(given, name)) and chosen not in batch.detection.get(known, ()):
            raise Invalid(_("There is no such choice."), field=name)
    choices = Choices(**given.model_dump())
    actions.read_again(by=request.user, batch=batch, choices=choices, at=clock.now())
    return queries.told_import(batch)


@writes(router, "POST", "/imports/{int:key}/stop", IMPORT, f.ImportTold)
def stop_import(request: Request, key: int) -> Any:
    """Have the worker stop at its next step."""
    batch = queries.import_at(request.user, key)
    return queries.told_import(actions.stop(by=request.user, batch=batch, at=clock.now()))


@writes(router, "DELETE", "/imports/{int:key}/file", IMPORT, f.ImportTold)
def forget_import_file(request: Request, key: int) -> Any:
    """Delete the file; what it did, and its trail, stays."""
    batch = queries.import_at(request.user, key)
    actions.forget(by=request.user, batch=batch, at=clock.now())
    return queries.told_import(batch)
