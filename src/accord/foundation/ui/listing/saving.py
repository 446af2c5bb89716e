"""Addresses of saved views: keep a list as it stands, under a name, for oneself or for others."""

import json
from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.foundation.accounts.models import User
from accord.foundation.fields import actions, queries
from accord.foundation.fields.models import SavedView, Scope
from accord.foundation.fields.policies import KEEP_VIEW, REMOVE_VIEW
from accord.foundation.journal.change import last_entry_id
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.registry import Registry
from accord.foundation.ui import toasts
from accord.foundation.ui.listing.state import State, View
from accord.foundation.ui.menu import Pin, address
from accord.foundation.ui.pages import Request, page
from accord.foundation.ui.undoing import undo_address


def saved_views(user: object, area: str) -> list[View]:
    """Give the views that somebody kept of a list, as its tabs take them."""
    return ask_saved_views(user, area)()


def ask_saved_views(user: object, area: str) -> Callable[[], list[View]]:
    """Ask for the same, to be had later."""
    asked = queries.ask_views(user, area)
    return lambda: [
        View(
            key=f"v{view.pk}",
            label=view.name,
            state=State.of(view.state),
            saved_id=view.pk,
            scope=view.scope,
            is_own=view.owner_id == getattr(user, "pk", None),
            is_pinned=view.is_pinned,
        )
        for view in asked()
    ]


# The page of each kind of list, by its area: the name of an address that takes ``view``.
areas: Registry[str] = Registry("list pages")


def pinned(user: User) -> Callable[[], list[Pin]]:
    """Ask for the views that somebody pinned, for their sidebar."""
    asked = queries.ask_pinned(user)
    return lambda: [
        Pin(name, f"{url}?view=v{key}")
        for key, name, area in asked()
        if area in areas and (url := address(areas[area]))
    ]


@require_POST
@page(KEEP_VIEW)
def view_save(request: Request) -> HttpResponse:
    """Keep the list that was shown under a name of its own, and go there."""
    try:
        view = actions.save_view(
            by=request.user, area=request.POST.get("area", "")[:60],
            name=request.POST.get("name", ""), state=_state(request).kept(), at=clock.now(),
            scope=_scope(request),
        )  # fmt: skip
    except Refusal as refusal:
        return _refused(request, refusal)
    _told(request, _("Saved as “%(name)s”.") % {"name": view.name})
    return redirect(f"{_back(request)}?view=v{view.pk}")


@require_POST
@page(KEEP_VIEW)
def view_keep(request: Request, view_id: int) -> HttpResponse:
    """Let a view hold the list as it is shown now."""

    def act(view: SavedView) -> str:
        actions.keep_view(by=request.user, view=view, state=_state(request).kept(), at=clock.now())
        return _("“%(name)s” is saved.") % {"name": view.name}

    return _acted(request, view_id, act)


@require_POST
@page(KEEP_VIEW)
def view_rename(request: Request, view_id: int) -> HttpResponse:
    def act(view: SavedView) -> str:
        name = request.POST.get("name", "")
        actions.rename_view(by=request.user, view=view, name=name, at=clock.now())
        return _("The view is called “%(name)s” now.") % {"name": view.name}

    return _acted(request, view_id, act)


@require_POST
@page(KEEP_VIEW)
def view_pin(request: Request, view_id: int) -> HttpResponse:
    """Put a view into one's sidebar, or take it out."""

    def act(view: SavedView) -> str:
        pinned = not view.is_pinned
        actions.pin_view(by=request.user, view=view, is_pinned=pinned, at=clock.now())
        return _("In your sidebar now.") if pinned else _("Not in your sidebar any more.")

    return _acted(request, view_id, act)


@require_POST
@page(REMOVE_VIEW)
def view_remove(request: Request, view_id: int) -> HttpResponse:
    view = _found(request, view_id)
    try:
        actions.remove_view(by=request.user, view=view, at=clock.now())
    except Refusal as refusal:
        return _refused(request, refusal)
    _told(request, _("“%(name)s” is gone.") % {"name": view.name})
    return redirect(_back(request))


def _acted(request: Request, view_id: int, act: Callable[[SavedView], str]) -> HttpResponse:
    view = _found(request, view_id)
    try:
        said = act(view)
    except Refusal as refusal:
        return _refused(request, refusal)
    _told(request, said)
    return redirect(f"{_back(request)}?view=v{view_id}")


def _found(request: Request, view_id: int) -> SavedView:
    found = queries.view_visible_to(request.user, view_id)
    if found is None:
        raise Http404
    return found


def _state(request: Request) -> State:
    try:
        return State.of(json.loads(request.POST.get("state", "")))
    except ValueError:
        return State()


def _scope(request: Request) -> str:
    scope = request.POST.get("scope", "")
    return scope if scope in Scope.values else Scope.PRIVATE


def _told(request: Request, said: str) -> None:
    toasts.tell(request, said, undo=undo_address(last_entry_id()))


def _refused(request: Request, refusal: Refusal) -> HttpResponse:
    toasts.tell(request, str(refusal) or _("You may not do this."), kind="bad")
    return redirect(_back(request))


def _back(request: Request) -> str:
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        return "/"
    return back
