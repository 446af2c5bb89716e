"""What is noted about one's own conduct, and what one says of it."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.conduct import actions, forms, panels, policies, queries
from accord.features.conduct.models import Incident
from accord.features.conduct.views._found import address, incident_or_404
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show


def _mine_or_404(request: Request, ref: str) -> Incident:
    return get_object_or_404(queries.concerning(request.user), ref=ref)


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("What I carry"), reverse("conduct:mine")), *steps]


@require_safe
@page(policies.OWN)
def concerning(request: Request, ref: str) -> HttpResponse:
    """Show what is noted about one's own conduct: that it is, and the facts once one is asked.

    Who noted it, how they took it and what second readers say is theirs.
    """
    one, at = _mine_or_404(request, ref), clock.now()
    is_seen = talks_visible_to(request.user).filter(pk=one.talk_id).exists()
    context = {
        **panels.incident_row(one), "trail": _trail((one.ref, "")),
        "is_open": one.heard_at is not None,
        "when": formats.stamp(one.happened_at, at=at),
        "answered": formats.stamp(one.answered_at, at=at) if one.answered_at else "",
        "talk_href": reverse("engagement:detail", args=[one.talk.ref]) if is_seen else "",
        "answer_href": address("answer", one.ref),
    }  # fmt: skip
    return show(request, "conduct/concerning.html", context)


@require_http_methods(["GET", "POST"])
@page(policies.ANSWER)
def answer(request: Request, ref: str) -> HttpResponse:
    """Say how one saw it."""
    one = _mine_or_404(request, ref)
    form = forms.AnswerForm(sheets.sent(request), initial={"words": one.answer})
    back = address("concerning", one.ref)
    words = sheets.Sheet(
        title=_("How I saw it"), save=_("Save"), said=_("Saved."), back=back,
        trail=_trail((one.ref, back)), sub=_("Whoever decides reads it beside what was noted."),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.answer_incident, incident=one))


@require_POST
@page(policies.HEAR)
def hear(request: Request, ref: str) -> HttpResponse:
    """Ask the colleague whose conduct it was for their side."""
    one = incident_or_404(request, ref)
    back = address("detail", one.ref)
    try:
        actions.ask_their_side(by=request.user, incident=one, at=clock.now())
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, back)
    name = visible(one.person.name) if one.person else ""
    return sheets.done(request, _("%(name)s is asked for their side.") % {"name": name}, back)
