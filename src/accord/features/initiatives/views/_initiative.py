"""The list of initiatives, one of them, and its vision."""

from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.initiatives import actions, forms, policies, queries
from accord.features.initiatives.models import Initiative, Stake
from accord.features.initiatives.states import Kind
from accord.features.initiatives.tables import initiative_list as table
from accord.features.initiatives.tables import stakes
from accord.features.initiatives.views._shared import (
    address,
    initiative_or_404,
    stake_address,
    trail,
    ways,
)
from accord.foundation.kernel import clock
from accord.foundation.ui import formats, histories, sheets
from accord.foundation.ui.lists import ListPage, answer_file, answer_page
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import drawn

SHOWN = 12
VERBS = ("change", "close", "reopen", "vision", "stakes", "stake-add", "map")
both = require_http_methods(["GET", "POST"])
HISTORY = {
    "vision": histories.Told(gettext_lazy("Vision")),
    "core_message": histories.Told(gettext_lazy("Core message")),
    "name": histories.Told(gettext_lazy("Name")),
    "kind": histories.Told(gettext_lazy("Kind"), lambda value: Kind(value).label),
    "owner_id": histories.Told(gettext_lazy("Owner")),
    "from_date": histories.Told(gettext_lazy("First day")),
    "until_date": histories.Told(gettext_lazy("Last day")),
    "is_active": histories.Told(
        pgettext_lazy("state", "Open"), lambda value: _("yes") if value else _("no")
    ),
}


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


@require_safe
@page(policies.VIEW)
def initiative_detail(request: Request, ref: str) -> HttpResponse:
    initiative = initiative_or_404(request, ref)
    at = clock.now()
    stakes = list(queries.stakes_of(request.user, initiative, at)[: SHOWN + 1])
    context: dict[str, Any] = {
        "initiative": initiative,
        "trail": trail(initiative),
        "facts": _facts(initiative),
        "objectives": list(queries.objectives_of(initiative)),
        "pillars": list(queries.pillars_of(initiative)),
        "required": _required(initiative),
        "stakes": [_stake_line(stake) for stake in stakes[:SHOWN]],
        "are_more": len(stakes) > SHOWN,
        "ways": ways(request, initiative, ""),
        "may_change": policies.CHANGE.allows(request.user, initiative),
        "may_stake": policies.STAKE.allows(request.user),
        "here": {verb: address(initiative, verb) for verb in VERBS},
        "more": drawn(request, "initiatives.detail", "side", initiative),
        "history": histories.lines("initiatives.initiative", initiative.pk, HISTORY, at=at),
    }
    return show(request, "initiatives/initiative_detail.html", context)


def _facts(initiative: Initiative) -> list[dict[str, Any]]:
    return [
        {"label": _("Kind"), "value": Kind(initiative.kind).label},
        {"label": _("Department"), "value": initiative.department or _("none")},
        {"label": _("Owner"), "value": initiative.owner or _("nobody yet")},
        {"label": _("First day"), "value": _day(initiative.from_date)},
        {"label": _("Last day"), "value": _day(initiative.until_date)},
        {"label": _("State"), "value": _("open") if initiative.is_active else _("closed")},
    ]


def _required(initiative: Initiative) -> list[tuple[str, bool]]:
    """Give the sorts of stakeholders it may not do without, and whether one is missing."""
    missing = {category.pk for category in queries.empty_categories(initiative)}
    found = queries.required_categories(initiative)
    return [(category.name, category.pk in missing) for category in found]


def _stake_line(stake: Stake) -> dict[str, Any]:
    return {
        "party": stake.party, "role": stake.role, "href": stake_address(stake),
        "track": stakes.track_of(stake.engagement, stake.wanted),
    }  # fmt: skip


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
        back=address(initiative), trail=trail(initiative), looks={"kind": "pills"},
        version=initiative.version,
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        details = actions.InitiativeDetails(**form.details())
        return actions.change_initiative(
            by=request.user, initiative=initiative, details=details, at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.CHANGE)
def initiative_close(request: Request, ref: str) -> HttpResponse:
    initiative = initiative_or_404(request, ref)
    back = address(initiative)
    return sheets.pressed(
        request, partial(actions.close_initiative, initiative=initiative), _("Closed."), back
    )


@require_POST
@page(policies.CHANGE)
def initiative_reopen(request: Request, ref: str) -> HttpResponse:
    initiative = initiative_or_404(request, ref)
    back = address(initiative)
    return sheets.pressed(
        request, partial(actions.reopen_initiative, initiative=initiative), _("Open again."), back
    )


@both
@page(policies.CHANGE)
def initiative_vision(request: Request, ref: str) -> HttpResponse:
    initiative = initiative_or_404(request, ref)
    initial = {
        "vision": initiative.vision,
        "core_message": initiative.core_message,
        "objectives": "\n".join(row.words for row in queries.objectives_of(initiative)),
        "pillars": "\n".join(row.words for row in queries.pillars_of(initiative)),
        "categories": [category.pk for category in queries.required_categories(initiative)],
    }
    form = forms.VisionForm(sheets.sent(request), initial=initial)
    words = sheets.Sheet(
        title=_("Vision of %(name)s") % {"name": initiative.name}, save=_("Save"),
        said=_("Saved."), back=address(initiative), trail=trail(initiative),
        looks={"categories": "pills"}, version=initiative.version,
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.set_vision(
            by=request.user, initiative=initiative, vision=actions.Vision(**form.vision_given()),
            at=clock.now(), seen=sheets.seen(request),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)
