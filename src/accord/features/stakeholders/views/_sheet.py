"""A form in a drawer (or on a page of its own), one action behind it, a toast with its undo."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import led_on, party_seen
from accord.foundation.journal.change import last_entry_id
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import addresses, toasts
from accord.foundation.ui.pages import Request, show
from accord.foundation.ui.sheets import refused
from accord.foundation.ui.undoing import undo_address


def party_or_404(request: Request, ref: str) -> Party:
    """Find a party that this person may see; another answers like one that is not there."""
    found: list[Party] = party_seen(request.user, ref)
    if not found:
        raise Http404
    return found[0]


def merged_or_404(request: Request, ref: str) -> Party:
    """Find the party that a merged one's reference leads on to, among those one may see."""
    found = led_on(request.user, ref)
    if found is None:
        raise Http404
    return found


def address(party: Party) -> str:
    return addresses.to("stakeholders:detail", kwargs={"ref": party.ref})


def done(request: Request, party: Party, said: str, *, to: str = "") -> HttpResponse:
    """Say what happened, offer to undo it, and go back to the record."""
    toasts.tell(request, said, undo=undo_address(last_entry_id()))
    target = to or address(party)
    if request.htmx:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = target
        return response
    return redirect(target)


def sheet(  # noqa: PLR0913 -- the words of one form
    request: Request,
    party: Party,
    form: Form,
    *,
    title: str,
    save: str,
    act: Callable[[dict[str, Any]], object],
    said: str,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show ``form``; once it is right, do ``act`` with its answers."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            return done(request, party, said)
    context = {"party": party, "form": form, "title": title, "save": save, **(more or {})}
    return show(
        request, "stakeholders/party_sheet.html", context, fragment="drawer",
        status=422 if form.is_bound else 200,
    )  # fmt: skip
