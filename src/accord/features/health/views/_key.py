"""The key relationships on one page, for whoever answers for them."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accord.features.health import panels, policies, queries, tables
from accord.features.health.queries import KeyRelation
from accord.foundation.kernel import clock
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.pages import Request, page, show


@require_safe
@page(policies.VIEW)
def key_relations(request: Request) -> HttpResponse:
    """List those of the tier "key": all of them, or one's own; the lowest score first."""
    mine, at = request.GET.get("whose") == "mine", clock.now()
    found = queries.key_relations(request.user, at, mine=mine)
    here = addresses.to("health:key")
    context = {
        "rows": [_row(one, at) for one in found],
        "choices": [
            {"label": _("All"), "href": here, "on": not mine},
            {"label": _("Mine"), "href": f"{here}?whose=mine", "on": mine},
        ],
    }
    return show(request, "health/key.html", context)


def _row(one: KeyRelation, at: datetime) -> dict[str, Any]:
    score, promise, party = one.newest, one.promise, one.party
    is_known = score is not None and score.is_enough and score.value is not None
    return {
        "party": party, "href": addresses.to("health:detail", kwargs={"ref": party.ref}),
        "value": str(int(score.value or 0)) if score and is_known else "",
        "band": tables.band_of(score) if score else ("", ""),
        "change": tables.change_of(score.month_change) if score else ("", ""),
        "spark": panels.spark_of(one.scores),
        "last": formats.when(party.last_contact_at, at=at) if party.last_contact_at else "",
        "is_quiet": bool(party.quiet_at and party.quiet_at < at),
        "promise": promise,
        "due": formats.due(promise.due, at=at, since=promise.made_at)
        if promise and promise.due else None,
        "promise_href": addresses.to("promises:detail", kwargs={"ref": promise.ref})
        if promise else "",
    }  # fmt: skip
