"""The pages of needs: a need of its own, and the forms that change one."""

from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.needs import actions, forms, panels, policies, queries
from accord.features.needs.models import Need
from accord.features.needs.states import Confidence, Kind, State
from accord.features.needs.tables import need_list as table
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.kernel import clock
from accord.foundation.ui import formats, histories, sheets
from accord.foundation.ui.listing.showing import Shown
from accord.foundation.ui.lists import ListPage, answer_file, answer_page
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import drawn

both = require_http_methods(["GET", "POST"])
HISTORY = {
    "words": histories.Told(gettext_lazy("What they need")),
    "state": histories.Told(gettext_lazy("State"), lambda value: State(value).label),
    "kind": histories.Told(gettext_lazy("What it is"), lambda value: Kind(value).label),
    "confidence": histories.Told(
        gettext_lazy("How we know"), lambda value: Confidence(value).label
    ),
    "confirmed_on": histories.Told(gettext_lazy("Last confirmed")),
}


PILLS = dict.fromkeys(("state", "kind", "confidence"), "pills")


def need_or_404(request: Request, ref: str) -> Need:
    """Find a need that this person may see; another answers like one that is not there."""
    return get_object_or_404(queries.visible_to(request.user).select_related("party"), ref=ref)


@require_safe
@page(policies.VIEW)
def need_list(request: Request) -> HttpResponse:
    may_hear = policies.HEAR.allows(request.user)
    words = ListPage(
        title=_("Needs"), headline=_headline, icon="lightbulb", empty=_("No needs yet"),
        hint=_("What somebody needs, and the words they said it in, shows up here."),
        add=reverse("needs:add") if may_hear else "", add_label=_("Need"),
    )  # fmt: skip
    return answer_page(request, table(request.user, clock.now()), words)


def _headline(shown: Shown) -> str:
    """Say how many wait to be met where that is asked; the plain name elsewhere."""
    if shown.is_changed or shown.is_moved or shown.view.key != "unmet":
        return _("Needs")
    n = shown.count.n
    if not n:
        return _("Every need we know of is met.")
    words = ngettext("%(n)s need is not met yet.", "%(n)s needs are not met yet.", n)
    return words % {"n": shown.count}


@require_safe
@page(policies.VIEW)
def need_export(request: Request) -> HttpResponseBase:
    return answer_file(request, table(request.user, clock.now()))


def _trail(need: Need) -> list[tuple[str, str]]:
    return [(_("Needs"), reverse("needs:list")), (need.ref, panels.address(need))]


@require_safe
@page(policies.VIEW)
def need_detail(request: Request, ref: str) -> HttpResponse:
    need = need_or_404(request, ref)
    facts: list[dict[str, Any]] = [
        {"label": _("State"), "value": State(need.state).label},
        {"label": _("What it is"), "value": Kind(need.kind).label},
        {"label": _("How we know"), "value": Confidence(need.confidence).label},
        {"label": _("Last confirmed"), "value": formats.full(need.confirmed_on)},
        {"label": _("Heard on"), "value": formats.full(need.heard_at)},
    ]
    context: dict[str, Any] = {
        "need": need,
        "sign": panels.SIGNS[State(need.state)],
        "trail": _trail(need),
        "facts": facts,
        "may_judge": policies.JUDGE.allows(request.user, need),
        "may_confirm": need.state != State.GONE and policies.CONFIRM.allows(request.user, need),
        "here": {verb: panels.address(need, verb) for verb in ("judge", "change", "confirm")},
        "history": histories.lines("needs.need", need.pk, HISTORY, at=clock.now()),
    }
    context["more"] = drawn(request, "needs.detail", "right", need)
    return show(request, "needs/need_detail.html", context)


@both
@page(policies.HEAR)
def need_add(request: Request) -> HttpResponse:
    """Write a need down; ``?about=S-1042`` says whose."""
    ref = request.GET.get("about", "")
    party = get_object_or_404(parties_visible_to(request.user), ref=ref) if ref else None
    form = forms.HearForm(sheets.sent(request), user=request.user, party=party)
    back = reverse("needs:list")
    title = _("Write a need down")
    if party is not None:
        back = reverse("stakeholders:detail", kwargs={"ref": party.ref})
        title = _("What %(name)s needs") % {"name": party.name}
    words = sheets.Sheet(
        title=title, save=_("Add"), said=_("Added."), back=back,
        trail=[(_("Needs"), reverse("needs:list"))], looks=PILLS,
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        assert form.party is not None  # noqa: S101 -- the form found it, or was not valid
        return actions.hear_need(
            by=request.user, party=form.party, words=given["words"],
            quotation=given["quotation"], state=given["state"], kind=given["kind"],
            confidence=given["confidence"], at=clock.now(),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.JUDGE)
def need_judge(request: Request, ref: str) -> HttpResponse:
    need = need_or_404(request, ref)
    form = forms.JudgeForm(sheets.sent(request), initial={"state": need.state})
    words = sheets.Sheet(
        title=_("Is this need met?"), save=_("Save"), said=_("Saved."), sub=need.words,
        back=panels.address(need), trail=_trail(need), looks={"state": "pills"},
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.judge_need, need=need))


@require_POST
@page(policies.CONFIRM)
def need_confirm(request: Request, ref: str) -> HttpResponse:
    """Say by one click that a need holds still."""
    need = need_or_404(request, ref)
    return sheets.pressed(
        request, partial(actions.confirm_need, need=need), _("Confirmed."), panels.address(need)
    )


@both
@page(policies.CHANGE)
def need_change(request: Request, ref: str) -> HttpResponse:
    need = need_or_404(request, ref)
    shown = {name: getattr(need, name) for name in ("words", "kind", "confidence")}
    form = forms.RewordForm(sheets.sent(request), initial=shown)
    words = sheets.Sheet(
        title=_("Change the words"), save=_("Save"), said=_("Saved."), back=panels.address(need),
        trail=_trail(need), version=need.version, looks=PILLS,
    )  # fmt: skip
    return sheets.filled(
        request, form, words, partial(actions.reword_need, need=need, seen=sheets.seen(request))
    )
