"""The agenda of a meeting, and who is asked to come."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accord.features.meetings import actions, forms, policies, queries
from accord.features.meetings.views._found import (
    address,
    invitee_or_404,
    item_or_404,
    meeting_or_404,
    on,
)
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import sheets
from accord.foundation.ui.pages import Request, page

both = require_http_methods(["GET", "POST"])


@both
@page(policies.PLAN)
def agenda_prepare(request: Request, ref: str) -> HttpResponse:
    """Offer what waits between us: promises both ways, open points, trade-offs, tasks."""
    meeting = meeting_or_404(request, ref)
    proposals = queries.proposals_for(request.user, meeting)
    form = forms.TakeUpForm(sheets.sent(request), proposals=proposals)
    sub = "" if proposals else _("Nothing is open between you and those invited.")
    words = on(meeting, _("What waits between us"), _("Put on the agenda"), sub=sub)

    def act(_given: dict[str, Any]) -> object:
        return actions.take_up(
            by=request.user, meeting=meeting, proposals=form.proposals(), at=clock.now()
        )

    return sheets.answer(request, form, words, act)


@both
@page(policies.PLAN)
def item_add(request: Request, ref: str) -> HttpResponse:
    meeting = meeting_or_404(request, ref)
    form = forms.ItemForm(sheets.sent(request))

    def act(_given: dict[str, Any]) -> object:
        return actions.add_item(
            by=request.user, meeting=meeting, details=form.details(), at=clock.now()
        )

    return sheets.answer(request, form, on(meeting, _("Add to the agenda"), _("Add")), act)


@both
@page(policies.PLAN)
def item_change(request: Request, ref: str, pk: int) -> HttpResponse:
    item = item_or_404(request, ref, pk)
    names = ("title", "minutes", "kind", "presenter")
    form = forms.ItemForm(
        sheets.sent(request), initial={name: getattr(item, name) for name in names}
    )
    title = _("Take up what was proposed") if item.is_proposed else _("Change this item")

    def act(_given: dict[str, Any]) -> object:
        return actions.change_item(
            by=request.user, item=item, details=form.details(), at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip

    words = on(item.meeting, title, _("Save"), version=item.version)
    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.PLAN)
def item_up(request: Request, ref: str, pk: int) -> HttpResponse:
    return _moved(request, ref, pk, up=True)


@require_POST
@page(policies.PLAN)
def item_down(request: Request, ref: str, pk: int) -> HttpResponse:
    return _moved(request, ref, pk, up=False)


def _moved(request: Request, ref: str, pk: int, *, up: bool) -> HttpResponse:
    item = item_or_404(request, ref, pk)
    policies.PLAN.demand(request.user, item)
    return sheets.pressed(
        request, partial(actions.move_item, item=item, up=up), _("Moved."), address(item.meeting)
    )


@require_POST
@page(policies.PLAN)
def item_drop(request: Request, ref: str, pk: int) -> HttpResponse:
    item = item_or_404(request, ref, pk)
    policies.PLAN.demand(request.user, item)
    return sheets.pressed(
        request, partial(actions.drop_item, item=item), _("Removed."), address(item.meeting)
    )


@both
@page(policies.PLAN)
def item_task(request: Request, ref: str, pk: int) -> HttpResponse:
    """Have a task see to an item."""
    item = item_or_404(request, ref, pk)
    form = forms.TaskForm(sheets.sent(request), initial={"owner": request.user.pk})
    words = on(item.meeting, _("Make it a task"), _("Make a task"), sub=visible(item.title))

    def act(given: dict[str, Any]) -> object:
        return actions.make_task(
            by=request.user, item=item, owner_id=given["owner"].pk, due_at=given["due_at"],
            at=clock.now(),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.PLAN)
def invitee_address(request: Request, ref: str, pk: int) -> HttpResponse:
    one = invitee_or_404(request, ref, pk)
    form = forms.AddressForm(sheets.sent(request), initial={"email": one.email})
    words = on(one.meeting, _("Where it goes to"), _("Save"), sub=visible(one.name))
    return sheets.filled(request, form, words, partial(actions.set_address, invitee=one))


@both
@page(policies.PLAN)
def invitee_answer(request: Request, ref: str, pk: int) -> HttpResponse:
    one = invitee_or_404(request, ref, pk)
    form = forms.AnswerForForm(
        sheets.sent(request), initial={"answer": one.answer, "words": one.words}
    )
    words = on(one.meeting, _("Note their answer"), _("Save"), sub=visible(one.name))
    return sheets.filled(request, form, words, partial(actions.answer_for, invitee=one))


@require_POST
@page(policies.PLAN)
def invitee_drop(request: Request, ref: str, pk: int) -> HttpResponse:
    one = invitee_or_404(request, ref, pk)
    policies.PLAN.demand(request.user, one)
    return sheets.pressed(
        request, partial(actions.uninvite, invitee=one), _("Removed."), address(one.meeting)
    )
