"""What a list page answers: the whole page, or to htmx the one piece of it that changes."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from accord.foundation.ui import shell
from accord.foundation.ui.listing.editing import chosen, editor_of
from accord.foundation.ui.listing.listing import Listing
from accord.foundation.ui.listing.showing import Shown
from accord.foundation.ui.listing.state import address
from accord.foundation.ui.pages import Request, show

Context = Callable[[Request, Shown], dict[str, Any]]
PIECES = {
    "rows": "ui/list_rows.html",
    "editor": "ui/list_editor.html",
    "views": "ui/list_views.html",
}


def answer(
    request: Request, listing: Listing, template: str, context: Context | None = None
) -> HttpResponse:
    """Show ``listing`` as the address asks for it.

    ``template`` has a block ``list`` that holds everything which changes with the state; it
    includes ``ui/list.html`` and gets the list as ``list``. ``context`` gives what else it needs.
    """
    along = None if request.htmx else partial(shell.ask, request)
    shown = Shown(listing, request.GET, along)
    if "set" in request.GET:
        return _changed(shown)
    piece = request.GET.get("part", "") if request.htmx else ""
    if piece == "views":
        shown.fresh_counts()
    given: dict[str, Any] = {"list": shown, "editor": editor_of(shown)}
    if piece in PIECES:
        return show(request, PIECES[piece], {**given, "with_tally": True})
    if context is not None:
        given |= context(request, shown)
    _ = shown.rows_html  # before the frame is drawn, which needs what was asked along
    return show(request, template, given, fragment="list")


def _changed(shown: Shown) -> HttpResponse:
    """Put what the form of a filter sent into the state, and show it under its plain address."""
    sent = chosen(shown.listing, shown.asked)
    state = shown.state
    if sent is not None:
        place, use = sent
        state = state.holding(place, use)
    return redirect(shown.listing.address + address(shown.view, state))
