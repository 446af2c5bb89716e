"""Records that may be of the same party: looked through, merged or told apart."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accord.features.stakeholders import actions, policies, queries
from accord.features.stakeholders.panels import reasons, verdict
from accord.features.stakeholders.views._merge import merge_address
from accord.foundation.jobs import actions as jobs
from accord.foundation.jobs.queries import open_with
from accord.foundation.journal.change import last_entry_id
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import toasts
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.undoing import undo_address

PAGE = 20
SCAN = "stakeholders.duplicates"


@require_safe
@page(policies.MERGE)
def party_duplicates(request: Request) -> HttpResponse:
    """Show the likeliest pairs with what tells for and against each."""
    asked = request.GET.get("after", "")
    after = int(asked) if asked.isdecimal() and len(asked) < PAGE else 0
    found = queries.likely_pairs(request.user, after=after, limit=PAGE + 1)
    job = open_with(SCAN)
    context: dict[str, Any] = {
        "pairs": [
            (pair, reasons(pair), verdict(pair),
             merge_address([pair.first.ref, pair.second.ref]))
            for pair in found[:PAGE]
        ],
        "older": f"?after={after + PAGE}" if len(found) > PAGE else "",
        "job": job,
        "done": job.steps_done if job else 0,
        "total": (job.steps_total or 0) if job else 0,
    }  # fmt: skip
    return show(request, "stakeholders/party_duplicates.html", context)


@require_POST
@page(policies.MERGE)
def party_scan(request: Request) -> HttpResponse:
    """Have the worker look through all records now."""
    order = jobs.Order(SCAN, {}, unique_key=SCAN)
    jobs.enqueue(by=request.user, order=order, at=clock.now())
    toasts.tell(request, _("The records are looked through; the pairs appear here."))
    return redirect("stakeholders:duplicates")


@require_POST
@page(policies.MERGE)
def party_apart(request: Request, pair_id: int) -> HttpResponse:
    """Remember that the two of a pair are not the same."""
    pair = queries.likely_pair(request.user, pair_id)
    if pair is None:
        raise Http404
    try:
        actions.tell_apart(by=request.user, first=pair.first, second=pair.second, at=clock.now())
    except Refusal as refusal:
        toasts.tell(request, str(refusal) or _("Not allowed."), kind="bad")
    else:
        said = _("Remembered: these two are not the same.")
        toasts.tell(request, said, undo=undo_address(last_entry_id()))
    return redirect("stakeholders:duplicates")
