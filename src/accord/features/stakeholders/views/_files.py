"""Files of a record: attached, shown, given out and taken away, by who may do so to the record."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.stakeholders import actions, policies, queries
from accord.features.stakeholders.forms import FilesForm
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.views._sheet import address, done, party_or_404
from accord.foundation.files.answers import answer
from accord.foundation.kernel import clock
from accord.foundation.ui.pages import Request, page, show


@require_http_methods(["GET", "POST"])
@page(policies.CHANGE)
def party_file_add(request: Request, ref: str) -> HttpResponse:
    """Keep the files that are given; each that is refused is named with the reason."""
    party = party_or_404(request, ref)
    policies.CHANGE.demand(request.user, party)
    form = FilesForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _asked(request, party, form, status=422 if form.is_bound else 200)
    given = [(file.name, file) for file in form.cleaned_data["file"]]
    made = actions.attach_files(by=request.user, party=party, files=given, at=clock.now())
    if made.refused:
        return _asked(request, party, FilesForm(), made, status=422)
    kept = len(made.kept)
    said = ngettext("%(n)s file kept.", "%(n)s files kept.", kept) % {"n": kept}
    return done(request, party, said, to=f"{address(party)}#files")


def _asked(
    request: Request, party: Party, form: FilesForm, made: actions.Attached | None = None,
    *, status: int,
) -> HttpResponse:  # fmt: skip
    context: dict[str, Any] = {
        "party": party, "form": form, "back": f"{address(party)}#files",
        "title": _("Attach files to %(name)s") % {"name": party.name},
        "refused": made.refused if made else [], "kept": made.kept if made else [],
    }  # fmt: skip
    return show(request, "stakeholders/party_files.html", context, fragment="drawer", status=status)


@require_safe
@page(policies.VIEW)
def party_file(request: Request, ref: str, pk: int) -> HttpResponseBase:
    """Give a file out, always to be kept, never to be run."""
    return _given(request, ref, pk, is_preview=False)


@require_safe
@page(policies.VIEW)
def party_file_preview(request: Request, ref: str, pk: int) -> HttpResponseBase:
    """Show the small picture that was made of an image."""
    return _given(request, ref, pk, is_preview=True)


def _given(request: Request, ref: str, pk: int, *, is_preview: bool) -> HttpResponseBase:
    found = get_object_or_404(queries.files_of(party_or_404(request, ref)), pk=pk)
    return answer(found, is_preview=is_preview)


@require_POST
@page(policies.CHANGE)
def party_file_remove(request: Request, ref: str, pk: int) -> HttpResponse:
    party = party_or_404(request, ref)
    file = get_object_or_404(queries.files_of(party), pk=pk)
    actions.remove_file(by=request.user, party=party, attachment=file, at=clock.now())
    said = _("“%(name)s” is removed.") % {"name": file.name}
    return done(request, party, said, to=f"{address(party)}#files")
