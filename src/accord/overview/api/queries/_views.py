"""Saved views, as the API tells them."""

from typing import Any

from accord.foundation.accounts.models import User
from accord.foundation.fields import queries as fields
from accord.foundation.fields.models import SavedView
from accord.foundation.ui.listing.state import State
from accord.overview.api.errors import missing
from accord.overview.api.queries._paging import Row
from accord.overview.api.queries._pieces import brief


def views(user: Any, area: str) -> list[Row]:
    """Give one's own views of a list, those of one's departments, and those for everyone."""
    found = fields.views_visible_to(user, area)
    owners = User.objects.in_bulk({one.owner_id for one in found})
    return [_view(user, one, owners.get(one.owner_id)) for one in found]


def view(user: Any, one: SavedView) -> Row:
    return _view(user, one, User.objects.filter(pk=one.owner_id).first())


def _view(user: Any, one: SavedView, owner: User | None) -> Row:
    same = ("area", "name", "scope", "version")
    return {
        "id": one.pk, **{name: getattr(one, name) for name in same}, "owner": brief(owner),
        "is_pinned": one.is_pinned and one.owner_id == user.pk,
        "state": State.of(one.state).kept(),
    }  # fmt: skip


def view_at(user: Any, key: int) -> SavedView:
    found = fields.view_visible_to(user, key)
    if found is None:
        raise missing()
    return found
