"""The pages of those who are asked: they answer an invitation and confirm minutes by a link.

The link says who they are. What is for inside, and who else may not be named, is not here.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.meetings import actions, exports, forms, queries
from accord.features.meetings.models import Invitee, Line, Verdict
from accord.features.meetings.states import AHEAD, Answer, LineKind, State
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets, toasts
from accord.foundation.ui.pages import public, show

BY_LINK = "the link is the right to answer"


def _invitee_or_404(token: str, *, of_minutes: bool = False) -> Invitee:
    found = queries.invitee_by_token(token, of_minutes=of_minutes)
    if found is None:
        raise Http404
    return found


def _address(name: str, token: str, **more: Any) -> str:
    return reverse(f"meetings:{name}", kwargs={"token": token, **more})


@require_http_methods(["GET", "POST"])
@public(BY_LINK)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is asked, and keep the answer; opening the page says nothing yet."""
    one = _invitee_or_404(token)
    posted = request.POST if request.method == "POST" else None
    form = forms.AnswerForm(
        posted, initial={"answer": "" if one.answer == Answer.NONE else one.answer,
                         "words": one.words, "needs": one.needs},
    )  # fmt: skip
    if form.is_valid():
        try:
            actions.answer_invitation(by=SYSTEM, invitee=one, at=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            sheets.refused(form, refusal)
        else:
            toasts.tell(request, _("Thank you, your answer is kept."))
            return redirect("meetings:answer", token=token)
    return _asked(request, token, one, form)


def _asked(
    request: HttpRequest, token: str, one: Invitee, form: forms.AnswerForm,
    proposing: forms.ProposeForm | None = None,
) -> HttpResponse:  # fmt: skip
    meeting = one.meeting
    proposing = proposing or forms.ProposeForm()
    with timezone.override(settings.HOUSE_TIME_ZONE):
        when = f"{exports.span(meeting)} ({settings.HOUSE_TIME_ZONE})"
    is_open = meeting.state in {*AHEAD, State.RUNNING}
    context = {
        "meeting": meeting, "when": when, "form": form, "proposing": proposing,
        "is_open": is_open, "is_off": meeting.state == State.CANCELLED,
        "name": visible(one.name), "said": Answer(one.answer).label
        if one.answer != Answer.NONE else "",
        "agenda": [
            (visible(item.title), _("%(n)s min") % {"n": item.minutes})
            for item in queries.agenda_of(meeting)
            if not item.is_proposed
        ],
        "propose": _address("propose", token), "calendar": _address("answer-calendar", token),
    }  # fmt: skip
    status = 422 if form.is_bound or proposing.is_bound else 200
    return show(request, "meetings/public_answer.html", context, status=status)


@require_POST
@public(BY_LINK)
def propose(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for something to be spoken of."""
    one = _invitee_or_404(token)
    form = forms.ProposeForm(request.POST)
    if form.is_valid():
        try:
            actions.propose_item(
                by=SYSTEM, invitee=one, title=form.cleaned_data["title"], at=clock.now()
            )
        except Refusal as refusal:
            sheets.refused(form, refusal)
        else:
            toasts.tell(request, _("Thank you. Whoever leads the meeting sees it."))
            return redirect("meetings:answer", token=token)
    return _asked(request, token, one, forms.AnswerForm(), form)


@require_safe
@public(BY_LINK)
def answer_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Give the meeting to a calendar."""
    del request
    one = _invitee_or_404(token)
    method = exports.CANCEL if one.meeting.state == State.CANCELLED else exports.PUBLISH
    body = exports.calendar_text(one.meeting, method, clock.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@public(BY_LINK)
def judge(request: HttpRequest, token: str) -> HttpResponse:
    """Show the minutes, each line to be confirmed or disputed."""
    one = _invitee_or_404(token, of_minutes=True)
    return _minutes(request, token, one)


def _minutes(
    request: HttpRequest, token: str, one: Invitee, error: tuple[int, str] | None = None
) -> HttpResponse:
    meeting, at = one.meeting, clock.now()
    if not meeting.issue or meeting.sent_at is None:
        return show(request, "meetings/public_wait.html", {"meeting": meeting}, status=410)
    mine = {
        row.line_id: row
        for rows in queries.verdicts_of(meeting).values()
        for row in rows
        if row.invitee_id == one.pk
    }
    lines = queries.lines_of(meeting, outside=True)
    is_open = meeting.state == State.FINISHED and bool(meeting.answer_by and at < meeting.answer_by)
    until = formats.long_date(meeting.answer_by) if meeting.answer_by else ""
    context = {
        "meeting": meeting, "name": visible(one.name), "is_open": is_open, "until": until,
        "rows": [_row(token, line, mine.get(line.pk), error, is_open=is_open) for line in lines],
        "left": sum(line.kind != LineKind.HEADING and line.pk not in mine for line in lines),
        "confirm": _address("confirm-all", token),
        "version": _("Version %(n)s") % {"n": meeting.issue} if meeting.issue > 1 else "",
    }  # fmt: skip
    status = 422 if error else 200
    return show(request, "meetings/public_minutes.html", context, status=status)


def _row(
    token: str, line: Line, said: Verdict | None, error: tuple[int, str] | None, *, is_open: bool
) -> dict[str, Any]:
    kind = LineKind(line.kind)
    is_heading = kind == LineKind.HEADING
    return {
        "pk": line.pk, "text": visible(line.text), "is_heading": is_heading,
        "kind": "" if kind in {LineKind.NOTE, LineKind.HEADING} else kind.label,
        "said": said, "words": visible(said.words) if said else "",
        "judge": _address("judge-line", token, pk=line.pk) if is_open and not is_heading else "",
        "error": error[1] if error and error[0] == line.pk else "",
    }  # fmt: skip


@require_POST
@public(BY_LINK)
def confirm_all(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm every line that nothing was said of."""
    one = _invitee_or_404(token, of_minutes=True)
    try:
        n = actions.confirm_minutes(by=SYSTEM, invitee=one, at=clock.now())
    except Refusal as refusal:
        toasts.tell(request, str(refusal), kind="bad")
    else:
        said = ngettext("Thank you: %(n)s line confirmed.", "Thank you: %(n)s lines confirmed.", n)
        toasts.tell(request, said % {"n": n})
    return redirect("meetings:judge", token=token)


@require_POST
@public(BY_LINK)
def judge_line(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Keep what somebody says of one line."""
    one = _invitee_or_404(token, of_minutes=True)
    lines = queries.lines_of(one.meeting, outside=True)
    line = next((line for line in lines if line.pk == pk), None)
    if line is None:
        raise Http404
    try:
        actions.judge_line(
            by=SYSTEM, invitee=one, line=line, is_right="confirm" in request.POST,
            words=request.POST.get("words", ""), at=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        return _minutes(request, token, one, (pk, str(refusal)))
    toasts.tell(request, _("Thank you, that is kept."))
    return redirect(f"{_address('judge', token)}#line-{pk}")
