"""Escalations: what lies with whom, one with its bundle and its way up, and the ladder."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.escalations import actions, forms, policies, queries
from accord.features.escalations.models import Escalation, Step
from accord.features.escalations.panels import due_of
from accord.features.escalations.states import LEVELS, State
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import drawn, page_of

both = require_http_methods(["GET", "POST"])
TONES = {State.OPEN: "warn", State.DECIDED: "info", State.ANSWERED: "ok", State.WITHDRAWN: ""}
MOST = 200
YEAR = timedelta(days=365)


def escalation_or_404(request: Request, ref: str) -> Escalation:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def _address(escalation: Escalation, verb: str = "detail") -> str:
    return reverse(f"escalations:{verb}", kwargs={"ref": escalation.ref})


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Escalations"), reverse("escalations:list")), *steps]


@require_safe
@page(policies.VIEW)
def escalation_list(request: Request) -> HttpResponse:
    """List what goes on, soonest due first; or what lies with me; or what is settled."""
    which, at = request.GET.get("which", ""), clock.now()
    here = reverse("escalations:list")
    choices = [("", _("Ongoing")), ("mine", _("With me")), ("settled", _("Settled"))]
    context = {
        "rows": [_row(one) for one in queries.in_order(request.user, which)[:MOST]],
        "choices": [
            {"label": label, "href": f"{here}?which={key}" if key else here, "on": which == key}
            for key, label in choices
        ],
        "figures": queries.figures(request.user, at - YEAR),
        "ladder": reverse("escalations:ladder") if policies.LADDER.allows(request.user) else "",
    }
    return show(request, "escalations/escalation_list.html", context)


def _row(one: Escalation) -> dict[str, Any]:
    state = State(one.state)
    return {
        "one": one, "href": _address(one), "state": state.label, "tone": TONES[state],
        "due": due_of(one), "level": LEVELS[one.level],
    }  # fmt: skip


@require_safe
@page(policies.VIEW)
def escalation_detail(request: Request, ref: str) -> HttpResponse:
    """Show one: the bundle, with whom it lies and until when, its way up, decision and answer."""
    one, at = escalation_or_404(request, ref), clock.now()
    is_open = one.state == State.OPEN
    may_raise = is_open and policies.RAISE.allows(request.user, one)
    context = {
        **_row(one), "trail": _trail((one.ref, "")),
        "party_href": reverse("stakeholders:detail", kwargs={"ref": one.party.ref}),
        "about_href": page_of(one.about) if one.about else "",
        "raised": formats.stamp(one.raised_at, at=at),
        "due_at": formats.stamp(one.due_at, at=at),
        "decided": formats.stamp(one.decided_at, at=at) if one.decided_at else "",
        "answered": formats.stamp(one.answered_at, at=at) if one.answered_at else "",
        "climbs": [
            {
                "at": formats.stamp(row.at, at=at), "holder": row.holder,
                "by": row.by.name if row.by else _("the clock"), "reason": visible(row.reason),
                "level": LEVELS[row.level],
            }
            for row in queries.climbs_of(one)
        ],
        "may": {
            "climb": _address(one, "climb") if may_raise else "",
            "withdraw": _address(one, "withdraw") if may_raise else "",
            "decide": _address(one, "decide")
            if is_open and policies.DECIDE.allows(request.user, one) else "",
            "answer": _address(one, "answer")
            if one.state == State.DECIDED and policies.ANSWER.allows(request.user, one) else "",
        },
        "more": drawn(request, "escalations.record", "right", one),
    }  # fmt: skip
    return show(request, "escalations/escalation_detail.html", context)


@both
@page(policies.RAISE)
def escalation_raise(request: Request) -> HttpResponse:
    """Escalate; ``?about=S-1042`` says whose matter it is."""
    party = get_object_or_404(parties_visible_to(request.user), ref=request.GET.get("about", ""))
    policies.RAISE.demand(request.user, party)
    form = forms.RaiseForm(sheets.sent(request))
    words = sheets.Sheet(
        title=_("Escalate about %(name)s") % {"name": visible(party.name)},
        save=_("Escalate"), said=_("It lies one step higher now."),
        back=reverse("escalations:list"), trail=_trail(),
        sub=_("It goes to the lowest step of the ladder, and higher when nobody decides in time."),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        bundle = actions.Bundle(**given)
        return actions.raise_escalation(by=request.user, party=party, bundle=bundle, at=clock.now())

    return sheets.answer(request, form, words, act)


def _on(one: Escalation, title: str, save: str) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), back=_address(one),
        trail=_trail((one.ref, _address(one))), sub=visible(one.question),
    )  # fmt: skip


@both
@page(policies.RAISE)
def escalation_climb(request: Request, ref: str) -> HttpResponse:
    one = escalation_or_404(request, ref)
    form = forms.ClimbForm(sheets.sent(request))
    words = _on(one, _("One step up"), _("Hand up"))
    return sheets.filled(request, form, words, partial(actions.climb, escalation=one))


@both
@page(policies.DECIDE)
def escalation_decide(request: Request, ref: str) -> HttpResponse:
    one = escalation_or_404(request, ref)
    form = forms.DecideForm(sheets.sent(request))
    words = _on(one, _("Decide"), _("Decide"))
    return sheets.filled(request, form, words, partial(actions.decide, escalation=one))


@both
@page(policies.ANSWER)
def escalation_answer(request: Request, ref: str) -> HttpResponse:
    one = escalation_or_404(request, ref)
    form = forms.AnswerForm(sheets.sent(request))
    words = _on(one, _("The answer"), _("Save"))
    return sheets.filled(request, form, words, partial(actions.answer, escalation=one))


@both
@page(policies.RAISE)
def escalation_withdraw(request: Request, ref: str) -> HttpResponse:
    one = escalation_or_404(request, ref)
    form = forms.WithdrawForm(sheets.sent(request))
    words = _on(one, _("Withdraw"), _("Withdraw"))
    return sheets.filled(request, form, words, partial(actions.withdraw, escalation=one))


@require_safe
@page(policies.LADDER)
def ladder(request: Request) -> HttpResponse:
    """Show who decides on which step, and how long they have."""
    context = {
        "trail": _trail((_("Ladder"), "")),
        "steps": [
            {
                "person": step.person, "level": LEVELS[step.level], "hours": step.hours,
                "drop": reverse("escalations:step-drop", args=[step.pk]),
                "set": f"{reverse('escalations:step-set')}?person={step.person_id}",
            }
            for step in queries.ladder()
        ],
        "add": reverse("escalations:step-set"),
    }  # fmt: skip
    return show(request, "escalations/ladder.html", context)


@both
@page(policies.LADDER)
def step_set(request: Request) -> HttpResponse:
    """Put somebody on the ladder; ``?person=7`` changes a step that there is."""
    asked = request.GET.get("person", "")
    there = queries.ladder().filter(person=int(asked)).first() if asked.isdecimal() else None
    initial = (
        {"person": there.person_id, "level": there.level, "hours": there.hours} if there else {}
    )
    form = forms.StepForm(sheets.sent(request), initial=initial)
    here = reverse("escalations:ladder")
    words = sheets.Sheet(
        title=_("A step of the ladder"), save=_("Save"), said=_("Saved."),
        back=here, trail=_trail((_("Ladder"), here)),
        version=there.version if there else None,
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.set_step, seen=sheets.seen(request)))


@require_POST
@page(policies.LADDER)
def step_drop(request: Request, pk: int) -> HttpResponse:
    step = get_object_or_404(Step, pk=pk)
    actions.drop_step(by=request.user, step=step, at=clock.now())
    said = _("%(name)s is off the ladder.") % {"name": visible(step.person.name)}
    return sheets.done(request, said, reverse("escalations:ladder"))
