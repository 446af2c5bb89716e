"""Whoever holds a workshop: opens it, shows the link, shows what was said, takes it over."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.initiatives.models import Initiative
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.workshops import actions, forms, policies, queries
from accord.features.workshops.models import Workshop
from accord.features.workshops.views import _drawing as drawing
from accord.foundation.accounts import factors
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import ways_to_look

both = require_http_methods(["GET", "POST"])


def _initiative_or_404(request: Request, ref: str) -> Initiative:
    found = get_object_or_404(initiatives_visible_to(request.user), ref=ref)
    policies.CONDUCT.demand(request.user, found)
    return found


def _workshop_or_404(request: Request, pk: int) -> Workshop:
    found = get_object_or_404(queries.visible_to(request.user), pk=pk)
    policies.CONDUCT.demand(request.user, found)
    return found


def _trail(initiative: Initiative, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Initiatives"), reverse("initiatives:list")),
        (visible(initiative.name), reverse("initiatives:detail", kwargs={"ref": initiative.ref})),
        (_("Workshops"), _all_of(initiative)),
        *more,
    ]


def _all_of(initiative: Initiative) -> str:
    return reverse("workshops:list", kwargs={"ref": initiative.ref})


def _address(workshop: Workshop, verb: str = "detail") -> str:
    return reverse(f"workshops:{verb}", kwargs={"pk": workshop.pk})


@require_safe
@page(policies.CONDUCT)
def workshop_list(request: Request, ref: str) -> HttpResponse:
    """List the workshops of an initiative."""
    initiative, at = _initiative_or_404(request, ref), clock.now()
    rows = [
        {
            "href": _address(found), "title": visible(found.title),
            "moment": formats.stamp(found.opened_at, at=at), "state": _state(found),
            "guests": came,
        }
        for found, came in queries.workshops_of(request.user, initiative)
    ]  # fmt: skip
    context = {
        "initiative": initiative, "rows": rows, "trail": _trail(initiative)[:-1],
        "ways": ways_to_look(request.user, "initiatives.stakes", initiative, "workshops"),
        "open": reverse("workshops:open", kwargs={"ref": initiative.ref})
        if initiative.is_active
        else "",
    }  # fmt: skip
    return show(request, "workshops/workshop_list.html", context)


def _state(workshop: Workshop) -> str:
    if workshop.adopted_at:
        return _("taken over to the map")
    if workshop.shown_at:
        return _("shown")
    return _("open") if queries.is_open(workshop, clock.now()) else _("over")


@both
@page(policies.CONDUCT)
def workshop_open(request: Request, ref: str) -> HttpResponse:
    initiative, at = _initiative_or_404(request, ref), clock.now()
    candidates = queries.candidates(request.user, initiative, at)
    form = forms.OpenForm(sheets.sent(request), candidates=candidates, most=queries.MOST_CARDS)
    words = sheets.Sheet(
        title=_("Hold a workshop"), save=_("Open the workshop"), said=_("The workshop is open."),
        back=_all_of(initiative), trail=_trail(initiative), looks={"hours": "pills"},
        sub=_("Everybody with the link places the stakeholders from their phone; what the others "
              "say is seen once you show it."),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.open_workshop(
            by=request.user, initiative=initiative, title=given["title"], stakes=form.chosen(),
            at=at, closes_at=at + timedelta(hours=given["hours"]),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@require_safe
@page(policies.CONDUCT)
def workshop_detail(request: Request, pk: int) -> HttpResponse:
    """Show the link while a workshop is open, and what was said once it is shown."""
    workshop, at = _workshop_or_404(request, pk), clock.now()
    cards = queries.cards_visible_to(request.user, workshop)
    guests = queries.guests_of(workshop)
    context: dict[str, Any] = {
        "workshop": workshop, "state": _state(workshop),
        "trail": _trail(workshop.initiative, (visible(workshop.title), "")),
        "guests": [(visible(name), put, len(cards)) for name, put in guests],
        "is_open": queries.is_open(workshop, at),
        "closes": formats.stamp(workshop.closes_at, at=at),
        "show": "" if workshop.shown_at else _address(workshop, "show"),
    }  # fmt: skip
    if context["is_open"]:
        link = request.build_absolute_uri(drawing.link(queries.token_of(workshop)))
        width, path = factors.qr_path(link)
        context |= {"link": link, "qr": {"width": width, "path": path}}
    if workshop.shown_at:
        found = queries.results(cards)
        context |= {
            "wide": drawing.together(found, {}, drawing.WIDE),
            "narrow": drawing.together(found, {}, drawing.NARROW),
            "rows": [_row(result) for result in found], "left": len(cards) - len(found),
            "adopt": "" if workshop.adopted_at else _address(workshop, "adopt"),
            "map": reverse("initiatives:map", kwargs={"ref": workshop.initiative.ref}),
        }  # fmt: skip
    return show(request, "workshops/workshop_detail.html", context, fragment="live")


def _row(found: queries.Result) -> dict[str, Any]:
    return {
        "card": found.card, "party": found.card.stake.party, "n": found.n,
        "power": drawing.score(found.power), "interest": drawing.score(found.interest),
        "spread": drawing.score(max(found.spread_power, found.spread_interest)),
        "is_apart": found.is_apart,
    }  # fmt: skip


@require_POST
@page(policies.CONDUCT)
def workshop_show(request: Request, pk: int) -> HttpResponse:
    workshop = _workshop_or_404(request, pk)
    return sheets.pressed(
        request,
        partial(actions.show_workshop, workshop=workshop),
        _("Shown to everybody."),
        _address(workshop),
    )


@require_POST
@page(policies.CONDUCT)
def workshop_adopt(request: Request, pk: int) -> HttpResponse:
    workshop = _workshop_or_404(request, pk)
    form = forms.AdoptForm(request.POST, cards=queries.cards_visible_to(request.user, workshop))
    if not form.is_valid():
        refusal = Refusal(_("Choose at least one."))
        return sheets.refusal_told(request, refusal, _address(workshop))
    return sheets.pressed(
        request,
        partial(actions.adopt, workshop=workshop, cards=form.chosen()),
        _("Taken over to the map."),
        _address(workshop),
    )
