"""What several of these pages do alike: one form, one action, one way back."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from accord.foundation.kernel.errors import Conflict, Invalid, Refusal
from accord.foundation.ui import toasts
from accord.foundation.ui.pages import Request, show
from accord.foundation.ui.sheets import clashing
from accord.overview.admin.forms._fields import Versioned


def tried(form: Form, act: Callable[[], Any]) -> bool:
    """Do it; when it is refused, say so at the field that is wrong."""
    try:
        act()
    except Conflict as conflict:
        form.add_error(None, clashing(conflict))
        if isinstance(form, Versioned):
            form.read_anew(conflict.version)
    except Invalid as wrong:
        form.add_error(wrong.field if wrong.field in form.fields else None, str(wrong))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def done(
    request: Request, act: Callable[[], Any], said: str, back: str, *args: Any
) -> HttpResponse:
    """Do what a button asks, say how it went, and go back."""
    try:
        act()
    except Refusal as refusal:
        toasts.tell(request, str(refusal), kind="bad")
    else:
        toasts.tell(request, said)
    return redirect(back, *args)


def form_page(
    request: Request, form: Form, title: str, *, back: tuple[str, str], lead: str = "",
    verb: str = "",
) -> HttpResponse:  # fmt: skip
    """Show a page that is one form; ``back`` is the name and address of the page above it."""
    context = {
        "form": form, "title": title, "lead": lead, "verb": verb or _("Save"), "crumb": back[0],
        "back": resolve_url(back[1]),
    }  # fmt: skip
    return show(request, "admin/form.html", context)
