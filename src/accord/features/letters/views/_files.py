"""Files of a letter: enclosed, shown, given out and taken out while it is a draft."""

from functools import partial

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.letters import actions, policies, queries
from accord.features.letters.panels import address
from accord.features.letters.views._letters import letter_or_404, own_or_404, trail_of
from accord.foundation.files.answers import answer
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import filing, sheets
from accord.foundation.ui.pages import Request, page


@require_http_methods(["GET", "POST"])
@page(policies.WRITE)
def letter_file_add(request: Request, ref: str) -> HttpResponse:
    letter = own_or_404(request, ref)
    back = f"{address(letter)}#files"
    steps = trail_of((letter.ref, address(letter)))
    place = filing.Place(_("Attach files to %(ref)s") % {"ref": letter.ref}, steps, back)
    try:
        return filing.taken(
            request, place,
            lambda files: actions.enclose(
                by=request.user, letter=letter, files=files, at=clock.now()
            ),
            lambda said: sheets.done(request, said, back),
        )  # fmt: skip
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, back)


@require_safe
@page(policies.VIEW)
def letter_file(request: Request, ref: str, pk: int) -> HttpResponseBase:
    """Give a file out, always to be kept, never to be run."""
    return answer(get_object_or_404(queries.files_of(letter_or_404(request, ref)), pk=pk))


@require_safe
@page(policies.VIEW)
def letter_file_preview(request: Request, ref: str, pk: int) -> HttpResponseBase:
    found = get_object_or_404(queries.files_of(letter_or_404(request, ref)), pk=pk)
    return answer(found, is_preview=True)


@require_POST
@page(policies.WRITE)
def letter_file_remove(request: Request, ref: str, pk: int) -> HttpResponse:
    letter, back = own_or_404(request, ref), f"/letters/{ref}/#files"
    file = get_object_or_404(queries.files_of(letter), pk=pk)
    return sheets.pressed(
        request,
        partial(actions.take_out, letter=letter, attachment=file),
        _("“%(name)s” is removed.") % {"name": file.name},
        back,
    )
