"""What somebody carries: their own page, a lead's look by consent, their debriefs."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.conduct import actions, forms, panels, policies, queries
from accord.features.conduct.states import CHECKS
from accord.features.conduct.views._found import address, incident_or_404, trail_of
from accord.foundation.kernel import clock
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show

MOST = 50
both = require_http_methods(["GET", "POST"])


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("What I carry"), reverse("conduct:mine")), *steps]


@require_safe
@page(policies.OWN)
def mine(request: Request) -> HttpResponse:
    """Show what hard contacts count for, to the one who bore them."""
    at, user = clock.now(), request.user
    load = queries.load_of(user, at)
    context = {
        "load": load, "value": formats.number(round(load.value, 1)),
        "incidents": [
            {**panels.incident_row(one), "when": formats.stamp(one.happened_at, at=at)}
            for one in queries.own_incidents(user, at)
        ],
        "debriefs": [
            {"one": one, "href": address("debrief", one.incident.ref),
             "held": formats.stamp(one.held_at, at=at) if one.held_at else ""}
            for one in queries.debriefs_of(user)
        ],
        "concerning": [
            {**panels.incident_row(one), "href": address("concerning", one.ref),
             "when": formats.stamp(one.happened_at, at=at)}
            for one in queries.concerning(user)[:MOST]
        ],
        "readers": [
            {"name": row.reader.name, "drop": reverse("conduct:consent-drop", args=[row.pk])}
            for row in queries.readers_of(user)
        ],
        "shown": [
            {"name": one.name, "href": reverse("conduct:load-of", args=[one.pk])}
            for one in queries.shown_to(user)
        ],
        "checks": [
            {"when": formats.stamp(row.at, at=at),
             "value": formats.number(round(row.value)) if row.value is not None else "–"}
            for row in queries.checks_of(user, at)
        ],
        "here": {verb: reverse(f"conduct:{verb}") for verb in ("consent-add", "check-add")},
    }  # fmt: skip
    return show(request, "conduct/mine.html", context)


@require_safe
@page(policies.OWN)
def load_of(request: Request, person_id: int) -> HttpResponse:
    """Show a lead what somebody lets them see: the figure, and no incident behind it."""
    person = next((one for one in queries.shown_to(request.user) if one.pk == person_id), None)
    if person is None:
        raise Http404
    load = queries.load_of(person, clock.now())
    context = {
        "trail": _trail((person.name, "")), "name": person.name, "load": load,
        "value": formats.number(round(load.value, 1)),
    }  # fmt: skip
    return show(request, "conduct/load_of.html", context)


def _sheet(title: str, save: str, said: str, **more: Any) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=said, back=reverse("conduct:mine"), trail=_trail(), **more
    )


@both
@page(policies.CONSENT)
def consent_add(request: Request) -> HttpResponse:
    """Let a lead see the figure, until it is taken back."""
    form = forms.ConsentForm(sheets.sent(request), leads=queries.leads_of(request.user))
    words = _sheet(_("Let a lead see it"), _("Let them see it"), _("They see it from now on."))
    return sheets.filled(request, form, words, actions.let_see)


@require_POST
@page(policies.CONSENT)
def consent_drop(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.readers_of(request.user), pk=pk)
    actions.let_see_no_longer(by=request.user, consent=found, at=clock.now())
    return sheets.done(request, _("They see it no longer."), reverse("conduct:mine"))


@both
@page(policies.CHECK)
def check_add(request: Request) -> HttpResponse:
    form = forms.CheckForm(sheets.sent(request))

    def act(given: dict[str, Any]) -> object:
        answers = {key: given.get(key) for key in CHECKS}
        return actions.check_oneself(by=request.user, answers=answers, at=clock.now())

    words = _sheet(
        _("How are you?"), _("Keep it"), _("Kept, for you alone."), is_lasting=True,
        looks=dict.fromkeys(CHECKS, "pills"),
        sub=_("Nobody else sees it. It goes after 90 days."),
    )  # fmt: skip
    return sheets.answer(request, form, words, act)


@both
@page(policies.DEBRIEF)
def debrief(request: Request, ref: str) -> HttpResponse:
    """Keep what helped, for oneself alone; where none was offered, this takes one."""
    incident = incident_or_404(request, ref)
    there = queries.debrief_of(request.user, incident)
    if there is None and request.user.pk not in {incident.handler_id, incident.noted_by_id}:
        raise Http404
    initial = {"helped": there.helped, "next_time": there.next_time} if there else {}
    form = forms.DebriefForm(sheets.sent(request), initial=initial)

    def act(given: dict[str, Any]) -> object:
        at = clock.now()
        found = there or actions.begin_debrief(by=request.user, incident=incident, at=at)
        return actions.hold_debrief(by=request.user, debrief=found, at=at, **given)

    words = sheets.Sheet(
        title=_("Talk it over"), save=_("Keep it"), said=_("Kept, for you alone."),
        back=address("detail", incident.ref), is_lasting=True,
        trail=trail_of((incident.ref, address("detail", incident.ref))),
        sub=_("Tell somebody you trust what happened. What you write here nobody else sees, "
              "and it goes after 90 days."),
    )  # fmt: skip
    return sheets.answer(request, form, words, act)
