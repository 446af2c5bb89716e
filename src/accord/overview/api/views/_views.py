"""Saved views of lists: kept, shared, renamed, pinned, removed."""

from typing import Any

from ninja import Query, Router

from accord.foundation.fields import actions
from accord.foundation.fields.policies import KEEP_VIEW, REMOVE_VIEW
from accord.foundation.kernel import clock
from accord.foundation.ui.listing.state import State
from accord.overview.api import actions as own
from accord.overview.api import queries
from accord.overview.api.forms import views as f
from accord.overview.api.forms import words
from accord.overview.api.views._operation import Request, held, reads, seen, writes

router = Router(tags=["saved views"])


@reads(router, "/views", KEEP_VIEW, list[f.ViewTold])
def list_views(request: Request, asked: Query[f.ViewsAsked]) -> Any:
    """List your views of a list, those of your departments, and those for everyone."""
    return queries.views(request.user, asked.area)


@writes(router, "POST", "/views", KEEP_VIEW, f.ViewTold, 201)
def save_view(request: Request, given: f.ViewGiven) -> Any:
    """Keep how a list stands under a name, for yourself or for others."""
    made = actions.save_view(
        by=request.user, area=given.area, name=given.name, state=_state(given.state),
        scope=given.scope, at=clock.now(),
    )  # fmt: skip
    return queries.view(request.user, made)


@writes(router, "PATCH", "/views/{int:key}", KEEP_VIEW, f.ViewTold)
def change_view(request: Request, key: int, given: f.ViewChanged) -> Any:
    """Write what is named into a view of your own; needs If-Match or `version`."""
    found = queries.view_at(request.user, key)
    version = seen(request, found, given.version)
    if version is not None:
        own.hold(row=found, version=version)
    on: dict[str, Any] = {"by": request.user, "view": found, "at": clock.now()}
    if "state" in given.model_fields_set:
        actions.keep_view(state=_state(given.state), **on)
    if "name" in given.model_fields_set:
        actions.rename_view(name=given.name, **on)
    if "is_pinned" in given.model_fields_set:
        actions.pin_view(is_pinned=given.is_pinned, **on)
    return queries.view(request.user, queries.view_at(request.user, key))


@writes(router, "DELETE", "/views/{int:key}", REMOVE_VIEW, words.NumberTold)
def remove_view(request: Request, key: int) -> Any:
    found = held(request, queries.view_at(request.user, key))
    actions.remove_view(by=request.user, view=found, at=clock.now())
    return {"id": key}


def _state(given: f.ViewState) -> dict[str, Any]:
    return State.of(given.model_dump()).kept()
