"""A letter on paper: the file to print, and that it was posted."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.features.letters import actions, exports, forms, policies, queries
from accord.features.letters.panels import address
from accord.features.letters.views._letters import own_or_404, trail_of
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import moment_on
from accord.foundation.ui import formats, papers, sheets
from accord.foundation.ui.pages import Request, page


@require_safe
@page(policies.POST)
def letter_paper(request: Request, ref: str) -> HttpResponse:
    letter = own_or_404(request, ref)
    rows = queries.rows_seen(request.user, queries.addressees_of(letter))
    if not rows:
        raise Http404
    return papers.answer(exports.letter_paper(letter, rows, clock.now()), letter.ref)


@require_http_methods(["GET", "POST"])
@page(policies.POST)
def letter_posted(request: Request, ref: str) -> HttpResponse:
    """Say on which day it was posted; it is filed with everybody it went to."""
    letter, at = own_or_404(request, ref), clock.now()
    form = forms.PostedForm(sheets.sent(request), initial={"posted_at": formats.local(at)})
    words = sheets.Sheet(
        title=_("It was posted"), save=_("File it"), said=_("Filed as a letter."),
        back=address(letter), trail=trail_of((letter.ref, address(letter))),
        sub=_("It is filed with everybody it is for, as it reads now."),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        moment = moment_on(given["posted_at"], settings.HOUSE_TIME_ZONE, at)
        return actions.note_posted(by=request.user, letter=letter, posted_at=moment, at=at)

    return sheets.answer(request, form, words, act)
