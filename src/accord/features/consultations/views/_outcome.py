"""What came of a consultation, what both sides promised, and who was told."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.features.consultations import actions, forms, policies, queries
from accord.features.consultations.panels import address
from accord.features.consultations.views._answers import who_said
from accord.features.consultations.views._inside import (
    both,
    consultation_or_404,
    on,
)
from accord.features.promises.actions import PromiseDetails
from accord.features.promises.states import Side
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import sheets
from accord.foundation.ui.pages import Request, page


@both
@page(policies.RUN)
def response_add(request: Request, ref: str) -> HttpResponse:
    """Say what becomes of what was said."""
    one = consultation_or_404(request, ref)
    answers = [
        (row, f"{who_said(row)}: {visible(Truncator(row.words).chars(60))}")
        for row in queries.answers_of(request.user, one).filter(aside="")
    ]
    ours = [
        row.promise for row in queries.commitments_of(request.user, one)
        if row.promise.side == Side.WE
    ]  # fmt: skip
    form = forms.ResponseForm(sheets.sent(request), answers=answers, promises=ours)

    def act(given: dict[str, Any]) -> object:
        details = actions.ResponseDetails(
            given["said"], given["did"], given["verdict"], form.promise_kept()
        )
        return actions.respond(
            by=request.user, consultation=one, details=details, answers=form.chosen(),
            at=clock.now(),
        )  # fmt: skip

    words = on(one, _("You said, we did"), _("Add"), looks={"verdict": "pills"})
    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.RUN)
def response_drop(request: Request, ref: str, pk: int) -> HttpResponse:
    found = queries.responses_visible_to(request.user).filter(consultation__ref=ref)
    response = get_object_or_404(found, pk=pk)
    return sheets.pressed(
        request,
        partial(actions.drop_response, response=response),
        _("Removed."),
        address(response.consultation),
    )


@both
@page(policies.RUN)
def commitment_add(request: Request, ref: str) -> HttpResponse:
    """Write down what one side promises the other."""
    one = consultation_or_404(request, ref)
    initial = {"owner": request.user.pk}
    form = forms.CommitForm(sheets.sent(request), user=request.user, initial=initial)

    def act(given: dict[str, Any]) -> object:
        details = PromiseDetails(
            given["words"], side=given["side"], owner_id=given["owner"].pk,
            due_at=given["due_at"], source=f"{one.ref} {one.question}",
            their_owner=given["their_owner"],
        )  # fmt: skip
        return actions.commit(
            by=request.user, consultation=one, party=form.party, details=details, at=clock.now()
        )

    words = on(one, _("What is promised"), _("Save"), looks={"side": "pills"})
    return sheets.answer(request, form, words, act)


@both
@page(policies.DECIDE)
def outcome_decide(request: Request, ref: str) -> HttpResponse:
    """Say what came of it."""
    one = consultation_or_404(request, ref)
    options = queries.options_visible_to(request.user).filter(consultation=one).order_by("pk")
    form = forms.DecideForm(
        sheets.sent(request), user=request.user, consultation=one, options=options,
        initial={"outcome": one.outcome, "chosen": one.chosen_id, "decision": one.decision_id},
    )  # fmt: skip
    words = on(one, _("What came of it"), _("Save"))
    return sheets.filled(request, form, words, partial(actions.decide_outcome, consultation=one))


@both
@page(policies.TELL)
def told_note(request: Request, ref: str) -> HttpResponse:
    """Note who was told of the outcome."""
    one = consultation_or_404(request, ref)
    form = forms.ToldForm(sheets.sent(request), untold=queries.untold(request.user, one))

    def act(given: dict[str, Any]) -> object:
        return actions.note_told(
            by=request.user, rows=form.chosen(), how=given["how"], ref=given["ref"],
            at=clock.now(),
        )  # fmt: skip

    return sheets.answer(request, form, on(one, _("Who was told"), _("Save")), act)


@require_POST
@page(policies.TELL)
def told_mail(request: Request, ref: str) -> HttpResponse:
    """Tell by e-mail all whom it reaches."""
    one = consultation_or_404(request, ref)

    said = _("The mails are on their way.")
    return sheets.pressed(
        request,
        partial(actions.mail_outcome, consultation=one),
        said,
        address(one),
        is_lasting=True,
    )


@both
@page(policies.TELL)
def told_excuse(request: Request, ref: str, pk: int) -> HttpResponse:
    """Say why somebody is not told."""
    found = queries.asked_visible_to(request.user).filter(consultation__ref=ref)
    row = get_object_or_404(found, pk=pk)
    form = forms.ExcuseForm(sheets.sent(request))
    words = on(row.consultation, _("Why they are not told"), _("Save"), sub=visible(row.party.name))
    return sheets.filled(request, form, words, partial(actions.excuse_telling, row=row))


@require_POST
@page(policies.RUN)
def consultation_end(request: Request, ref: str) -> HttpResponse:
    """Call it answered: everybody heard what came of it."""
    one = consultation_or_404(request, ref)
    return sheets.pressed(
        request,
        partial(actions.end_consultation, consultation=one),
        _("Answered: nobody was forgotten."),
        address(one),
    )
