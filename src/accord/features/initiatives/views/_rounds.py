"""Blind rounds of an initiative, and the advice laid down for quadrants and gaps."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.initiatives import actions, forms, policies, queries
from accord.features.initiatives.states import Quadrant, Way
from accord.features.initiatives.views._shared import address, initiative_or_404, trail
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])


@both
@page(policies.ROUND)
def round_open(request: Request, ref: str) -> HttpResponse:
    initiative = initiative_or_404(request, ref)
    policies.ROUND.demand(request.user, initiative)
    form = forms.RoundForm(sheets.sent(request))
    words = sheets.Sheet(
        title=_("Ask everybody for a blind assessment"), save=_("Open the round"),
        said=_("The round is open."), back=address(initiative, "map"), trail=trail(initiative),
        sub=_("Until you show it, everybody sees their own assessments only."),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.open_round, initiative=initiative))


@require_POST
@page(policies.ROUND)
def round_show(request: Request, ref: str, round_id: int) -> HttpResponse:
    initiative = initiative_or_404(request, ref)
    policies.ROUND.demand(request.user, initiative)
    round_ = get_object_or_404(queries.rounds_of(initiative), pk=round_id)
    back = address(initiative, "map")
    return sheets.pressed(
        request,
        partial(actions.show_round, round_=round_),
        _("Shown: from now on it counts."),
        back,
    )


@require_safe
@page(policies.ADVISE)
def advice_list(request: Request) -> HttpResponse:
    """Show what is advised for each quadrant and gap, and who laid it down when and why."""
    at, in_force = clock.now(), queries.advice_in_force()
    rows = [
        {
            "quadrant": Quadrant(quadrant).label,
            "way": Way(way).label if way else "",
            "given": queries.advised(quadrant, way, in_force),
            "is_own": (quadrant, way) in in_force,
        }
        for quadrant, way in queries.PAIRS
        if not way or (quadrant, way) in in_force
    ]
    written = [
        {
            "who": row.by or _("The system"), "moment": formats.stamp(row.at, at=at),
            "what": f"{Quadrant(row.quadrant).label}: {visible(row.channel)}",
            "rhythm": queries.Advised(row.rhythm_days, row.channel).rhythm,
            "reason": visible(row.reason),
        }
        for row in queries.advice_written()[:100]
    ]  # fmt: skip
    steps = [(_("Initiatives"), reverse("initiatives:list")), (_("Advice"), "")]
    context = {
        "rows": rows, "written": written, "trail": steps,
        "add": reverse("initiatives:advice-add"),
    }  # fmt: skip
    return show(request, "initiatives/advice_list.html", context)


@both
@page(policies.ADVISE)
def advice_add(request: Request) -> HttpResponse:
    form = forms.AdviceForm(sheets.sent(request))
    back = reverse("initiatives:advice")
    words = sheets.Sheet(
        title=_("Lay down how to keep in touch"), save=_("Save"), said=_("Saved."), back=back,
        trail=[(_("Advice"), back)], looks={"quadrant": "pills"},
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        details = {name: value for name, value in given.items() if name != "reason"}
        return actions.advise(
            by=request.user, details=actions.AdviceDetails(**details), reason=given["reason"],
            at=clock.now(),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)
