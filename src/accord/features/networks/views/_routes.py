"""Who of us can open the door to somebody."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accord.features.networks import policies, queries
from accord.features.networks.models import Acquaintance, Bond
from accord.features.networks.panels import talks_told
from accord.features.networks.queries import Ground, Route
from accord.features.networks.views._drawing import record
from accord.features.stakeholders.queries import party_named
from accord.features.ties.models import Tie
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses
from accord.foundation.ui.pages import Request, page, show


@require_safe
@page(policies.VIEW)
def routes(request: Request) -> HttpResponse:
    """Give the warmest ways to whom was asked for by number or name."""
    words, at = request.GET.get("to", "").strip()[:300], clock.now()
    party = party_named(request.user, words) if words else None
    found = queries.routes_to(request.user, party, at) if party else []
    context: dict[str, Any] = {
        "trail": [
            (_("Stakeholders"), addresses.to("stakeholders:list")), (_("Warm routes"), ""),
        ],
        "words": words,
        "party": party,
        "record": record(party) if party else "",
        "routes": [_told(route) for route in found],
    }  # fmt: skip
    return show(request, "networks/routes.html", context)


def _told(route: Route) -> dict[str, Any]:
    over = len(route.steps) - 1
    return {
        "person": route.person,
        "steps": [
            (step.to, record(step.to), "; ".join(_ground(ground) for ground in step.grounds))
            for step in route.steps
        ],
        "said": _("directly") if not over else
        ngettext("over %(n)s stakeholder", "over %(n)s stakeholders", over) % {"n": over},
    }  # fmt: skip


def _ground(ground: Ground) -> str:
    """Say what tells that two are near."""
    if isinstance(ground, Bond | Acquaintance):
        return talks_told(ground, clock.now())
    if isinstance(ground, Tie):
        return visible(ground.type.name)
    return visible(ground.post) or _("works there")
