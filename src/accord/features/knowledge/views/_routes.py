"""The rules by which notes find their readers."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.knowledge import actions, forms, policies, queries
from accord.features.knowledge.models import Route
from accord.features.knowledge.states import REQUIRED, Duty, Kind
from accord.foundation.accounts.names import ROLES
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.text import visible
from accord.foundation.ui import sheets
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])
LOOKS = {"duty": "pills"}


@require_safe
@page(policies.VIEW)
def route_list(request: Request) -> HttpResponse:
    """List the rules that count: which notes, who reads them, why."""
    may = policies.ROUTE.allows(request.user)
    found = list(queries.routes(request.user))
    about = initiatives_visible_to(request.user).filter(pk__in=[one.initiative_id for one in found])
    seen = dict(about.values_list("pk", "name"))
    context = {
        "rows": [_row(one, seen, may=may) for one in found],
        "add": reverse("knowledge:route-add") if may else "",
        "trail": _trail(),
    }
    return show(request, "knowledge/route_list.html", context)


def _row(one: Route, seen: dict[int, str], *, may: bool) -> dict[str, Any]:
    which = [str(Kind(one.kind).label)] if one.kind else []
    which += [_("topic: %(words)s") % {"words": one.topic}] if one.topic else []
    if one.initiative_id:
        which.append(seen.get(one.initiative_id) or _("an initiative you may not see"))
    who = [one.department.name] if one.department else []
    who += [str(ROLES[Role(one.role)])] if one.role else []
    who += [_("works on the initiative of the note")] if one.is_of_initiative else []
    owes = str(Duty(one.duty).label)
    if one.duty in REQUIRED:
        days = ngettext("within %(n)s day", "within %(n)s days", one.days) % {"n": one.days}
        owes = f"{owes}, {days}"
    acts = {verb: reverse(f"knowledge:route-{verb}", args=[one.pk]) for verb in ("change", "end")}
    return {
        "name": visible(one.name), "reason": visible(one.reason), "owes": owes,
        "which": visible(" · ".join(which)) or _("every note"),
        "who": visible(" · ".join(who)), "acts": acts if may else {},
    }  # fmt: skip


def _trail() -> list[tuple[str, str]]:
    return [(_("Knowledge"), reverse("knowledge:list"))]


def _sheet(title: str, **more: Any) -> sheets.Sheet:
    here = reverse("knowledge:routes")
    return sheets.Sheet(
        title=title, save=_("Save"), said=_("Saved."), back=here, looks=LOOKS,
        trail=[*_trail(), (_("Who must know"), here)], **more,
    )  # fmt: skip


@both
@page(policies.ROUTE)
def route_add(request: Request) -> HttpResponse:
    form = forms.RouteForm(sheets.sent(request), user=request.user)

    def act(_given: dict[str, Any]) -> object:
        return actions.add_route(by=request.user, details=form.details(), at=clock.now())

    return sheets.answer(request, form, _sheet(_("A rule: who must know")), act)


@both
@page(policies.ROUTE)
def route_change(request: Request, pk: int) -> HttpResponse:
    route = get_object_or_404(queries.routes(request.user), pk=pk)
    initial = {name: getattr(route, name) for name in forms.RouteForm.base_fields}
    form = forms.RouteForm(sheets.sent(request), user=request.user, initial=initial)

    def act(_given: dict[str, Any]) -> object:
        return actions.change_route(
            by=request.user, route=route, details=form.details(), at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip

    words = _sheet(_("A rule: who must know"), sub=visible(route.name), version=route.version)
    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.ROUTE)
def route_end(request: Request, pk: int) -> HttpResponse:
    route, back = (
        get_object_or_404(queries.routes(request.user), pk=pk),
        reverse("knowledge:routes"),
    )
    return sheets.pressed(
        request, partial(actions.end_route, route=route), _("The rule counts no longer."), back
    )
