"""What everybody sees who has the address: the question, the options, and what came of it.

No account, no script needed. Nothing of what we think of it is here, nor who else answered.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.features.consultations import actions, forms, queries
from accord.features.consultations.models import Consultation
from accord.features.consultations.panels import TONES
from accord.features.consultations.states import State, Verdict, View
from accord.features.consultations.views._inside import VERDICTS
from accord.foundation.accounts import browsers
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets, toasts
from accord.foundation.ui.pages import public, show

BY_LINK = "the link is the right to answer"
FOR_ALL = "what is asked in public is for everybody"
MOST = 100


def _to_be_found(answer: HttpResponse) -> HttpResponse:
    """Let those find it by a search who do not know of it yet."""
    answer["X-Robots-Tag"] = "all"
    return answer


@require_safe
@public(FOR_ALL)
def public_list(request: HttpRequest) -> HttpResponse:
    """List what we ask in public, and what came of what we asked."""
    rows = [
        {
            "question": visible(one.question), "closes": formats.long_date(one.closes_at),
            "href": reverse("consultations:public", kwargs={"token": one.token}),
            "state": State(one.state).label, "tone": TONES[State(one.state)],
        }
        for one in queries.listed()[:MOST]
    ]  # fmt: skip
    return _to_be_found(show(request, "consultations/public_list.html", {"rows": rows}))


@require_http_methods(["GET", "POST"])
@public(FOR_ALL)
def in_public(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is asked, and take in what a stranger says to it."""
    one = queries.by_token(token)
    if one is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = forms.PublicForm(posted, options=queries.options_of(one))
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.answer_in_public(
                by=SYSTEM, consultation=one, what=form.said(), at=clock.now(),
                who=actions.Stranger(given["name"], given["email"], given["has_agreed"]),
                network=browsers.network(request),
            )  # fmt: skip
        except Refusal as refusal:
            sheets.refused(form, refusal)
        else:
            toasts.tell(
                request, _("Thank you. We keep what you said, and tell you what came of it.")
            )
            return redirect("consultations:public", token=token)
    answer = _shown(request, one, form, {})
    return _to_be_found(answer) if one.is_listed else answer


@require_http_methods(["GET", "POST"])
@public(BY_LINK)
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is asked to who was asked, and take in what they say."""
    row = queries.consulted_by_token(token)
    if row is None:
        raise Http404
    one, said = row.consultation, queries.answer_of(row)
    initial = {"words": said.words} if said else {}
    if said:
        initial |= {f"option_{key}": view for key, view in queries.stances_of(said).items()}
    posted = request.POST if request.method == "POST" else None
    form = forms.SaidForm(posted, options=queries.options_of(one), initial=initial)
    if form.is_valid():
        try:
            actions.answer_by_link(
                by=SYSTEM, row=row, what=form.said(), at=clock.now(),
                network=browsers.network(request),
            )  # fmt: skip
        except Refusal as refusal:
            sheets.refused(form, refusal)
        else:
            toasts.tell(
                request, _("Thank you. We keep what you said, and tell you what came of it.")
            )
            return redirect("consultations:mine", token=token)
    return _shown(request, one, form, {"name": visible(row.party.name), "said": said})


def _shown(
    request: HttpRequest, one: Consultation, form: forms.SaidForm, more: dict[str, Any]
) -> HttpResponse:
    now = clock.now()
    is_open = one.state == State.OPEN and now <= one.closes_at
    found = queries.tally(one, in_public=True)
    context = {
        "one": one, "form": form, "is_open": is_open, "tally": found,
        "takes": one.state in {State.OPEN, State.CLOSED} and not one.decided_at,
        "state": State(one.state).label if is_open or one.state != State.OPEN
        else State.CLOSED.label,
        "promise": queries.promise_of(one),
        "closes": formats.full(one.closes_at),
        "options": [
            {"words": visible(row.option.words), "details": visible(row.option.details),
             "is_chosen": row.option.pk == one.chosen_id, "counts": _counts(row)}
            for row in found.rows
        ],
        "responses": [
            {"said": visible(row.said), "did": visible(row.did),
             "verdict": Verdict(row.verdict).label, "tone": VERDICTS[Verdict(row.verdict)]}
            for row in queries.responses_of(one)
        ] if one.decided_at else [],
        "name": "", "said": None, "others": reverse("consultations:public-list"), **more,
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return show(request, "consultations/public_consultation.html", context, status=status)


def _counts(row: queries.Counted) -> str:
    """Say how many are for and against, where it may be told."""
    if row.views is None:
        return ""
    return " · ".join(f"{View(view).label}: {n}" for view, n in row.views.items())
