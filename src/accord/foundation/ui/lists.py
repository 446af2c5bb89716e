"""List pages that need no template of their own: a headline, one thing to add, the list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts.queries import people
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import toasts
from accord.foundation.ui.listing import Asking, Listing, answer
from accord.foundation.ui.listing.filters import ME, Choices
from accord.foundation.ui.listing.showing import Shown
from accord.foundation.ui.listing.taking import take
from accord.foundation.ui.pages import Request

TEMPLATE = "ui/list_page.html"


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """The words around a list.

    ``headline`` says what is true now of what is shown. ``add`` opens a form in a drawer, or is
    empty where one may not. ``empty`` and ``hint`` stand where nothing was ever added.
    """

    title: str
    headline: Callable[[Shown], str]
    icon: str
    empty: str
    hint: str
    add: str = ""
    add_label: str = ""


def person_choices(_asking: Asking) -> Choices:
    """Give what a filter on one of ours may be asked for: oneself first."""
    return [(ME, _("me")), *((str(person.pk), person.name) for person in people())]


def answer_page(request: Request, listing: Listing, words: ListPage) -> HttpResponse:
    def context(_request: Request, shown: Shown) -> dict[str, Any]:
        return {"words": words, "headline": words.headline(shown)}

    return answer(request, listing, TEMPLATE, context)


def answer_file(request: Request, listing: Listing) -> HttpResponseBase:
    """Give the list as it is shown, as a file."""
    shown = Shown(listing, request.GET)
    try:
        return take(shown, request.GET.get("as", "csv"))
    except Refusal as refusal:
        toasts.tell(request, str(refusal), kind="bad")
        return redirect(shown.here)
