"""What a stakeholder sees who was given feedback, by the link: the words, its facts, one's own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accord.features.feedback import actions, forms, queries
from accord.features.feedback.states import State
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import public, show

BY_LINK = "the link is the right to read it and to say it in one's own words"


@require_http_methods(["GET", "POST"])
@public(BY_LINK)
def read(request: HttpRequest, token: str) -> HttpResponse:
    """Show the feedback, and take in what its reader understood; nothing else of ours."""
    one = queries.by_token(token)
    if one is None:
        raise Http404
    until, now = queries.link_until(one), clock.now()
    if until is None or now >= until:
        return show(request, "feedback/public_over.html", {}, status=410)
    form = forms.PublicRestateForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.restate(by=SYSTEM, feedback=one, at=now, **form.cleaned_data)
        except Refusal as refusal:
            sheets.refused(form, refusal)
        else:
            return redirect("feedback:read", token=token)
    rounds = list(queries.restatements_of(one))
    waits = bool(rounds) and rounds[-1].is_understood is None
    context = {
        "one": one, "form": form, "rounds": rounds, "waits": waits,
        "is_open": one.state == State.GIVEN and not waits, "until": formats.long_date(until),
        "facts": [(formats.long_date(fact.at), fact.words) for fact in queries.facts_of(one)],
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return show(request, "feedback/public_feedback.html", context, status=status)
