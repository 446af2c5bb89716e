from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from accord.foundation.fields import policies
from accord.foundation.fields.models import SavedView, Scope
from accord.foundation.journal.change import change
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor


def save_view(
    *, by: Actor, area: str, name: str, state: dict[str, Any], at: datetime,
    scope: str = Scope.PRIVATE,
) -> SavedView:  # fmt: skip
    """Keep a list as it stands under a name. Sharing it asks for more than keeping it."""
    department_id = getattr(by, "department_id", None)
    view = SavedView(
        area=area, name=_name(name), owner_id=by.pk, scope=Scope(scope), state=state,
        department_id=department_id if scope == Scope.TEAM else None,
    )  # fmt: skip
    if view.scope == Scope.TEAM and department_id is None:
        raise Invalid(_("You are in no department to share it with."), field="scope")
    with change(policies.KEEP_VIEW, by=by, at=at) as record:
        if view.scope != Scope.PRIVATE:
            policies.SHARE_VIEW.demand(by)
        last = SavedView.objects.filter(area=area).aggregate(last=Max("position"))["last"]
        view.position = (last or 0) + 1
        record.subject = view
        record.add(view)
    return view


def keep_view(
    *, by: Actor, view: SavedView, state: dict[str, Any], at: datetime, seen: int | None = None
) -> SavedView:
    """Let a view of one's own hold the list as it stands now."""
    with change(policies.KEEP_VIEW, by=by, at=at, subject=view, seen=seen) as record:
        record.set(view, state=state)
    return view


def rename_view(*, by: Actor, view: SavedView, name: str, at: datetime) -> SavedView:
    with change(policies.KEEP_VIEW, by=by, at=at, subject=view) as record:
        record.set(view, name=_name(name))
    return view


def pin_view(*, by: Actor, view: SavedView, is_pinned: bool, at: datetime) -> SavedView:
    """Put a view of one's own into the sidebar, or take it out."""
    with change(policies.KEEP_VIEW, by=by, at=at, subject=view) as record:
        record.set(view, is_pinned=is_pinned)
    return view


def remove_view(*, by: Actor, view: SavedView, at: datetime) -> None:
    with change(policies.REMOVE_VIEW, by=by, at=at, subject=view) as record:
        record.remove(view)


def _name(text: str) -> str:
    return said(text, "name", why=_("Give the view a name."))[:80]
