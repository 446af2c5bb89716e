"""Pulses: what the answers say, one of them, and the forms that ask and write down."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.pulses import actions, forms, panels, policies, queries
from accord.features.pulses.models import Pulse
from accord.features.pulses.states import FEWEST, QUESTIONS, State, Way
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of

both = require_http_methods(["GET", "POST"])
YEAR = timedelta(days=365)
MOST = 200


def pulse_or_404(request: Request, ref: str) -> Pulse:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def _address(one: Pulse, verb: str = "detail") -> str:
    return reverse(f"pulses:{verb}", kwargs={"ref": one.ref})


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Pulses"), reverse("pulses:list")), *steps]


@require_safe
@page(policies.VIEW)
def pulse_list(request: Request) -> HttpResponse:
    """Show what a year of answers says, by strategy, initiative, owner, and the pulses behind."""
    at, user = clock.now(), request.user
    kind, words = _asked(request)
    here = reverse("pulses:list")
    found = queries.in_order(user, **kind)
    pulses = list(found[:MOST])
    scores = queries.scores_of([one.pk for one in pulses])
    context = {
        "whole": panels.figures_of(queries.overall(user, at - YEAR, at, **_of(kind))),
        "parts": [] if kind else _parts(request), "words": words, "here": here,
        "rows": [_row(request, one, scores.get(one.pk, {})) for one in pulses],
        "fewest": FEWEST, "span": _span(at),
        "rule": reverse("pulses:rule") if policies.SET.allows(user) else "",
    }  # fmt: skip
    return show(request, "pulses/pulse_list.html", context)


def _span(at: Any) -> str:
    today = formats.local(at)
    first = formats.short_date(today - YEAR, today=today)
    return f"{first} – {formats.short_date(today, today=today)}"


def _of(kind: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in kind.items() if key != "state"}


def _asked(request: Request) -> tuple[dict[str, Any], list[str]]:
    """Read which pulses are asked for; of owners only whom one may read. Raises 404 for others."""
    kind: dict[str, Any] = {}
    words = []
    for name in queries.GROUPS:
        if key := request.GET.get(name, ""):
            kind[f"{name}_id"] = _key(key)
    if state := request.GET.get("state", ""):
        if state not in State.values:
            raise Http404
        kind["state"] = state
        words.append(str(State(state).label))
    if "owner_id" in kind:
        words.append(get_object_or_404(queries.owners_seen(request.user), pk=kind["owner_id"]).name)
    return kind, words


def _key(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:  # noqa: PLR2004 -- what a key can hold
        raise Http404
    return int(text)


def _parts(request: Request) -> list[dict[str, Any]]:
    """Give the tables by strategy, initiative and owner."""
    labels = {
        "strategy": _("By strategy"),
        "initiative": _("By initiative"),
        "owner": _("By owner"),
    }
    at, here = clock.now(), reverse("pulses:list")
    found = []
    for name in queries.GROUPS:
        groups = queries.groups(request.user, name, at - YEAR, at)
        if groups:
            rows = [
                panels.figures_of(group) | {
                    "name": visible(group.name), "href": f"{here}?{name}={group.key}#rows"
                }
                for group in groups
            ]  # fmt: skip
            found.append({"label": labels[name], "key": name, "rows": rows})
    return found


def _row(request: Request, one: Pulse, scores: dict[str, int]) -> dict[str, Any]:
    state, at = State(one.state), clock.now()
    return {
        "ref": one.ref, "href": _address(one), "party": visible(one.party.name),
        "about": one.about, "about_href": page_of(one.about), "state": state.label,
        "tone": panels.TONES[state], "when": formats.stamp(one.answered_at or one.asked_at, at=at),
        "owner": visible(one.owner.name)
        if one.owner and queries.sees_owner(request.user, one) else "",
        "scores": ", ".join(
            f"{QUESTIONS[key].words} {value}/{QUESTIONS[key].most}"
            for key, value in scores.items() if key in QUESTIONS
        ),
        "text": visible(one.words),
    }  # fmt: skip


@require_safe
@page(policies.VIEW)
def pulse_detail(request: Request, ref: str) -> HttpResponse:
    """Show one: what was asked, and what was answered."""
    one = pulse_or_404(request, ref)
    waits = one.state == State.ASKED
    scores = queries.scores_of([one.pk]).get(one.pk, {})
    may = waits and policies.ENTER.allows(request.user, one)
    link = reverse("pulses:read", args=[queries.token_of(one)])
    context = {
        **_row(request, one, {}), "one": one, "trail": _trail((one.ref, "")),
        "way": Way(one.way).label, "asked": formats.stamp(one.asked_at, at=clock.now()),
        "answers": [
            (QUESTIONS[key].words, scores.get(key), QUESTIONS[key].most)
            for key in queries.asked_questions(one)
        ],
        "record": reverse("stakeholders:detail", kwargs={"ref": one.party.ref}),
        "enter": _address(one, "enter") if may else "",
        "withdraw": _address(one, "withdraw") if may else "",
        "link": request.build_absolute_uri(link) if may and one.way == Way.LINK else "",
    }  # fmt: skip
    return show(request, "pulses/pulse_detail.html", context)


@both
@page(policies.ASK)
def pulse_ask(request: Request) -> HttpResponse:
    """Ask somebody about a talk or an escalation: ``?about=K-0042``."""
    found = queries.occasion(request.user, request.GET.get("about", ""))
    if found is None:
        raise Http404
    keys = [one.pk for one in found.parties]
    parties = parties_visible_to(request.user).filter(pk__in=keys).order_by("sort_key", "pk")
    initial = {"party": found.parties[0].pk} if len(keys) == 1 else {}
    form = forms.AskForm(sheets.sent(request), parties=parties, initial=initial)
    asked = [QUESTIONS[key].words for key in queries.rule_now().questions if key in QUESTIONS]
    words = sheets.Sheet(
        title=_("Ask how it was"), save=_("Ask"), said=_("Asked."), back=page_of(found.ref),
        trail=_trail(), is_lasting=True,
        sub=_("They are asked: %(questions)s") % {"questions": " ".join(map(str, asked))},
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.ask(
            by=request.user, party=given["party"], about=found.ref, way=given["way"],
            at=clock.now(),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.ENTER)
def pulse_enter(request: Request, ref: str) -> HttpResponse:
    one = pulse_or_404(request, ref)
    form = forms.AnswerForm(sheets.sent(request), pulse=one)
    words = sheets.Sheet(
        title=_("What they answered"), save=_("Save"), said=_("Saved."), back=_address(one),
        trail=_trail((one.ref, _address(one))),
        sub=_("Write down what %(name)s said, as they said it.")
        % {"name": visible(one.party.name)},
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.enter(by=request.user, pulse=one, given=form.answer(), at=clock.now())

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.WITHDRAW)
def pulse_withdraw(request: Request, ref: str) -> HttpResponse:
    one = pulse_or_404(request, ref)
    return sheets.pressed(
        request, partial(actions.withdraw, pulse=one), _("Withdrawn."), _address(one)
    )


@both
@page(policies.SET)
def rule(request: Request) -> HttpResponse:
    """Ask what is asked here, how often at the most, and for which consent."""
    now = queries.rule_now()
    initial = {"questions": now.questions, "again_days": now.again_days, "purpose": now.purpose_id}
    form = forms.RuleForm(sheets.sent(request), initial=initial)
    words = sheets.Sheet(
        title=_("How pulses are asked"), save=_("Save"), said=_("Saved."),
        back=reverse("pulses:list"), trail=_trail(),
    )  # fmt: skip
    return sheets.filled(request, form, words, actions.set_rule)
