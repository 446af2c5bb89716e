"""One's own nudges: begin a letter, put it off, or say why not."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of
from accord.overview.nudges import actions, forms, policies, queries
from accord.overview.nudges.panels import row

both = require_http_methods(["GET", "POST"])


def _nudge_or_404(request: Request, key: str) -> queries.Nudge:
    found = queries.nudge_at(request.user, key, clock.now())
    if found is None:
        raise Http404
    return found


@require_safe
@page(policies.VIEW)
def nudge_list(request: Request) -> HttpResponse:
    found = queries.nudges_for(request.user, clock.now())
    return show(request, "nudges/nudge_list.html", {"rows": [row(one) for one in found]})


@require_POST
@page(policies.REPLY)
def nudge_begin(request: Request, key: str) -> HttpResponse:
    """Open the letter that was drafted; of what concerns nobody alone, its record."""
    one = _nudge_or_404(request, key)
    try:
        letter = actions.begin(by=request.user, nudge=one, at=clock.now())
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, reverse("nudges:list"))
    if letter is None:
        return redirect(page_of(one.ref))
    return redirect(reverse("letters:change", kwargs={"ref": letter.ref}))


def _on(title: str, sub: str, **more: Any) -> sheets.Sheet:
    here = reverse("nudges:list")
    return sheets.Sheet(
        title=title, save=_("Save"), said=_("Saved."), back=here,
        trail=[(_("Write first"), here)], sub=sub, **more,
    )  # fmt: skip


@both
@page(policies.REPLY)
def nudge_snooze(request: Request, key: str) -> HttpResponse:
    one = _nudge_or_404(request, key)
    form = forms.SnoozeForm(sheets.sent(request))
    words = _on(_("Put it off"), one.reason)
    return sheets.filled(request, form, words, partial(actions.snooze, nudge=one))


@both
@page(policies.REPLY)
def nudge_dismiss(request: Request, key: str) -> HttpResponse:
    one = _nudge_or_404(request, key)
    form = forms.DismissForm(sheets.sent(request))
    words = _on(_("Why not?"), one.reason, looks={"why": "pills"})
    return sheets.filled(request, form, words, partial(actions.dismiss, nudge=one))
