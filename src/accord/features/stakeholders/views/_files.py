"""Files of a record: attached, shown, given out and taken away, by who may do so to the record."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.stakeholders import actions, policies, queries
from accord.features.stakeholders.views._sheet import address, done, party_or_404
from accord.foundation.files.answers import answer
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import filing
from accord.foundation.ui.pages import Request, page


@require_http_methods(["GET", "POST"])
@page(policies.CHANGE)
def party_file_add(request: Request, ref: str) -> HttpResponse:
    """Keep the files that are given; each that is refused is named with the reason."""
    party = party_or_404(request, ref)
    policies.CHANGE.demand(request.user, party)
    back = f"{address(party)}#files"
    place = filing.Place(
        _("Attach files to %(name)s") % {"name": party.name},
        [(_("Stakeholders"), ""), (visible(party.name), back)],
        back,
    )
    return filing.taken(
        request, place,
        lambda files: actions.attach_files(
            by=request.user, party=party, files=files, at=clock.now()
        ),
        lambda said: done(request, party, said, to=back),
    )  # fmt: skip


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
