"""What strategic segments want: one page of all, one of each, and their forms."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.features.wants import actions, forms, panels, policies, queries
from accord.features.wants.models import Focus, Want
from accord.features.wants.queries import Askable
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])
MOST = 50


def _home() -> str:
    return reverse("wants:home")


def _address(focus: Focus, verb: str = "detail") -> str:
    return reverse(f"wants:{verb}", kwargs={"pk": focus.pk})


def focus_or_404(request: Request, pk: int) -> Focus:
    return get_object_or_404(queries.visible_to(request.user), pk=pk)


def want_or_404(request: Request, pk: int) -> Want:
    return get_object_or_404(queries.wants_visible_to(request.user), pk=pk)


@require_safe
@page(policies.VIEW)
def home(request: Request) -> HttpResponse:
    """Show each strategic segment with what it wants, and what its members said."""
    at, focuses = clock.now(), list(queries.visible_to(request.user)[:MOST])
    rolled = queries.rollups(request.user, focuses, at)
    wants: dict[int, list[Want]] = {focus.pk: [] for focus in focuses}
    for want in queries.wants_visible_to(request.user):
        wants.get(want.focus_id, []).append(want)
    context = {
        "cards": [
            {
                "name": visible(focus.segment.name), "href": _address(focus),
                "owner": visible(focus.owner.name), "reason": visible(focus.reason),
                "wants": [panels.told(want, at) for want in wants[focus.pk]],
                "figures": panels.figures(focus, rolled[focus.pk], at),
                "known": panels.how_known(focus, rolled[focus.pk]),
                "method": panels.method(focus, rolled[focus.pk], at),
            }
            for focus in focuses
        ],
        "may_focus": policies.FOCUS.allows(request.user), "add": reverse("wants:add"),
    }  # fmt: skip
    return show(request, "wants/home.html", context)


@require_safe
@page(policies.VIEW)
def focus_detail(request: Request, pk: int) -> HttpResponse:
    """Show one strategic segment: what it wants now and wanted before, and whom to ask again."""
    focus, at = focus_or_404(request, pk), clock.now()
    rolled = queries.rollups(request.user, [focus], at)[focus.pk]
    may_state = policies.STATE.allows(request.user, focus)
    before = list(queries.wants_before(focus)[:MOST])
    newer = queries.replaced_by(before)
    context = {
        "focus": focus, "trail": _trail((visible(focus.segment.name), "")),
        "segment_href": reverse("stakeholders:segment", args=[focus.segment_id]),
        "wants": [
            panels.told(want, at, _verbs(want) if may_state else None)
            for want in queries.wants_visible_to(request.user).filter(focus=focus)
        ],
        "before": [_ended(want, newer.get(want.pk), at) for want in before],
        "figures": panels.figures(focus, rolled, at), "known": panels.how_known(focus, rolled),
        "method": panels.method(focus, rolled, at),
        "askable": [
            _askable(request, focus, one, at) for one in queries.askable(request.user, focus, at)
        ],
        "may_focus": policies.FOCUS.allows(request.user, focus), "may_state": may_state,
        "here": {verb: _address(focus, verb) for verb in ("change", "end", "state")},
    }  # fmt: skip
    return show(request, "wants/focus_detail.html", context)


def _verbs(want: Want) -> dict[str, str]:
    return {
        verb: reverse(f"wants:{verb}", kwargs={"pk": want.pk})
        for verb in ("confirm", "replace", "withdraw")
    }


def _ended(want: Want, newer: Want | None, at: datetime) -> dict[str, Any]:
    why = _("Now: %(words)s") % {"words": visible(newer.words)} if newer else want.ended_why
    assert want.ended_at is not None  # noqa: S101 -- it was asked for
    return {
        **panels.told(want, at), "ended": formats.stamp(want.ended_at, at=at),
        "why": visible(why),
    }  # fmt: skip


def _askable(request: Request, focus: Focus, one: Askable, at: datetime) -> dict[str, Any]:
    party = one.party
    age = panels.age(one.confirmed_on, at)
    known = _("%(age)s ago") % {"age": age} if one.confirmed_on else _("nothing known")
    may_ask = one.asked is None and policies.ASK.allows(request.user, party)
    return {
        "party": party, "href": reverse("stakeholders:detail", kwargs={"ref": party.ref}),
        "sub": " · ".join([known, visible(party.owner.name) if party.owner else _("no owner")]),
        "ask": reverse("wants:ask", kwargs={"pk": focus.pk, "ref": party.ref}) if may_ask else "",
        "asked": formats.stamp(one.asked.at, at=at) if one.asked else "",
        "task": reverse("tasks:detail", kwargs={"ref": one.asked.task.ref}) if one.asked else "",
    }  # fmt: skip


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("What they want"), _home()), *steps]


def _sheet(title: str, save: str, focus: Focus | None = None, **more: Any) -> sheets.Sheet:
    steps = [(visible(focus.segment.name), _address(focus))] if focus else []
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), back=_address(focus) if focus else _home(),
        trail=_trail(*steps), looks={"kind": "pills", "confidence": "pills"}, **more,
    )  # fmt: skip


@both
@page(policies.FOCUS)
def focus_add(request: Request) -> HttpResponse:
    form = forms.FocusForm(
        sheets.sent(request), is_new=True, initial={"owner": request.user.pk}
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.focus_on(
            by=request.user, segment=given["segment"], at=clock.now(),
            details=actions.FocusDetails(**form.details()),
        )  # fmt: skip

    return sheets.answer(request, form, _sheet(_("A strategic segment"), _("Add")), act)


@both
@page(policies.FOCUS)
def focus_change(request: Request, pk: int) -> HttpResponse:
    focus = focus_or_404(request, pk)
    now = {name: getattr(focus, name) for name in ("reason", "fresh_months", "owner")}
    form = forms.FocusForm(sheets.sent(request), is_new=False, initial=now)

    def act(_given: dict[str, Any]) -> object:
        return actions.change_focus(
            by=request.user, focus=focus, details=actions.FocusDetails(**form.details()),
            at=clock.now(), seen=sheets.seen(request),
        )  # fmt: skip

    title = _("Change %(name)s") % {"name": visible(focus.segment.name)}
    words = _sheet(title, _("Save"), focus, version=focus.version)
    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.FOCUS)
def focus_end(request: Request, pk: int) -> HttpResponse:
    focus = focus_or_404(request, pk)
    try:
        actions.end_focus(by=request.user, focus=focus, at=clock.now())
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, _address(focus))
    said = _("%(name)s is strategic no longer.") % {"name": visible(focus.segment.name)}
    return sheets.done(request, said, _home())


@both
@page(policies.STATE)
def want_state(request: Request, pk: int) -> HttpResponse:
    """Say what a segment wants as a whole."""
    focus = focus_or_404(request, pk)
    title = _("What %(name)s want") % {"name": visible(focus.segment.name)}
    return _stated(request, focus, None, _sheet(title, _("Add"), focus))


@both
@page(policies.STATE)
def want_replace(request: Request, pk: int) -> HttpResponse:
    """Say something newer in the place of what was said."""
    want = want_or_404(request, pk)
    words = _sheet(_("What they want now"), _("Save"), want.focus, sub=visible(want.words))
    return _stated(request, want.focus, want, words)


def _stated(
    request: Request, focus: Focus, replaces: Want | None, words: sheets.Sheet
) -> HttpResponse:
    now = {
        name: getattr(replaces, name) for name in ("words", "kind", "source", "confidence")
    } if replaces else {}  # fmt: skip
    form = forms.WantForm(sheets.sent(request), initial=now)

    def act(given: dict[str, Any]) -> object:
        return actions.state_want(
            by=request.user, focus=focus, replaces=replaces, at=clock.now(),
            details=actions.WantDetails(**given),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.CONFIRM)
def want_confirm(request: Request, pk: int) -> HttpResponse:
    want = want_or_404(request, pk)
    return sheets.pressed(
        request, partial(actions.confirm_want, want=want), _("Confirmed."), _address(want.focus)
    )


@both
@page(policies.WITHDRAW)
def want_withdraw(request: Request, pk: int) -> HttpResponse:
    want = want_or_404(request, pk)
    form = forms.WithdrawForm(sheets.sent(request))
    words = _sheet(_("They want this no longer"), _("Save"), want.focus, sub=visible(want.words))
    return sheets.filled(request, form, words, partial(actions.withdraw_want, want=want))


@require_POST
@page(policies.ASK)
def ask(request: Request, pk: int, ref: str) -> HttpResponse:
    """Give who looks after a member the task to ask it what it wants."""
    focus = focus_or_404(request, pk)
    party = get_object_or_404(parties_visible_to(request.user), ref=ref)
    try:
        asking = actions.ask_again(by=request.user, party=party, at=clock.now())
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, _address(focus))
    said = _("%(task)s: %(who)s is to ask them.")
    told = {"task": asking.task.ref, "who": visible(asking.task.owner.name)}
    return sheets.done(request, said % told, _address(focus))
