"""The way back: one address that undoes what one transaction did."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accord.foundation.journal import undo as journal
from accord.foundation.journal.policies import UNDO
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import toasts
from accord.foundation.ui.pages import Request, page


def undo_address(entry_id: int) -> str:
    return reverse("ui:undo", kwargs={"entry_id": entry_id})


@require_POST
@page(UNDO)
def change_undo(request: Request, entry_id: int) -> HttpResponse:
    """Undo, say what was left alone because somebody wrote since, offer to redo."""
    try:
        done = journal.undo(by=request.user, entry_id=entry_id, at=clock.now())
    except Refusal as refusal:
        return _answer(request, str(refusal) or _("You may not undo this."), kind="bad")
    said = _("Undone.")
    if done.kept:
        left = len(done.kept)
        said = ngettext(
            "Undone. %(n)s thing that somebody changed since was left as it is.",
            "Undone. %(n)s things that somebody changed since were left as they are.",
            left,
        ) % {"n": left}
    return _answer(request, said, undo=undo_address(done.entry_id))


def _answer(request: Request, said: str, *, undo: str = "", kind: str = "ok") -> HttpResponse:
    back = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    toasts.tell(request, said, undo=undo, kind=kind)
    if request.htmx or "application/json" in request.headers.get("Accept", ""):
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return redirect(back)
