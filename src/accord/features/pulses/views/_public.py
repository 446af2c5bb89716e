"""What a party sees by the link of its own: the questions, in its language, without sign-in."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_http_methods

from accord.features.pulses import actions, forms, queries
from accord.features.pulses.models import Pulse
from accord.features.pulses.states import State
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui import sheets
from accord.foundation.ui.pages import public, show

BY_LINK = "the link is the right to answer these questions, once"


@require_http_methods(["GET", "POST"])
@public(BY_LINK)
def read(request: HttpRequest, token: str) -> HttpResponse:
    """Show the questions and take the answers in; nothing else of ours."""
    pulse = queries.by_token(token)
    if pulse is None:
        raise Http404
    asked = request.GET.get("lang", "")
    language = asked if asked in dict(settings.LANGUAGES) else pulse.language
    with translation.override(language or translation.get_language()):
        return _answer(request, pulse)


def _answer(request: HttpRequest, pulse: Pulse) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form, at = forms.AnswerForm(sent, pulse=pulse), clock.now()
    if form.is_valid():
        try:
            if "decline" in request.POST:
                actions.decline(by=SYSTEM, pulse=pulse, at=at)
            else:
                actions.answer(by=SYSTEM, pulse=pulse, given=form.answer(), at=at)
        except Refusal as refusal:
            sheets.refused(form, refusal)
        else:
            return redirect(request.get_full_path())
    context = {
        "form": form, "state": pulse.state, "is_open": queries.is_open(pulse, at),
        "is_answered": pulse.state == State.ANSWERED, "languages": settings.LANGUAGES,
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return show(request, "pulses/public_pulse.html", context, status=status)
