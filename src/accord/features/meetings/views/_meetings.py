"""Which meetings there are, and one of them: planned, changed, called off, closed."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.meetings import actions, exports, forms, policies, queries
from accord.features.meetings.models import Meeting
from accord.features.meetings.states import State
from accord.features.meetings.views._detail import shown
from accord.features.meetings.views._found import (
    address,
    meeting_or_404,
    on,
    trail_of,
)
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, papers, sheets
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])
MOST = 100


@require_safe
@page(policies.VIEW)
def meeting_list(request: Request) -> HttpResponse:
    """List what lies ahead, soonest first; ``?when=past`` what lies behind."""
    past, at = request.GET.get("when") == "past", clock.now()
    here = reverse("meetings:list")
    meetings = list(queries.in_order(request.user, at, past=past)[:MOST])
    parties = queries.parties_by_meeting(request.user, meetings)
    context = {
        "rows": [_row(one, parties.get(one.pk, []), at) for one in meetings],
        "choices": [
            {"label": _("Ahead"), "href": here, "on": not past},
            {"label": _("Behind us"), "href": f"{here}?when=past", "on": past},
        ],
        "add": reverse("meetings:add") if policies.PLAN.allows(request.user) else "",
    }
    return show(request, "meetings/meeting_list.html", context)


def _row(meeting: Meeting, parties: list[Party], at: Any) -> dict[str, Any]:
    return {
        "title": visible(meeting.title), "ref": meeting.ref, "href": address(meeting),
        "when": formats.stamp(meeting.starts_at, at=at), "state": meeting.get_state_display(),
        "with": formats.listing(visible(one.name) for one in parties[:3]) if parties else "",
        "chair": meeting.chair.name, "tone": TONES.get(State(meeting.state), ""),
    }  # fmt: skip


TONES = {State.RUNNING: "acc", State.FINISHED: "warn", State.CANCELLED: "bad", State.CLOSED: "ok"}


@require_safe
@page(policies.VIEW)
def meeting_detail(request: Request, ref: str) -> HttpResponse:
    return show(
        request, "meetings/meeting_detail.html", shown(request, meeting_or_404(request, ref))
    )


@both
@page(policies.PLAN)
def meeting_add(request: Request) -> HttpResponse:
    """Plan a meeting; ``?about=S-1042`` says with whom."""
    ref = request.GET.get("about", "")
    initial: dict[str, Any] = {"chair": request.user.pk}
    if ref:
        initial["parties"] = get_object_or_404(parties_visible_to(request.user), ref=ref).ref
    form = forms.PlanForm(sheets.sent(request), user=request.user, initial=initial)
    made: list[Meeting] = []
    words = sheets.Sheet(
        title=_("Plan a meeting"), save=_("Plan"), said=_("Planned. Nothing is sent yet."),
        back=reverse("meetings:list"), trail=trail_of(),
        sub=_("It is a draft: nothing is sent before you say so."),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        made.append(
            actions.plan_meeting(
                by=request.user, details=form.details(), at=clock.now(), rhythm=given["rhythm"],
                people=list(given["people"]), parties=given["parties"],
            )
        )  # fmt: skip
        return made[0]

    answer = sheets.answer(request, form, words, act)
    if not made:
        return answer
    if request.htmx:
        answer["HX-Redirect"] = address(made[0])
        return answer
    return redirect(address(made[0]))


@both
@page(policies.PLAN)
def meeting_change(request: Request, ref: str) -> HttpResponse:
    meeting = meeting_or_404(request, ref)
    form = forms.MeetingForm(
        sheets.sent(request), user=request.user, initial=forms.initial_of(meeting)
    )
    sub = _("Whoever was invited is told of a new time or place.")
    words = on(
        meeting, _("Change the meeting"), _("Save"), version=meeting.version,
        sub=sub if meeting.state == State.INVITED else "",
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.change_meeting(
            by=request.user, meeting=meeting, details=form.details(), at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.PLAN)
def meeting_invite(request: Request, ref: str) -> HttpResponse:
    meeting = meeting_or_404(request, ref)
    form = forms.InviteForm(sheets.sent(request), user=request.user)

    def act(given: dict[str, Any]) -> object:
        return actions.invite(
            by=request.user, meeting=meeting, people=list(given["people"]),
            parties=given["parties"], at=clock.now(),
        )  # fmt: skip

    return sheets.answer(request, form, on(meeting, _("Who else comes"), _("Add")), act)


@require_POST
@page(policies.INVITE)
def meeting_send(request: Request, ref: str) -> HttpResponse:
    """Send the invitations, or send them again."""
    meeting = meeting_or_404(request, ref)
    policies.INVITE.demand(request.user, meeting)
    act, said = (
        partial(actions.send_invitations, meeting=meeting),
        _("The invitations are on their way."),
    )
    return sheets.pressed(request, act, said, address(meeting), is_lasting=True)


@both
@page(policies.PLAN)
def meeting_cancel(request: Request, ref: str) -> HttpResponse:
    meeting = meeting_or_404(request, ref)
    form = forms.WhyForm(sheets.sent(request))
    words = on(meeting, _("Call the meeting off"), _("Call off"), is_lasting=True)
    return sheets.filled(request, form, words, partial(actions.cancel_meeting, meeting=meeting))


@require_POST
@page(policies.CLOSE)
def meeting_close(request: Request, ref: str) -> HttpResponse:
    meeting = meeting_or_404(request, ref)
    policies.CLOSE.demand(request.user, meeting)
    said = _("Closed; the next one is drafted.") if meeting.series else _("Closed.")
    return sheets.pressed(
        request, partial(actions.close_meeting, meeting=meeting), said, address(meeting)
    )


@require_POST
@page(policies.PLAN)
def series_end(request: Request, ref: str) -> HttpResponse:
    meeting = meeting_or_404(request, ref)
    policies.PLAN.demand(request.user, meeting)
    return sheets.pressed(
        request,
        partial(actions.end_series, meeting=meeting),
        _("It does not come again."),
        address(meeting),
    )


@require_safe
@page(policies.VIEW)
def agenda_paper(request: Request, ref: str) -> HttpResponse:
    meeting = meeting_or_404(request, ref)
    body = exports.agenda_paper(meeting, clock.now())
    return papers.answer(body, " ".join((meeting.ref, _("Agenda"))))


@require_safe
@page(policies.VIEW)
def minutes_paper(request: Request, ref: str) -> HttpResponse:
    meeting = meeting_or_404(request, ref)
    body = exports.minutes_paper(meeting, clock.now())
    return papers.answer(body, " ".join((meeting.ref, _("Minutes"))))


@require_POST
@page(policies.SEND)
def minutes_send(request: Request, ref: str) -> HttpResponse:
    """Send the minutes as they stand to everybody who was asked."""
    meeting = meeting_or_404(request, ref)
    policies.SEND.demand(request.user, meeting)
    days = settings.MINUTES_DAYS
    said = ngettext(
        "The minutes are on their way. After %(n)s day of silence they stand.",
        "The minutes are on their way. After %(n)s days of silence they stand.", days,
    ) % {"n": days}  # fmt: skip
    return sheets.pressed(
        request,
        partial(actions.send_minutes, meeting=meeting),
        said,
        address(meeting),
        is_lasting=True,
    )
