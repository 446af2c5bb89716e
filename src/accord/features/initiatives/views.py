"""The pages of initiatives: in what parties have a stake."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.initiatives import actions, forms, policies, queries
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.states import Kind
from accord.features.initiatives.tables import initiative_list as table
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import formats, histories, sheets
from accord.foundation.ui.lists import ListPage, answer_file, answer_page
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])
HISTORY = {
    "name": histories.Told(gettext_lazy("Name")),
    "kind": histories.Told(gettext_lazy("Kind"), lambda value: Kind(value).label),
    "owner_id": histories.Told(gettext_lazy("Owner")),
    "from_date": histories.Told(gettext_lazy("First day")),
    "until_date": histories.Told(gettext_lazy("Last day")),
    "is_active": histories.Told(
        pgettext_lazy("state", "Open"), lambda value: _("yes") if value else _("no")
    ),
}


def initiative_or_404(request: Request, ref: str) -> Initiative:
    """Find an initiative that this person may see."""
    found = queries.visible_to(request.user).select_related("department", "owner")
    return get_object_or_404(found, ref=ref)


@require_safe
@page(policies.VIEW)
def initiative_list(request: Request) -> HttpResponse:
    may_add = policies.ADD.allows(request.user)
    words = ListPage(
        title=_("Initiatives"), headline=lambda _shown: _("Initiatives"), icon="folder-kanban",
        empty=_("No initiatives yet"),
        hint=_("Projects, services, programmes and sites in which stakeholders have a stake."),
        add=reverse("initiatives:add") if may_add else "", add_label=_("Initiative"),
    )  # fmt: skip
    return answer_page(request, table(request.user, clock.now()), words)


@require_safe
@page(policies.VIEW)
def initiative_export(request: Request) -> HttpResponseBase:
    return answer_file(request, table(request.user, clock.now()))


def _address(initiative: Initiative, verb: str = "detail") -> str:
    return reverse(f"initiatives:{verb}", kwargs={"ref": initiative.ref})


def _trail(initiative: Initiative) -> list[tuple[str, str]]:
    return [
        (_("Initiatives"), reverse("initiatives:list")),
        (initiative.ref, _address(initiative)),
    ]


@require_safe
@page(policies.VIEW)
def initiative_detail(request: Request, ref: str) -> HttpResponse:
    initiative = initiative_or_404(request, ref)
    facts: list[dict[str, Any]] = [
        {"label": _("Kind"), "value": Kind(initiative.kind).label},
        {"label": _("Department"), "value": initiative.department or _("none")},
        {"label": _("Owner"), "value": initiative.owner or _("nobody yet")},
        {"label": _("First day"), "value": _day(initiative.from_date)},
        {"label": _("Last day"), "value": _day(initiative.until_date)},
        {"label": _("State"), "value": _("open") if initiative.is_active else _("closed")},
    ]
    context: dict[str, Any] = {
        "initiative": initiative,
        "trail": _trail(initiative),
        "facts": facts,
        "may_change": policies.CHANGE.allows(request.user, initiative),
        "here": {verb: _address(initiative, verb) for verb in ("change", "close", "reopen")},
        "history": histories.lines(
            "initiatives.initiative", initiative.pk, HISTORY, at=clock.now()
        ),
    }
    return show(request, "initiatives/initiative_detail.html", context)


def _day(day: Any) -> str:
    return formats.long_date(day) if day else _("not said")


@both
@page(policies.ADD)
def initiative_add(request: Request) -> HttpResponse:
    form = forms.InitiativeForm(sheets.sent(request))
    back = reverse("initiatives:list")
    words = sheets.Sheet(
        title=_("Add an initiative"), save=_("Add"), said=_("Added."), back=back,
        trail=[(_("Initiatives"), back)], looks={"kind": "pills"},
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        details = actions.InitiativeDetails(**form.details())
        return actions.add_initiative(by=request.user, details=details, at=clock.now())

    return sheets.answer(request, form, words, act)


@both
@page(policies.CHANGE)
def initiative_change(request: Request, ref: str) -> HttpResponse:
    initiative = initiative_or_404(request, ref)
    names = ("name", "kind", "from_date", "until_date")
    initial = {name: getattr(initiative, name) for name in names}
    initial |= {"department": initiative.department_id, "owner": initiative.owner_id}
    form = forms.InitiativeForm(sheets.sent(request), initial=initial)
    words = sheets.Sheet(
        title=_("Change %(name)s") % {"name": initiative.name}, save=_("Save"), said=_("Saved."),
        back=_address(initiative), trail=_trail(initiative), looks={"kind": "pills"},
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        details = actions.InitiativeDetails(**form.details())
        return actions.change_initiative(
            by=request.user, initiative=initiative, details=details, at=clock.now()
        )

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.CHANGE)
def initiative_close(request: Request, ref: str) -> HttpResponse:
    initiative = initiative_or_404(request, ref)
    back = _address(initiative)
    try:
        actions.close_initiative(by=request.user, initiative=initiative, at=clock.now())
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, back)
    return sheets.done(request, _("Closed."), back)


@require_POST
@page(policies.CHANGE)
def initiative_reopen(request: Request, ref: str) -> HttpResponse:
    initiative = initiative_or_404(request, ref)
    back = _address(initiative)
    try:
        actions.reopen_initiative(by=request.user, initiative=initiative, at=clock.now())
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, back)
    return sheets.done(request, _("Open again."), back)
