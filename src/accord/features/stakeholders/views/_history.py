"""Who changed what, when, from what to what."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accord.features.stakeholders import policies
from accord.features.stakeholders.panels import history_lines
from accord.features.stakeholders.views._sheet import address, party_or_404
from accord.foundation.kernel import clock
from accord.foundation.ui.pages import Request, page, show


@require_safe
@page(policies.VIEW)
def party_history(request: Request, ref: str) -> HttpResponse:
    party = party_or_404(request, ref)
    before = request.GET.get("before", "")
    lines, older = history_lines(
        request.user, party, int(before) if before.isdecimal() else None, clock.now()
    )
    context: dict[str, Any] = {
        "party": party,
        "address": address(party),
        "lines": lines,
        "older": f"?before={older}" if older else "",
    }
    return show(request, "stakeholders/party_history.html", context, fragment="lines")
