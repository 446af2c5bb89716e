"""The answers to a consultation: read, written down for somebody, matched, set aside."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accord.features.consultations import actions, forms, policies, queries
from accord.features.consultations.models import Answer
from accord.features.consultations.panels import address
from accord.features.consultations.states import State, Via, View
from accord.features.consultations.views._inside import (
    at,
    both,
    consultation_or_404,
    on,
    trail,
)
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show

MOST = 500


def answer_or_404(request: Request, ref: str, pk: int) -> Answer:
    found = queries.answers_visible_to(request.user).filter(consultation__ref=ref)
    return get_object_or_404(found, pk=pk)


def who_said(answer: Answer) -> str:
    return visible(answer.party.name if answer.party else answer.name)


@require_safe
@page(policies.VIEW)
def answer_list(request: Request, ref: str) -> HttpResponse:
    """List what was said, oldest first, with what is nobody's yet."""
    one, now = consultation_or_404(request, ref), clock.now()
    may = policies.ANSWER.allows(request.user, one) and one.state != State.ANSWERED
    options = {option.pk: visible(option.words) for option in queries.options_of(one)}
    counting = {answer.pk for answer in queries.counted(one)}
    found = queries.answers_of(request.user, one).prefetch_related("stances")[:MOST]
    context = {
        "one": one, "trail": trail((one.ref, address(one)), (_("Answers"), "")),
        "rows": [
            {
                "answer": answer, "name": who_said(answer), "email": visible(answer.email),
                "href": reverse("stakeholders:detail", kwargs={"ref": answer.party.ref})
                if answer.party else "",
                "via": Via(answer.via).label, "when": formats.stamp(answer.said_at, at=now),
                "by": visible(answer.entered_by.name) if answer.entered_by else "",
                "counts": answer.pk in counting,
                "stances": [
                    f"{options[stance.option_id]}: {View(stance.view).label}"
                    for stance in answer.stances.all()
                ],
                "is_nobodys": answer.party_id is None and not answer.aside,
                "acts": {
                    verb: at(one, f"answer-{verb}", pk=answer.pk)
                    for verb in ("match", "make", "aside")
                } if may and answer.party_id is None and not answer.aside else {},
            }
            for answer in found
        ],
        "add": at(one, "answer-add")
        if may and one.state in {State.OPEN, State.CLOSED} else "",
    }  # fmt: skip
    return show(request, "consultations/answer_list.html", context)


@both
@page(policies.ANSWER)
def answer_add(request: Request, ref: str) -> HttpResponse:
    """Write down what somebody told one of us."""
    one = consultation_or_404(request, ref)
    form = forms.EnterForm(sheets.sent(request), user=request.user, options=queries.options_of(one))

    def act(given: dict[str, Any]) -> object:
        return actions.enter_answer(
            by=request.user, consultation=one, party=form.party, what=form.said(),
            via=given["via"], said_at=given["said_at"], at=clock.now(),
        )  # fmt: skip

    words = on(
        one, _("Write down what somebody told us"), _("Save"), back=at(one, "answers"),
        looks={**form.looks, "via": "pills"},
    )  # fmt: skip
    return sheets.answer(request, form, words, act)


@both
@page(policies.ANSWER)
def answer_match(request: Request, ref: str, pk: int) -> HttpResponse:
    """Say which stakeholder an answer is from."""
    answer = answer_or_404(request, ref, pk)
    one = answer.consultation
    form = forms.WhoForm(sheets.sent(request), user=request.user)
    words = on(
        one, _("Whose answer is it?"), _("Save"), back=at(one, "answers"),
        sub=f"{who_said(answer)} · {visible(answer.email)}",
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.match_answer(
            by=request.user, answer=answer, party=form.party, at=clock.now()
        )

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.ANSWER)
def answer_make(request: Request, ref: str, pk: int) -> HttpResponse:
    """Make a new stakeholder of whoever answered."""
    answer = answer_or_404(request, ref, pk)

    back = at(answer.consultation, "answers")
    return sheets.pressed(
        request,
        partial(actions.make_party_of, answer=answer),
        _("Added to the register."),
        back,
        stay=address(answer.consultation),
    )


@both
@page(policies.ANSWER)
def answer_aside(request: Request, ref: str, pk: int) -> HttpResponse:
    answer = answer_or_404(request, ref, pk)
    one = answer.consultation
    form = forms.AsideForm(sheets.sent(request))
    words = on(one, _("Set the answer aside"), _("Set aside"), back=at(one, "answers"))
    return sheets.filled(request, form, words, partial(actions.set_answer_aside, answer=answer))
