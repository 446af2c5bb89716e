"""The vision, its aims, and what departments do for them: one page with its forms."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.alignment import actions, forms, policies, queries
from accord.features.alignment.models import Aim
from accord.features.alignment.queries import Line
from accord.foundation.accounts.names import ROLES
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])


def _home() -> str:
    return reverse("alignment:home")


def aim_or_404(pk: int) -> Aim:
    return get_object_or_404(queries.aims(closed=True), pk=pk)


@require_safe
@page(policies.VIEW)
def alignment(request: Request) -> HttpResponse:
    """Show the vision, who serves which aim, and where nobody does."""
    at, found = clock.now(), queries.alignment(request.user)
    may_set, may_serve = (rule.allows(request.user) for rule in (policies.SET, policies.SERVE))
    context = {
        "vision": queries.vision(), "may_set": may_set, "may_serve": may_serve,
        "aims": [
            {
                "aim": aim, "change": reverse("alignment:aim-change", kwargs={"pk": aim.pk}),
                "close": reverse("alignment:aim-close", kwargs={"pk": aim.pk}),
                "is_unserved": aim in found.unserved,
            }
            for aim in found.aims
        ],
        "lines": [_line(request, line, found.aims) for line in found.lines],
        "before": [
            {
                "words": visible(one.words), "who": one.by or _("The system"),
                "moment": formats.stamp(one.at, at=at), "reason": visible(one.reason),
            }
            for one in queries.visions()[:50]
        ],
        "here": {
            name: reverse(f"alignment:{name}") for name in ("vision", "aim-add", "serve")
        },
    }  # fmt: skip
    return show(request, "alignment/alignment.html", context)


def _line(request: Request, line: Line, aims: list[Aim]) -> dict[str, Any]:
    may_drop = policies.WITHDRAW.allows(request.user)
    return {
        "name": visible(line.department.name) if line.department else _("no department"),
        "people": line.people, "key_relations": line.keys,
        "roles": [(ROLES[role], line.roles[role]) for role in Role if line.roles[role]],
        "cells": [
            [
                {
                    "name": visible(one.initiative.name), "words": visible(one.words),
                    "href": reverse("initiatives:detail", kwargs={"ref": one.initiative.ref}),
                    "drop": reverse("alignment:service-drop", kwargs={"pk": one.pk})
                    if may_drop
                    else "",
                }
                for one in line.services.get(aim.pk, [])
            ]
            for aim in aims
        ],
        "unaligned": [
            (visible(one.name), reverse("initiatives:detail", kwargs={"ref": one.ref}))
            for one in line.unaligned
        ],
    }  # fmt: skip


def _sheet(title: str, save: str, **more: Any) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), back=_home(), trail=[(_("Vision"), _home())],
        **more,
    )  # fmt: skip


@both
@page(policies.SET)
def vision_set(request: Request) -> HttpResponse:
    now = queries.vision()
    form = forms.VisionForm(sheets.sent(request), initial={"words": now.words if now else ""})
    return sheets.filled(request, form, _sheet(_("Set the vision"), _("Save")), actions.set_vision)


@both
@page(policies.SET)
def aim_add(request: Request) -> HttpResponse:
    form = forms.AimForm(sheets.sent(request))
    return sheets.filled(request, form, _sheet(_("Add an aim"), _("Add")), actions.add_aim)


@both
@page(policies.SET)
def aim_change(request: Request, pk: int) -> HttpResponse:
    aim = aim_or_404(pk)
    form = forms.AimForm(sheets.sent(request), initial={"words": aim.words})
    words = _sheet(_("Change the aim"), _("Save"), version=aim.version)
    return sheets.filled(
        request, form, words, partial(actions.change_aim, aim=aim, seen=sheets.seen(request))
    )


@require_POST
@page(policies.SET)
def aim_close(request: Request, pk: int) -> HttpResponse:
    return sheets.pressed(
        request, partial(actions.close_aim, aim=aim_or_404(pk)), _("Closed."), _home()
    )


@both
@page(policies.SERVE)
def serve(request: Request) -> HttpResponse:
    """Say how an initiative serves an aim; ``?aim=3`` names one."""
    form = forms.ServeForm(
        sheets.sent(request), user=request.user, initial={"aim": request.GET.get("aim", "")}
    )
    words = _sheet(_("What serves which aim"), _("Save"))
    return sheets.filled(request, form, words, actions.serve)


@require_POST
@page(policies.WITHDRAW)
def service_drop(request: Request, pk: int) -> HttpResponse:
    service = get_object_or_404(queries.services_visible_to(request.user), pk=pk)
    return sheets.pressed(
        request, partial(actions.serve_no_longer, service=service), _("Removed."), _home()
    )
