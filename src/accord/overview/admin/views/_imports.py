"""From a file to records: give it, say what it means, check, import, take it back."""

import csv
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.stakeholders.policies import MERGE
from accord.foundation.imports import actions
from accord.foundation.imports.models import Import
from accord.foundation.imports.policies import IMPORT
from accord.foundation.imports.queries import refused_rows, visible_to
from accord.foundation.imports.reading.rows import Unreadable
from accord.foundation.imports.targets import targets
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, Refusal
from accord.foundation.ui import toasts
from accord.foundation.ui.pages import Request, page, show
from accord.overview.admin import queries as own
from accord.overview.admin.forms import ImportFileForm, ImportForm, ReadingForm
from accord.overview.admin.views._shared import done

TARGET = "stakeholders"
INLINE = 2_000_000  # bytes of plain text that are checked while one waits
INLINE_PACKED = 250_000
CHANGEABLE = frozenset({"given", "checked", "failed"})


@require_safe
@page(IMPORT)
def import_list(request: Request) -> HttpResponse:
    before = request.GET.get("before", "")
    shown = own.imports_page(request.user, before=int(before) if before.isdecimal() else None)
    return show(request, "admin/import_list.html", {"shown": shown}, fragment="rows")


@require_http_methods(["GET", "POST"])
@page(IMPORT)
def import_add(request: Request) -> HttpResponse:
    is_given = request.method == "POST"
    form = ImportFileForm(request.POST, request.FILES) if is_given else ImportFileForm()
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            batch = actions.take_file(
                by=request.user, target=TARGET, name=given.name, body=given.file, at=clock.now()
            )
        except Unreadable as refusal:
            form.add_error("file", own.fault_of(refusal))
        except Invalid as wrong:
            form.add_error(None, str(wrong))
        else:
            return redirect("admin:import", batch.pk)
    return show(request, "admin/import_add.html", {"form": form})


@require_safe
@page(IMPORT)
def import_detail(request: Request, batch_id: int) -> HttpResponse:
    return _shown(request, _batch(request, batch_id))


def _shown(request: Request, batch: Import, form: ImportForm | None = None) -> HttpResponse:
    stands = own.standing_of(batch)
    if request.htmx and not stands.is_busy:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context: dict[str, Any] = {"batch": batch, "stands": stands, "form": form, "reading": None}
    context |= {"look": None, "fault": batch.error}
    context["may_merge"] = stands.counts.get("twin", 0) > 0 and MERGE.allows(request.user)
    if stands.state in CHANGEABLE and not stands.has_begun:
        look = own.look_at(batch, by=request.user, at=clock.now())
        context |= {"look": look}
        if look is not None:
            context["reading"] = ReadingForm(detection=look.detection)
            context["form"] = form or _form(batch)
    context["refused"] = own.remarks_shown(batch, refused=True)
    context["warned"] = own.remarks_shown(batch, refused=False)
    context["kept"] = own.kept_by(batch) if stands.state in {"undone", "undoing"} else []
    return show(request, "admin/import_detail.html", context, fragment="progress")


def _form(batch: Import, given: Any = None) -> ImportForm:
    fields = targets[batch.target].fields()
    return ImportForm(given, batch=batch, header=batch.header, fields=fields)


@require_POST
@page(IMPORT)
def import_read(request: Request, batch_id: int) -> HttpResponse:
    """Read the file another way."""
    batch = _batch(request, batch_id)
    look = own.look_at(batch, by=request.user, at=clock.now())
    if look is None:
        return redirect("admin:import", batch.pk)
    form = ReadingForm(request.POST, detection=look.detection)
    if form.is_valid():
        choices = form.chosen(batch.detection.get("chosen", {}))
        try:
            actions.read_again(by=request.user, batch=batch, choices=choices, at=clock.now())
        except Unreadable as refusal:
            toasts.tell(request, own.fault_of(refusal), kind="bad")
        except Refusal as refusal:
            toasts.tell(request, str(refusal), kind="bad")
    return redirect("admin:import", batch.pk)


@require_POST
@page(IMPORT)
def import_check(request: Request, batch_id: int) -> HttpResponse:
    """Keep what the columns mean, and go through the file: here when it is small."""
    batch = _batch(request, batch_id)
    if not batch.path:
        return redirect("admin:import", batch.pk)
    form = _form(batch, request.POST)
    if form.is_valid():
        try:
            _check(request, batch, form)
        except Unreadable as refusal:
            form.add_error(None, own.fault_of(refusal))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("admin:import", batch.pk)
    return _shown(request, batch, form)


def _check(request: Request, batch: Import, form: ImportForm) -> None:
    by, at = request.user, clock.now()
    actions.choose(by=by, batch=batch, mapping=form.mapping(), options=form.options(), at=at)
    if _is_small(batch):
        actions.check(by=by, batch=batch, at=at)
    else:
        actions.request_check(by=by, batch=batch, at=at)


def _is_small(batch: Import) -> bool:
    is_plain = batch.detection["format"] in {"csv", "vcard"} and not batch.detection["member"]
    is_packed = not is_plain or batch.file_name.lower().endswith((".gz", ".zip"))
    return batch.size < (INLINE_PACKED if is_packed else INLINE)


@require_POST
@page(IMPORT)
def import_run(request: Request, batch_id: int) -> HttpResponse:
    return _asked(request, batch_id, actions.request_import, _("The import waits for its turn."))


@require_POST
@page(IMPORT)
def import_stop(request: Request, batch_id: int) -> HttpResponse:
    return _asked(request, batch_id, actions.stop, _("It stops at its next step."))


@require_POST
@page(IMPORT)
def import_undo(request: Request, batch_id: int) -> HttpResponse:
    return _asked(request, batch_id, actions.request_undo, _("The import will be taken back."))


@require_POST
@page(IMPORT)
def import_forget(request: Request, batch_id: int) -> HttpResponse:
    return _asked(request, batch_id, actions.forget, _("The file is deleted; what it did stays."))


def _asked(request: Request, batch_id: int, act: Callable[..., Any], said: str) -> HttpResponse:
    batch = _batch(request, batch_id)
    return done(
        request, lambda: act(by=request.user, batch=batch, at=clock.now()), said,
        "admin:import", batch.pk,
    )  # fmt: skip


@require_safe
@page(IMPORT)
def import_refused(request: Request, batch_id: int) -> HttpResponseBase:
    """Give the refused rows as a file, to be mended and given again."""
    batch = _batch(request, batch_id)
    answer = StreamingHttpResponse(_lines(batch), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="refused-{batch.pk}.csv"'
    return answer


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(batch: Import) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in refused_rows(batch):
        yield writer.writerow(row)


def _batch(request: Request, batch_id: int) -> Import:
    return get_object_or_404(visible_to(request.user), pk=batch_id)
