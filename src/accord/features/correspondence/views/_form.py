"""The page on which anybody may write to us, and who of us reads it.

No account, no script needed.
"""

from secrets import token_hex
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accord.features.correspondence import actions, forms, policies, queries
from accord.foundation.accounts import browsers
from accord.foundation.accounts.links import absolute
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.kernel.text import visible
from accord.foundation.ui import sheets, toasts
from accord.foundation.ui.pages import Request, page, public, show

both = require_http_methods(["GET", "POST"])
FOR_ALL = "anybody may write to us"


@both
@public(FOR_ALL)
def write_to_us(request: HttpRequest) -> HttpResponse:
    """Take in what a stranger writes, where that is open."""
    found = queries.open_form()
    if found is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = forms.WriteForm(posted, initial={"once": token_hex(16)})
    if form.is_valid():
        try:
            actions.write_to_us(
                by=SYSTEM, written=actions.Written(**form.cleaned_data), at=clock.now(),
                network=browsers.network(request),
            )  # fmt: skip
        except Refusal as refusal:
            sheets.refused(form, refusal)
        else:
            toasts.tell(request, _("Thank you. We have your letter, and answer to your address."))
            return redirect("correspondence:write")
    context = {
        "form": form, "words": visible(found.words), "house": visible(settings.ORGANISATION),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return show(request, "correspondence/write_to_us.html", context, status=status)


@both
@page(policies.SET_FORM)
def form_set(request: Request) -> HttpResponse:
    """Say who reads what is written there, and whether one may write."""
    found = queries.form_set()
    initial: dict[str, Any] = {}
    if found is not None:
        initial = {"reader": found.reader_id, "words": found.words, "is_open": found.is_open}
    form = forms.ContactFormForm(sheets.sent(request), initial=initial)
    inbox, here = reverse("correspondence:list"), reverse("correspondence:form")
    may_read = policies.VIEW.allows(request.user)  # administrators set it, and read no mail
    words = sheets.Sheet(
        title=_("Page for letters"), save=_("Save"), said=_("Saved."),
        back=inbox if may_read else here, trail=[(_("Inbox"), inbox)] if may_read else [],
        sub=_("Whoever opens %(address)s can write to you without an account.")
        % {"address": absolute(reverse("correspondence:write"))},
    )  # fmt: skip
    return sheets.filled(request, form, words, actions.set_form)
