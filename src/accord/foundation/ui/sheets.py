"""A form in a drawer (or on a page of its own), one action behind it, a toast with its undo."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import names_of
from accord.foundation.journal.change import last_entry_id
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Conflict, Invalid, Refusal
from accord.foundation.kernel.text import visible
from accord.foundation.ui import toasts
from accord.foundation.ui.pages import Request, show
from accord.foundation.ui.undoing import undo_address

TEMPLATE = "ui/form_sheet.html"


class Act(Protocol):
    """An action of which only who does it, and when, is still to be said."""

    def __call__(self, *, by: User, at: datetime) -> object: ...


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The words of one form. ``back`` is where it leads when it was a page of its own.

    ``trail`` are the steps (label, address) that stand above it; ``sub`` says a sentence below
    the title; ``looks`` dresses fields by name, as the ``field`` macro knows them. ``version`` is
    that of the record whose facts the form shows; it comes back as ``seen``. What ``is_lasting``
    offers no undo.
    """

    title: str
    save: str
    said: str
    back: str
    trail: Sequence[tuple[str, str]] = ()
    sub: str = ""
    looks: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None
    is_lasting: bool = False

    @property
    def steps(self) -> list[tuple[str, str]]:
        return [*self.trail, (self.title, "")]


def answer(
    request: Request, form: Form, words: Sheet, act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Show ``form``; once it is right, do ``act`` with its answers."""
    shown = words.version if seen(request) is None else seen(request)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Conflict as conflict:
            form.add_error(None, clashing(conflict))
            shown = conflict.version  # who now saves again has read it
        except Refusal as refusal:
            refused(form, refusal)
        else:
            return done(request, words.said, words.back, is_lasting=words.is_lasting)
    fragment = "fields" if form.is_bound else "drawer"
    status = 422 if form.is_bound else 200
    context = {"form": form, "words": words, "seen": shown}
    return show(request, TEMPLATE, context, fragment=fragment, status=status)


def filled(request: Request, form: Form, words: Sheet, act: Callable[..., object]) -> HttpResponse:
    """Do the same for an action that takes the fields of ``form`` as they are."""
    return answer(request, form, words, lambda given: act(by=request.user, at=clock.now(), **given))


def sent(request: Request) -> QueryDict | None:
    """Give what was sent, also when every field was left empty; nothing when it was only asked."""
    return request.POST if request.method == "POST" else None


def seen(request: Request) -> int | None:
    """Give the version that the person had before them, if the form told."""
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() else None


def clashing(conflict: Conflict) -> str:
    """Say who wrote what meanwhile, and how to keep one's own words."""
    clash = conflict.clashes[0]
    told = {
        "who": names_of([clash.by_id]).get(clash.by_id or 0, _("Somebody")),
        "theirs": visible(str(clash.theirs)) if isinstance(clash.theirs, str) else "",
    }
    if told["theirs"]:
        words = _("%(who)s changed this meanwhile, to “%(theirs)s”. Save again to keep yours.")
    else:
        words = _("%(who)s changed this meanwhile. Save again to keep yours.")
    return words % told


def refused(form: Form, refusal: Refusal) -> None:
    """Put a refusal where it belongs: at its field, or above the form."""
    name = refusal.field if isinstance(refusal, Invalid) else ""
    form.add_error(name if name in form.fields else None, str(refusal) or _("Not allowed."))


def done(request: Request, said: str, back: str, *, is_lasting: bool = False) -> HttpResponse:
    """Say what happened, offer to undo it; a drawer closes over the page it was opened on."""
    toasts.tell(request, said, undo="" if is_lasting else undo_address(last_entry_id()))
    if request.htmx:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = _here(request) or back
        return response
    return redirect(back)


def pressed(
    request: Request, act: Act, said: str, back: str, *, stay: str = "", is_lasting: bool = False
) -> HttpResponse:
    """Do what a button asks for, or tell why not: on ``stay``, where ``back`` would be gone."""
    try:
        act(by=request.user, at=clock.now())
    except Refusal as refusal:
        return refusal_told(request, refusal, stay or back)
    return done(request, said, back, is_lasting=is_lasting)


def ticked(request: Request, said: str, back: str) -> HttpResponse:
    """Answer a tick: to our script with a toast over the same page, else by going back."""
    undo = undo_address(last_entry_id())
    if request.htmx:
        return toasts.with_toast(HttpResponse(status=204), said, undo=undo)
    toasts.tell(request, said, undo=undo)
    return redirect(back)


def refusal_told(request: Request, refusal: Refusal, back: str) -> HttpResponse:
    """Tell why a button did nothing."""
    said = str(refusal) or _("Not allowed.")
    if request.htmx:
        return toasts.with_toast(HttpResponse(status=409), said, kind="bad")
    toasts.tell(request, said, kind="bad")
    return redirect(back)


def _here(request: Request) -> str:
    """Give the page that a drawer lies over, when it is one of ours."""
    here = request.htmx.current_url or ""
    return here if url_has_allowed_host_and_scheme(here, {request.get_host()}) else ""
