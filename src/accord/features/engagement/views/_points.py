"""The points of a talk: noted, changed, followed up, settled, struck."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accord.features.engagement import actions, forms, panels, policies, queries
from accord.features.engagement.models import Interaction, Point
from accord.features.engagement.views._found import talk_or_404, trail_of
from accord.foundation.kernel import clock
from accord.foundation.ui import sheets
from accord.foundation.ui.pages import Request, page

both = require_http_methods(["GET", "POST"])


def _found(request: Request, ref: str, pk: int) -> tuple[Interaction, Point]:
    talk = talk_or_404(request, ref)
    return talk, get_object_or_404(talk.points.select_related("interaction", "task"), pk=pk)


def _words(talk: Interaction, title: str, save: str, said: str, **more: Any) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=said, back=panels.address(talk), trail=trail_of(talk), **more
    )


@both
@page(policies.POINT)
def point_add(request: Request, ref: str) -> HttpResponse:
    talk = talk_or_404(request, ref)
    words = _words(talk, _("Note a point"), _("Note"), _("Noted."))
    form = forms.PointForm(sheets.sent(request))
    return sheets.answer(
        request, form, words,
        lambda given: actions.note_point(by=request.user, talk=talk, at=clock.now(), **given),
    )  # fmt: skip


@both
@page(policies.POINT)
def point_change(request: Request, ref: str, pk: int) -> HttpResponse:
    talk, point = _found(request, ref, pk)
    shown = {"text": point.text, "needs_follow_up": point.needs_follow_up}
    form = forms.PointForm(sheets.sent(request), initial=shown)
    words = _words(talk, _("Change this point"), _("Save"), _("Saved."), version=point.version)
    return sheets.answer(
        request, form, words,
        lambda given: actions.change_point(
            by=request.user, point=point, at=clock.now(), seen=sheets.seen(request), **given
        ),
    )  # fmt: skip


@both
@page(policies.POINT)
def point_follow_up(request: Request, ref: str, pk: int) -> HttpResponse:
    """Plan the task that follows a point up; from then on it says how the point stands."""
    talk, point = _found(request, ref, pk)
    form = forms.FollowUpForm(sheets.sent(request), initial={"owner": request.user.pk})
    words = _words(talk, _("Follow this up"), _("Plan a task"), _("Planned."), sub=point.text)
    parties = list(queries.parties_of(request.user, talk))
    return sheets.answer(
        request, form, words,
        lambda given: actions.follow_up(
            by=request.user, point=point, parties=parties, owner_id=given["owner"].pk,
            due_at=given["due_at"], at=clock.now(),
        ),
    )  # fmt: skip


def _acted(
    request: Request, ref: str, pk: int, act: Callable[..., object], said: str
) -> HttpResponse:
    talk, point = _found(request, ref, pk)
    back = panels.address(talk)
    return sheets.pressed(request, partial(act, point=point), said, back)


@require_POST
@page(policies.POINT)
def point_settle(request: Request, ref: str, pk: int) -> HttpResponse:
    return _acted(request, ref, pk, actions.settle_point, _("Settled."))


@require_POST
@page(policies.POINT)
def point_reopen(request: Request, ref: str, pk: int) -> HttpResponse:
    return _acted(request, ref, pk, actions.reopen_point, _("It is open again."))


@require_POST
@page(policies.POINT)
def point_strike(request: Request, ref: str, pk: int) -> HttpResponse:
    return _acted(request, ref, pk, actions.strike_point, _("Taken away."))
