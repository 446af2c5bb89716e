"""One's own growth: the page, and the small forms that open over it."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.growth import actions, exports, forms, policies, queries
from accord.features.growth.models import Companion, GrowthStep, Profile
from accord.features.growth.states import ATTRIBUTES, FACTS, RESPONSIBILITIES, Part
from accord.features.growth.views import _shown
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, papers, sheets
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])


def own_or_404(request: Request) -> Profile:
    found = queries.profile_of(request.user)
    if found is None:
        raise Http404
    return found


def own_sheet(title: str, save: str, **more: Any) -> sheets.Sheet:
    here = reverse("growth:home")
    more = {"said": _("Saved."), "back": here, "trail": [(_("My growth"), here)], **more}
    return sheets.Sheet(title=title, save=save, **more)


@require_safe
@page(policies.VIEW)
def home(request: Request) -> HttpResponse:
    """Show the responsibilities of the level one works towards, and what shows them."""
    profile, at = queries.profile_of(request.user), clock.now()
    here = {name: reverse(f"growth:{name}") for name in ("aim", "step-add", "companion-add")}
    here["accompanied"] = reverse("growth:accompanied")
    if profile is None:
        return show(request, "growth/begin.html", {"here": here})
    companions = [
        {
            "name": visible(one.person.name), "part": Part(one.part).label,
            "drop": reverse("growth:companion-drop", args=[one.pk]),
            "since": formats.stamp(one.since, at=at),
        }
        for one in queries.companions_of(profile)
    ]  # fmt: skip
    papers_at = {form: reverse("growth:portfolio", args=[form]) for form in ("pdf", "json")}
    context = {
        **_shown.whole(request, profile, at), "here": {**here, **papers_at},
        "companions": companions, "title": _("My growth"), "trail": [(_("My growth"), "")],
    }  # fmt: skip
    return show(request, "growth/profile.html", context)


@both
@page(policies.VIEW)
def aim(request: Request) -> HttpResponse:
    profile = queries.profile_of(request.user)
    level = profile.level if profile else request.user.level
    form = forms.AimForm(sheets.sent(request), initial={"level": level})
    words = own_sheet(
        _("The level you work towards"), _("Save"),
        sub=_("It changes nothing of what you may do here. Only those you name see it."),
    )  # fmt: skip
    return sheets.filled(request, form, words, actions.aim)


@require_safe
@page(policies.VIEW)
def fact(request: Request, key: str) -> HttpResponse:
    """Show the rows behind a counted fact about one's own work."""
    if key not in FACTS:
        raise Http404
    at = clock.now()
    found = queries.facts_about(request.user, [key], at)[key]
    context = {
        "fact": _shown.fact_told(found), "period": _shown.period(at),
        "rows": [
            {
                "ref": one.record.ref, "title": one.record.title, "is_hit": one.is_hit,
                "href": _shown.record_href(one.record),
            }
            for one in queries.rows_behind(request.user, key, at)
        ],
        "trail": [(_("My growth"), reverse("growth:home")), (str(FACTS[key]), "")],
    }  # fmt: skip
    return show(request, "growth/fact.html", context)


@both
@page(policies.VIEW)
def assess(request: Request, key: str) -> HttpResponse:
    """Say how one sees oneself at one responsibility."""
    profile = own_or_404(request)
    if key not in RESPONSIBILITIES:
        raise Http404
    form = forms.SelfForm(sheets.sent(request))
    words = own_sheet(
        _("How you see yourself"), _("Save"), sub=str(RESPONSIBILITIES[key].words),
        looks={"grade": "pills"},
    )  # fmt: skip
    return sheets.filled(
        request, form, words, partial(actions.assess_self, profile=profile, key=key)
    )


@both
@page(policies.VIEW)
def attribute(request: Request, key: str) -> HttpResponse:
    profile = own_or_404(request)
    if key not in ATTRIBUTES:
        raise Http404
    there = queries.statements_of(profile).get(key)
    form = forms.StatementForm(
        sheets.sent(request), initial={"words": there.words if there else ""}
    )
    label, hint = ATTRIBUTES[key]
    words = own_sheet(str(label), _("Save"), sub=str(hint))
    return sheets.filled(
        request, form, words, partial(actions.state, profile=profile, attribute=key)
    )


