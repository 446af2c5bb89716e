"""Feedback: what I wrote and was given, one note with its facts and rounds, and the forms."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.feedback import actions, forms, policies, queries
from accord.features.feedback.models import Fact, Feedback
from accord.features.feedback.states import State
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of

both = require_http_methods(["GET", "POST"])
TONES = {State.DRAFT: "", State.GIVEN: "warn", State.UNDERSTOOD: "ok"}
MOST = 200


def feedback_or_404(request: Request, ref: str) -> Feedback:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def _address(one: Feedback, verb: str = "detail", **more: Any) -> str:
    return reverse(f"feedback:{verb}", kwargs={"ref": one.ref, **more})


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Feedback"), reverse("feedback:list")), *steps]


def _reader(one: Feedback) -> str:
    return visible(str(one.party.name if one.party else one.person))


@require_safe
@page(policies.VIEW)
def feedback_list(request: Request) -> HttpResponse:
    """List what I wrote and was given, and what was given to stakeholders that I see."""
    which, here = request.GET.get("which", ""), reverse("feedback:list")
    choices = [("", _("All")), ("mine", _("For me to restate")), ("waiting", _("Waits for me"))]
    context = {
        "rows": [
            {
                "one": one, "href": _address(one), "reader": _reader(one),
                "state": State(one.state).label, "tone": TONES[State(one.state)],
                "made": formats.stamp(one.given_at or one.made_at, at=clock.now()),
            }
            for one in queries.in_order(request.user, which)[:MOST]
        ],
        "choices": [
            {"label": label, "href": f"{here}?which={key}" if key else here, "on": which == key}
            for key, label in choices
        ],
        "add": reverse("feedback:add") if policies.WRITE.allows(request.user) else "",
    }  # fmt: skip
    return show(request, "feedback/feedback_list.html", context)


@require_safe
@page(policies.VIEW)
def feedback_detail(request: Request, ref: str) -> HttpResponse:
    """Show one: its words, what it rests on, and how its reader understood it."""
    one, at = feedback_or_404(request, ref), clock.now()
    rounds = list(queries.restatements_of(one))
    waits = bool(rounds) and rounds[-1].is_understood is None
    is_mine = policies.WRITE.allows(request.user, one)
    draft, given = one.state == State.DRAFT, one.state == State.GIVEN
    until = queries.link_until(one)
    link = reverse("feedback:read", kwargs={"token": queries.token_of(one)})
    reads = given and not waits and one.person_id == request.user.pk
    context = {
        "one": one, "trail": _trail((one.ref, "")), "reader": _reader(one),
        "state": State(one.state).label, "tone": TONES[State(one.state)],
        "given": formats.stamp(one.given_at, at=at) if one.given_at else "",
        "understood": formats.stamp(one.understood_at, at=at) if one.understood_at else "",
        "facts": [_fact(one, fact, may=draft and is_mine) for fact in queries.facts_of(one)],
        "rounds": [
            {"round": row, "at": formats.stamp(row.at, at=at)} for row in rounds
        ],
        "link": request.build_absolute_uri(link) if one.party and given and is_mine else "",
        "until": formats.long_date(until) if until else "", "is_over": bool(until and at >= until),
        "renew": _address(one, "renew") if until and given and is_mine else "",
        "restate": _address(one, "restate") if reads else "",
        "settle": _address(one, "settle") if waits and is_mine else "",
        "may": {
            verb: _address(one, verb) if draft and is_mine else ""
            for verb in ("change", "fact-add", "give")
        },
    }  # fmt: skip
    return show(request, "feedback/feedback_detail.html", context)


def _fact(one: Feedback, fact: Fact, *, may: bool) -> dict[str, Any]:
    return {
        "words": visible(fact.words), "day": formats.long_date(fact.at), "ref": fact.ref,
        "href": page_of(fact.ref), "drop": _address(one, "fact-drop", pk=fact.pk) if may else "",
    }  # fmt: skip


@both
@page(policies.WRITE)
def feedback_add(request: Request) -> HttpResponse:
    """Begin feedback to a colleague; ``?about=S-1042`` makes it one to a stakeholder."""
    about, party = request.GET.get("about", ""), None
    form: forms.FeedbackForm
    if about:
        party = get_object_or_404(parties_visible_to(request.user), ref=about)
        form = forms.FeedbackForm(sheets.sent(request))
    else:
        form = forms.ToColleagueForm(sheets.sent(request), user=request.user)
    title = _("Feedback to %(name)s") % {"name": visible(party.name)} if party else _("Feedback")
    words = sheets.Sheet(
        title=title, save=_("Keep as a draft"), said=_("Kept as a draft."),
        back=reverse("feedback:list"), trail=_trail(),
        sub=_("A draft is yours alone. Say on which records it rests, then give it."),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.write_feedback, party=party))


def _on(one: Feedback, title: str, save: str, **more: Any) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), back=_address(one),
        trail=_trail((one.ref, _address(one))), sub=visible(one.title), **more,
    )  # fmt: skip


@both
@page(policies.WRITE)
def feedback_change(request: Request, ref: str) -> HttpResponse:
    one = feedback_or_404(request, ref)
    initial = {"title": one.title, "words": one.words}
    form = forms.FeedbackForm(sheets.sent(request), initial=initial)
    words = _on(one, _("Change the words"), _("Save"), version=one.version)
    return sheets.filled(
        request,
        form,
        words,
        partial(actions.change_feedback, feedback=one, seen=sheets.seen(request)),
    )


@both
@page(policies.WRITE)
def fact_add(request: Request, ref: str) -> HttpResponse:
    one = feedback_or_404(request, ref)
    form = forms.FactForm(sheets.sent(request))
    words = _on(one, _("What it rests on"), _("Add"))
    return sheets.filled(request, form, words, partial(actions.add_fact, feedback=one))


@require_POST
@page(policies.WRITE)
def fact_drop(request: Request, ref: str, pk: int) -> HttpResponse:
    found = queries.facts_visible_to(request.user).filter(feedback__ref=ref)
    fact = get_object_or_404(found, pk=pk)
    back = _address(fact.feedback)
    return sheets.pressed(request, partial(actions.drop_fact, fact=fact), _("Removed."), back)


@require_POST
@page(policies.GIVE)
def feedback_give(request: Request, ref: str) -> HttpResponse:
    one = feedback_or_404(request, ref)
    return sheets.pressed(
        request, partial(actions.give, feedback=one), _("Given."), _address(one), is_lasting=True
    )


@require_POST
@page(policies.RENEW)
def link_renew(request: Request, ref: str) -> HttpResponse:
    """Let the link of its reader work anew."""
    one = feedback_or_404(request, ref)
    renew = partial(actions.renew_link, feedback=one)
    return sheets.pressed(request, renew, _("The link works again."), _address(one))


@both
@page(policies.RESTATE)
def feedback_restate(request: Request, ref: str) -> HttpResponse:
    """Say in one's own words what one understood."""
    one = feedback_or_404(request, ref)
    form = forms.RestateForm(sheets.sent(request))
    words = _on(one, _("In my own words"), _("Say so"))
    return sheets.filled(request, form, words, partial(actions.restate, feedback=one))


@both
@page(policies.SETTLE)
def feedback_settle(request: Request, ref: str) -> HttpResponse:
    """Say whether the reader's words are what was meant."""
    one = feedback_or_404(request, ref)
    form = forms.SettleForm(sheets.sent(request))

    def act(given: dict[str, Any]) -> object:
        return actions.settle(
            by=request.user, feedback=one, is_understood=given["is_understood"] == "yes",
            reply=given["reply"], at=clock.now(),
        )  # fmt: skip

    title = _("Is it what you meant?")
    words = _on(one, title, _("Save"), looks={"is_understood": "pills"})
    return sheets.answer(request, form, words, act)
