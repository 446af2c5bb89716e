"""The copies of a mailing that go by post: printed, and noted once they were posted."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.features.mailings import actions, exports, forms, policies, queries
from accord.features.mailings.models import Mailing
from accord.features.mailings.panels import address
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import moment_on
from accord.foundation.ui import formats, papers, sheets
from accord.foundation.ui.pages import Request, page


def _mailing_or_404(request: Request, ref: str) -> Mailing:
    found = get_object_or_404(queries.visible_to(request.user), ref=ref)
    if not policies.POST.allows(request.user, found):
        raise Http404
    return found


@require_safe
@page(policies.POST)
def mailing_paper(request: Request, ref: str) -> HttpResponse:
    mailing = _mailing_or_404(request, ref)
    body = exports.mailing_paper(request.user, mailing, clock.now())
    return papers.answer(body, mailing.ref)


@require_http_methods(["GET", "POST"])
@page(policies.POST)
def mailing_posted(request: Request, ref: str) -> HttpResponse:
    mailing, at = _mailing_or_404(request, ref), clock.now()
    form = forms.PostedForm(sheets.sent(request), initial={"posted_at": formats.local(at)})
    words = sheets.Sheet(
        title=_("They were posted"), save=_("Note it"), said=_("Noted with each of them."),
        back=address(mailing),
        trail=[(_("Mailings"), reverse("mailings:list")), (mailing.ref, address(mailing))],
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        moment = moment_on(given["posted_at"], settings.HOUSE_TIME_ZONE, at)
        return actions.note_posted(by=request.user, mailing=mailing, posted_at=moment, at=at)

    return sheets.answer(request, form, words, act)
