"""Minutes are typed on one page; what a line says is shown beside it while it is written."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accord.features.meetings import actions, forms, policies, queries
from accord.features.meetings.models import Meeting
from accord.features.meetings.states import LineKind, State
from accord.features.meetings.views._detail import KINDS
from accord.features.meetings.views._found import (
    address,
    meeting_or_404,
    on,
    trail_of,
)
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Conflict, Refusal
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])
TEMPLATE = "meetings/meeting_run.html"
OFFERED = [
    LineKind.DECISION, LineKind.WE, LineKind.THEY, LineKind.TASK, LineKind.QUESTION, LineKind.NOTE,
]  # fmt: skip


@require_POST
@page(policies.RUN)
def meeting_begin(request: Request, ref: str) -> HttpResponse:
    """Open the minutes and go to them."""
    meeting = meeting_or_404(request, ref)
    policies.RUN.demand(request.user, meeting)
    try:
        actions.begin_meeting(by=request.user, meeting=meeting, at=clock.now())
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, address(meeting))
    return redirect(address(meeting, "run"))


@both
@page(policies.RUN)
def meeting_run(request: Request, ref: str) -> HttpResponse:
    """Show what was typed; sent without a script, it is kept, and ``finish`` goes on from there."""
    meeting = meeting_or_404(request, ref)
    policies.RUN.demand(request.user, meeting)
    if request.method != "POST":
        return show(request, TEMPLATE, _context(request, meeting, meeting.notes))
    notes = request.POST.get("notes", "")
    clash = _kept(request, meeting, notes)
    if clash:
        context = _context(request, meeting, notes, clash)
        return show(request, TEMPLATE, context, status=409)
    return redirect(address(meeting, "finish" if "finish" in request.POST else "run"))


@require_POST
@page(policies.RUN)
def minutes_read(request: Request, ref: str) -> HttpResponse:
    """Tell what the lines say, without keeping them yet."""
    meeting = meeting_or_404(request, ref)
    context = _context(request, meeting, request.POST.get("notes", ""))
    return show(request, TEMPLATE, context, fragment="found")


@require_POST
@page(policies.RUN)
def minutes_keep(request: Request, ref: str) -> HttpResponse:
    """Keep what was typed so far."""
    meeting = meeting_or_404(request, ref)
    policies.RUN.demand(request.user, meeting)
    notes = request.POST.get("notes", "")
    clash = _kept(request, meeting, notes)
    context = _context(request, meeting, notes, clash)
    context["kept_at"] = "" if clash else formats.clock_time(clock.now())
    return show(request, TEMPLATE, context, fragment="kept")


@require_POST
@page(policies.RUN)
def minutes_turn(request: Request, ref: str) -> HttpResponse:
    """Say what one line is; its mark in the text changes."""
    meeting = meeting_or_404(request, ref)
    policies.RUN.demand(request.user, meeting)
    number, _colon, kind = request.POST.get("turn", "").partition(":")
    notes, clash = request.POST.get("notes", ""), {}
    try:
        actions.turn_line(
            by=request.user, meeting=meeting, notes=notes, at=clock.now(), kind=kind,
            number=int(number) if number.isdecimal() else -1, seen=sheets.seen(request),
        )  # fmt: skip
        notes = meeting.notes
    except Refusal as refusal:
        clash = _clash(refusal)
    if not request.htmx and not clash:
        return redirect(address(meeting, "run"))
    return show(request, TEMPLATE, _context(request, meeting, notes, clash), fragment="board")


def _kept(request: Request, meeting: Meeting, notes: str) -> dict[str, Any]:
    """Keep the notes; where that is refused, say why, and how to go on."""
    try:
        actions.take_minutes(
            by=request.user, meeting=meeting, notes=notes, at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip
    except Refusal as refusal:
        return _clash(refusal)
    return {}


def _clash(refusal: Refusal) -> dict[str, Any]:
    if isinstance(refusal, Conflict):
        return {"words": _("Somebody else typed too. Keep yours, or look at theirs first."),
                "version": refusal.version}  # fmt: skip
    return {"words": str(refusal) or _("Not allowed."), "version": 0}


def _context(
    request: Request, meeting: Meeting, notes: str, clash: dict[str, Any] | None = None
) -> dict[str, Any]:
    today = day_of(meeting.starts_at, settings.HOUSE_TIME_ZONE)
    table = queries.table_of(meeting)
    found = queries.lines_in(notes, today=min(today, formats.local(clock.now())), table=table)
    ours, theirs = dict(table.ours), dict(table.theirs)
    seen = sheets.seen(request)
    return {
        "meeting": meeting, "notes": notes, "clash": clash or {},
        "trail": trail_of((visible(meeting.title), address(meeting)), (_("Minutes"), "")),
        "lines": [_line(line, ours, theirs) for line in found], "kept_at": "",
        "version": meeting.version if not clash else seen if seen is not None else 0,
        "here": {verb: address(meeting, verb)
                 for verb in ("run", "read", "keep", "turn", "detail")},
        "is_running": meeting.state == State.RUNNING,
    }  # fmt: skip


def _line(line: queries.FoundLine, ours: dict[int, str], theirs: dict[int, str]) -> dict[str, Any]:
    who = ours.get(line.person or 0, "") or theirs.get(line.party or 0, "")
    named = line.kind in {LineKind.TASK, LineKind.WE, LineKind.THEY}
    more = (
        visible(who) if named else "", formats.long_date(line.day) if line.day else "",
        _("inside only") if line.is_inside else "",
    )  # fmt: skip
    return {
        "number": line.number, "text": visible(line.text), "kind": line.kind.label,
        "is_heading": line.kind == LineKind.HEADING,
        "tone": KINDS.get(line.kind, "line"),
        "more": " · ".join(words for words in more if words),
        "turns": [
            {"label": kind.label, "value": f"{line.number}:{kind.value}"}
            for kind in OFFERED
            if kind != line.kind
        ],
    }  # fmt: skip


@both
@page(policies.FINISH)
def meeting_finish(request: Request, ref: str) -> HttpResponse:
    """Ask who came; then the minutes become what they say."""
    meeting = meeting_or_404(request, ref)
    asked = [(one.pk, visible(one.name)) for one in queries.invitees_of(request.user, meeting)]
    form = forms.FinishForm(sheets.sent(request), asked=asked)
    words = on(
        meeting, _("Finish the meeting"), _("Finish"),
        said=_("Finished, and filed with everybody who came."),
        sub=_("Decisions, tasks and promises are made of the minutes, all at once."),
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.finish_meeting(
            by=request.user, meeting=meeting, absent=form.absent(), at=clock.now()
        )

    return sheets.answer(request, form, words, act)


@both
@page(policies.FINISH)
def minutes_correct(request: Request, ref: str) -> HttpResponse:
    """Put minutes right: they become the next version."""
    meeting = meeting_or_404(request, ref)
    form = forms.CorrectForm(sheets.sent(request), initial={"notes": meeting.notes})
    words = on(
        meeting, _("Put the minutes right"), _("Save"), version=meeting.version,
        said=_("Saved as the next version; send it when it is right."),
    )  # fmt: skip
    return sheets.filled(
        request,
        form,
        words,
        partial(actions.correct_minutes, meeting=meeting, seen=sheets.seen(request)),
    )
