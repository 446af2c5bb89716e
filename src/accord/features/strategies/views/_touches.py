"""Planned contacts: mine by day, and the forms that close, move and leave one out."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.features.engagement.states import Channel
from accord.features.strategies import actions, forms, policies, queries
from accord.features.strategies.models import Touch
from accord.features.strategies.panels import activity_address, touch_address
from accord.features.strategies.states import TouchState
from accord.features.strategies.views._shared import MOST, day, today
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.menu import door
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of

both = require_http_methods(["GET", "POST"])


def touch_or_404(request: Request, pk: int) -> Touch:
    return get_object_or_404(queries.touches_visible_to(request.user), pk=pk)


def row(request: Request, touch: Touch, log: str) -> dict[str, Any]:
    """Give one touch as both pages show it."""
    at, party = clock.now(), touch.party
    is_open = touch.state == TouchState.OPEN
    may = is_open and policies.TOUCH.allows(request.user, touch)
    return {
        "touch": touch, "party": party, "activity": visible(touch.activity.title),
        "channel": Channel(touch.activity.channel).label, "href": activity_address(touch.activity),
        "record": reverse("stakeholders:detail", kwargs={"ref": party.ref}),
        "owner": visible(touch.owner.name), "is_open": is_open,
        "due": formats.due(touch.due_on, at=at, since=touch.made_at) if is_open else None,
        "closed": day(touch.closed_on) if touch.closed_on else "",
        "state": TouchState(touch.state).label,
        "tone": "ok" if touch.state == TouchState.DONE else "",
        "is_late": bool(touch.closed_on and touch.closed_on > touch.due_on),
        "talk": page_of(touch.talk_ref), "reason": visible(touch.reason),
        "moved": day(touch.planned_on) if touch.planned_on != touch.due_on else "",
        "log": f"{log}?about={party.ref}" if may and log else "",
        "close": touch_address(touch, "touch-close") if may else "",
        "move": touch_address(touch, "touch-move") if may else "",
        "drop": touch_address(touch, "touch-drop") if may else "",
    }  # fmt: skip


@require_safe
@page(policies.VIEW)
def touch_list(request: Request) -> HttpResponse:
    """List the open contacts, soonest first: mine, or everybody's."""
    every = request.GET.get("whose") == "all"
    found = queries.touches_visible_to(request.user).filter(state=TouchState.OPEN)
    found = found if every else found.filter(owner=request.user.pk)
    here, log = reverse("strategies:touches"), door("log")
    touches = list(found.order_by("due_on", "pk")[: MOST + 1])
    context = {
        "rows": [row(request, touch, log) for touch in touches[:MOST]],
        "are_more": len(touches) > MOST, "every": every,
        "late": sum(touch.due_on < today() for touch in touches[:MOST]),
        "choices": [
            {"label": _("Mine"), "href": here, "on": not every},
            {"label": _("All"), "href": f"{here}?whose=all", "on": every},
        ],
    }  # fmt: skip
    return show(request, "strategies/touch_list.html", context)


def _on(touch: Touch, title: str, save: str) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), back=activity_address(touch.activity),
        sub=f"{visible(touch.activity.title)} · {visible(touch.party.name)}",
        trail=[(_("Planned contacts"), reverse("strategies:touches"))],
    )  # fmt: skip


@both
@page(policies.TOUCH)
def touch_close(request: Request, pk: int) -> HttpResponse:
    """Say that a contact took place which nobody logged as a talk."""
    touch = touch_or_404(request, pk)
    form = forms.CloseForm(sheets.sent(request), initial={"on": today()})
    words = _on(touch, _("It took place"), _("Save"))
    return sheets.filled(request, form, words, partial(actions.close_touch, touch=touch))


@both
@page(policies.TOUCH)
def touch_move(request: Request, pk: int) -> HttpResponse:
    touch = touch_or_404(request, pk)
    form = forms.MoveForm(sheets.sent(request), initial={"due_on": touch.due_on})
    words = _on(touch, _("Move to another day"), _("Move"))
    return sheets.filled(request, form, words, partial(actions.move_touch, touch=touch))


@both
@page(policies.TOUCH)
def touch_drop(request: Request, pk: int) -> HttpResponse:
    touch = touch_or_404(request, pk)
    form = forms.ReasonForm(sheets.sent(request))
    words = _on(touch, _("Leave this one out"), _("Leave out"))
    return sheets.filled(request, form, words, partial(actions.drop_touch, touch=touch))
