"""What a meeting decided, tied to the record of what was weighed for it."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accord.features.meetings import actions, forms, policies, queries
from accord.features.meetings.models import Decision, Meeting
from accord.features.meetings.states import State
from accord.features.meetings.views._found import address, meeting_or_404, on
from accord.features.tradeoffs.queries import visible_to as tradeoffs_visible_to
from accord.foundation.kernel.text import visible
from accord.foundation.ui import sheets
from accord.foundation.ui.pages import Request, page
from accord.foundation.ui.panels import page_of


def _found(request: Request, ref: str, pk: int) -> tuple[Meeting, Decision]:
    meeting = meeting_or_404(request, ref)
    return meeting, get_object_or_404(meeting.decisions.select_related("meeting"), pk=pk)


@require_http_methods(["GET", "POST"])
@page(policies.FINISH)
def decision_tie(request: Request, ref: str, pk: int) -> HttpResponse:
    """Choose the record that holds what was weighed."""
    meeting, decision = _found(request, ref, pk)
    form = forms.TieForm(sheets.sent(request), user=request.user)
    words = on(meeting, _("Which record holds it?"), _("Save"), sub=visible(decision.words))
    return sheets.filled(request, form, words, partial(actions.tie_decision, decision=decision))


@require_POST
@page(policies.FINISH)
def decision_record(request: Request, ref: str, pk: int) -> HttpResponse:
    """Open a record for it."""
    meeting, decision = _found(request, ref, pk)
    said = _("Opened. Say there who is affected, and who was told.")
    act = partial(actions.record_decision, decision=decision)
    return sheets.pressed(request, act, said, address(meeting))


def decision_lines(request: Request, meeting: Meeting) -> list[dict[str, Any]]:
    """Give what was decided, each with its record as far as one may see it."""
    found = queries.decisions_of(meeting)
    refs = [one.record_ref for one in found if one.record_ref]
    records = {one.ref: one for one in tradeoffs_visible_to(request.user).filter(ref__in=refs)}
    may = meeting.state == State.FINISHED and policies.FINISH.allows(request.user, meeting)
    return [
        {
            "words": visible(one.words), "ref": one.record_ref if one.record_ref in records else "",
            "href": page_of(one.record_ref) if one.record_ref in records else "",
            "waits": one.record_ref in records and records[one.record_ref].decided_at is None,
            "tie": address(meeting, "decision-tie", pk=one.pk) if may else "",
            "record": address(meeting, "decision-record", pk=one.pk)
            if may and not one.record_ref else "",
        }
        for one in found
    ]  # fmt: skip
