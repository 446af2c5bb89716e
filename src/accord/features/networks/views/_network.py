"""The network of an initiative or of all stakeholders: lists first, then the picture."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from accord.features.initiatives.models import Initiative
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.networks import actions, policies, queries
from accord.features.networks.models import Network
from accord.features.networks.views import _drawing as drawing
from accord.foundation.jobs.queries import open_with
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, formats, toasts
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import ways_to_look


def initiative_or_404(request: Request, ref: str) -> Initiative | None:
    """Find an initiative that this person may see; no reference means all stakeholders."""
    if not ref:
        return None
    found = initiatives_visible_to(request.user).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def address(verb: str, initiative: Initiative | None) -> str:
    if initiative is None:
        return reverse(f"networks:{verb}-all")
    return reverse(f"networks:{verb}", kwargs={"ref": initiative.ref})


@require_safe
@page(policies.VIEW)
def network(request: Request, ref: str = "") -> HttpResponse:
    """Say who stands where, as it was measured; lists of persons only to whom they are open."""
    initiative, at = initiative_or_404(request, ref), clock.now()
    found = queries.network_of(initiative)
    context: dict[str, Any] = {
        "initiative": initiative,
        "trail": _trail(initiative),
        "ways": _ways(request, initiative),
        "network": found,
        "routes_at": reverse("networks:routes"),
        "job": open_with(f"{actions.JOB}-{initiative.pk if initiative else 0}"),
        "measure": _measure_address(request, initiative),
        **(_told(request, initiative, found, at) if found else {}),
    }
    return show(request, "networks/network.html", context)


def _measure_address(request: Request, initiative: Initiative | None) -> str:
    may = policies.MEASURE.allows(request.user, initiative)
    return address("measure", initiative) if may else ""


def _trail(initiative: Initiative | None) -> list[tuple[str, str]]:
    if initiative is None:
        return [(_("Stakeholders"), addresses.to("stakeholders:list")), (_("Network"), "")]
    here = addresses.to("initiatives:detail", kwargs={"ref": initiative.ref})
    return [
        (_("Initiatives"), addresses.to("initiatives:list")),
        (visible(initiative.name), here),
        (_("Network"), ""),
    ]


def _ways(request: Request, initiative: Initiative | None) -> list[dict[str, Any]]:
    if initiative is None:
        return []
    return ways_to_look(request.user, "initiatives.stakes", initiative, "network")


def _told(
    request: Request, initiative: Initiative | None, found: Network, at: datetime
) -> dict[str, Any]:
    shows_persons = initiative is not None and policies.POSITIONS.allows(request.user, initiative)
    listed = queries.listed(request.user, initiative, with_persons=shows_persons)
    drawn = drawing.Drawn(request.user, initiative, sized=shows_persons)
    hanging = queries.hanging(listed)
    talks = queries.talks_by_party([row.party_id for row in hanging])
    return {
        "shows_persons": shows_persons,
        "brokers": [drawing.broker(row) for row in queries.brokers(listed)],
        "hanging": [
            drawing.held(row, talks.get(row.party_id, 0), named=shows_persons) for row in hanging
        ],
        "groups": [drawing.group(*one) for one in queries.groups(listed, initiative)],
        "unheard": [(row.party, drawing.record(row.party)) for row in queries.unheard(listed)],
        "basis": _basis(found, at),
        "why_unranked": "" if found.is_ranked else _why_unranked(found),
        "left_out": _left_out(found),
        "svg": drawn.svg(),
        "rows": drawn.rows(),
        "rest": drawn.rest(found.parties_count),
        "data": address("picture", initiative),
        "legend": drawn.legend(),
        "many": drawn.many(found.parties_count),
    }


def _basis(found: Network, at: datetime) -> str:
    """Say on what all figures rest: how many, when, by which method."""
    parties = ngettext("%(n)s stakeholder", "%(n)s stakeholders", found.parties_count)
    ties = ngettext("%(n)s tie", "%(n)s ties", found.ties_count)
    return " · ".join(
        [
            parties % {"n": formats.number(found.parties_count)},
            ties % {"n": formats.number(found.ties_count)},
            _("measured on %(day)s at %(time)s") % {
                "day": formats.day_month(found.measured_at, today=formats.local(at)),
                "time": formats.clock_time(found.measured_at),
            },
        ]
    )  # fmt: skip


def _why_unranked(found: Network) -> str:
    if found.parties_count < 10:  # noqa: PLR2004 -- as the method says
        return _("With fewer than 10 stakeholders nobody is ranked: the picture says it all.")
    return _("Nearly everybody is tied to everybody here, so that a ranking would say nothing.")


def _left_out(found: Network) -> str:
    if not found.left_out_count:
        return ""
    words = ngettext(
        "The %(n)s best connected are shown; %(more)s more is left out.",
        "The %(n)s best connected are shown; %(more)s more are left out.",
        found.left_out_count,
    )
    return words % {
        "n": formats.number(found.parties_count), "more": formats.number(found.left_out_count),
    }  # fmt: skip


@require_safe
@gzip_page
@page(policies.VIEW)
def picture(request: Request, ref: str = "") -> HttpResponse:
    """Give the places and the ties for the script that draws them."""
    initiative = initiative_or_404(request, ref)
    shows_persons = initiative is not None and policies.POSITIONS.allows(request.user, initiative)
    body = drawing.picture(request.user, initiative, sized=shows_persons)
    return HttpResponse(body, content_type="application/json")


@require_POST
@page(policies.MEASURE)
def measure(request: Request, ref: str = "") -> HttpResponse:
    """Have the worker measure it anew."""
    initiative = initiative_or_404(request, ref)
    actions.ask_to_measure(by=request.user, initiative=initiative, at=clock.now())
    toasts.tell(request, _("The network is being measured; the page shows it in a moment."))
    return redirect(address("network", initiative))