@both
@page(policies.VIEW)
def step_add(request: Request) -> HttpResponse:
    profile = own_or_404(request)
    form = forms.StepForm(sheets.sent(request), level=profile.level)

    def act(given: dict[str, Any]) -> object:
        details = actions.StepDetails(**given)
        return actions.plan_step(by=request.user, profile=profile, details=details, at=clock.now())

    return sheets.answer(request, form, own_sheet(_("Plan a step"), _("Add")), act)


def step_or_404(request: Request, pk: int) -> GrowthStep:
    found = queries.own_step(request.user, pk)
    if found is None:
        raise Http404
    return found


@both
@page(policies.VIEW)
def step_change(request: Request, pk: int) -> HttpResponse:
    step = step_or_404(request, pk)
    names = ("words", "due_date", "company", "responsibility")
    initial = {name: getattr(step, name) for name in names}
    form = forms.StepForm(sheets.sent(request), level=step.profile.level, initial=initial)

    def act(given: dict[str, Any]) -> object:
        return actions.change_step(
            by=request.user, step=step, details=actions.StepDetails(**given), at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip

    words = own_sheet(_("Change the step"), _("Save"), version=step.version)
    return sheets.answer(request, form, words, act)


@both
@page(policies.VIEW)
def step_done(request: Request, pk: int) -> HttpResponse:
    """Say when a step was done, and what came of it."""
    step, at = step_or_404(request, pk), clock.now()
    initial = {"done_date": step.done_date or localdate(at), "effect": step.effect}
    form = forms.DoneForm(sheets.sent(request), initial=initial)

    def act(given: dict[str, Any]) -> object:
        return actions.finish_step(by=request.user, step=step, at=at, **given)

    words = own_sheet(_("Done, and what came of it"), _("Save"), sub=visible(step.words))
    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.VIEW)
def step_drop(request: Request, pk: int) -> HttpResponse:
    actions.drop_step(by=request.user, step=step_or_404(request, pk), at=clock.now())
    return sheets.done(request, _("Removed."), reverse("growth:home"))


@both
@page(policies.VIEW)
def companion_add(request: Request) -> HttpResponse:
    """Let somebody in, as mentor or as assessor."""
    profile = own_or_404(request)
    form = forms.CompanionForm(sheets.sent(request), user=request.user)
    words = own_sheet(
        _("Name a mentor or an assessor"), _("Name them"), looks={"part": "pills"},
        sub=_(
            "A mentor sees all but drafts. An assessor sees what you offer them, what was "
            "accepted, and your statements. You can take either away at any time."
        ),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.name_companion, profile=profile))


def companion_or_404(request: Request, pk: int) -> Companion:
    found = queries.own_companion(request.user, pk)
    if found is None:
        raise Http404
    return found


@require_POST
@page(policies.VIEW)
def companion_drop(request: Request, pk: int) -> HttpResponse:
    companion = companion_or_404(request, pk)
    return sheets.pressed(
        request,
        partial(actions.drop_companion, companion=companion),
        _("They no longer see your profile."),
        reverse("growth:home"),
    )


@require_safe
@page(policies.VIEW)
def portfolio(request: Request, form: str) -> HttpResponse:
    """Give one's whole profile to take along."""
    profile, at = (
        get_object_or_404(queries.visible_to(request.user), person=request.user),
        clock.now(),
    )
    if form == "pdf":
        body = exports.as_pdf(_shown.whole(request, profile, at), request.user, profile, at)
        return papers.answer(body, f"portfolio {visible(request.user.name)}")
    if form != "json":
        raise Http404
    response = HttpResponse(exports.as_json(request.user, profile, at), "application/json")
    response["Content-Disposition"] = 'attachment; filename="portfolio.json"'
    return response
