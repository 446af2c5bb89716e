"""Incidents: those one may see, one with what was decided, and what leads there."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.features.conduct import actions, forms, panels, policies, queries
from accord.features.conduct.models import Incident
from accord.features.conduct.states import LIMITS, MARKERS, PATTERNS, RESPONSES, Level, Side
from accord.features.conduct.views._found import (
    address,
    guide_of,
    incident_or_404,
    talk_asked,
    trail_of,
)
from accord.features.engagement.queries import parties_of
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])
MOST = 200


@require_safe
@page(policies.VIEW)
def incident_list(request: Request) -> HttpResponse:
    """List hard contacts one may see: those one was in, or where one leads."""
    which, at = request.GET.get("which", ""), clock.now()
    here = reverse("conduct:list")
    unread = queries.to_read(request.user)
    choices = [("", _("All")), ("open", _("To be decided")), ("mine", _("I was in it"))]
    context = {
        "rows": [
            {**panels.incident_row(one), "when": formats.stamp(one.happened_at, at=at),
             "side": Side(one.side).label, "is_unread": one.pk in unread}
            for one in queries.in_order(request.user, which)[:MOST]
        ],
        "choices": [
            {"label": label, "href": f"{here}?which={key}" if key else here, "on": which == key}
            for key, label in choices
        ],
        "links": _links(request),
    }  # fmt: skip
    return show(request, "conduct/incident_list.html", context)


def _links(request: Request) -> list[tuple[str, str, str]]:
    user = request.user
    found = [
        (_("Cards"), "conduct:cards", "book-open", policies.SEE),
        (_("Rules of conduct"), "conduct:rules", "scroll-text", policies.VIEW),
        (_("Fairness"), "conduct:fairness", "scale", policies.REPORT),
    ]
    return [(label, reverse(name), sign) for label, name, sign, rule in found if rule.allows(user)]


@require_safe
@page(policies.VIEW)
def incident_detail(request: Request, ref: str) -> HttpResponse:
    """Show one: facts apart from how they were taken, the rubric, what was decided and done."""
    at, user = clock.now(), request.user
    if queries.concerning(user).filter(ref=ref).exists():
        return redirect(address("concerning", ref))
    one = incident_or_404(request, ref)
    reading = queries.reading_of(user, one)
    debrief = queries.debrief_of(user, one)
    context = {
        **panels.incident_row(one), "trail": trail_of((one.ref, "")),
        "is_ours": one.side == Side.OURS, "computed": Level(one.computed).label,
        "markers": [MARKERS[key] for key in one.markers if key in MARKERS],
        "patterns": [PATTERNS[key] for key in one.patterns if key in PATTERNS],
        "response": response_label(one), "when": formats.stamp(one.happened_at, at=at),
        "decided": formats.stamp(one.decided_at, at=at) if one.decided_at else "",
        "talk_href": reverse("engagement:detail", args=[one.talk.ref]),
        "readings": [] if reading else [
            {"who": row.reader.name, "words": visible(row.words),
             "level": Level(row.level).label if row.level is not None else "",
             "agrees": one.level is not None and row.level == one.level}
            for row in queries.readings_of(one)
        ],
        "heard": formats.stamp(one.heard_at, at=at) if one.heard_at else "",
        "answered": formats.stamp(one.answered_at, at=at) if one.answered_at else "",
        "asks_me": reading is not None, "here": _acts(request, one, may_read=reading is not None),
        "debrief": debrief,
        "debrief_due": debrief is not None and debrief.held_at is None,
    }  # fmt: skip
    return show(request, "conduct/incident_detail.html", context)


def response_label(one: Incident) -> str:
    if one.response == "limits":
        return str(LIMITS.label)
    found = RESPONSES[one.side].get(one.response)
    return str(found.label) if found else ""


def _acts(request: Request, one: Incident, *, may_read: bool) -> dict[str, str]:
    """Give where this person may do what; whoever reads as a second one sees no decision first."""
    user = request.user
    is_ours = one.side == Side.OURS
    carries = policies.ARRANGE.allows(user, one.party) and queries.carries(one)
    may = {
        "decide": not may_read and policies.DECIDE.allows(user, one),
        "second": not may_read and policies.ASK.allows(user, one), "read": may_read,
        "hear": is_ours and one.heard_at is None and policies.HEAR.allows(user, one),
        "arrange": carries and queries.in_force(one.party) is None,
        "debrief": user.pk in {one.handler_id, one.noted_by_id},
    }  # fmt: skip
    return {verb: address(verb, one.ref) if is_so else "" for verb, is_so in may.items()}


@both
@page(policies.NOTE)
def incident_note(request: Request) -> HttpResponse:
    """Note that a talk was hard; ``?talk=K-0001`` says which."""
    talk, at = talk_asked(request), clock.now()
    parties = parties_of(request.user, talk)
    first = parties.first()
    initial: dict[str, Any] = {"party": first}
    if first is not None:
        initial["is_repeat"] = queries.was_warned(first, talk.at)
    form = forms.IncidentForm(
        sheets.sent(request), user=request.user, parties=parties, initial=initial
    )
    hints = "; ".join(f"{one.label} ({one.why})" for one in queries.hints(talk))
    words = sheets.Sheet(
        title=_("This was difficult"), save=_("Note it"), said=_("Noted."), back=guide_of(talk),
        trail=trail_of(), looks={"accommodation": "pills"},
        sub=_("The talk may hint at: %(hints)s. You decide.") % {"hints": hints} if hints else "",
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.note_incident(
            by=request.user, talk=talk, party=given["party"],
            details=actions.IncidentDetails(**form.details()), at=at,
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


def _on(one: Incident, title: str, save: str, **more: Any) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), back=address("detail", one.ref),
        trail=trail_of((one.ref, address("detail", one.ref))), **more,
    )  # fmt: skip


@both
@page(policies.DECIDE)
def incident_decide(request: Request, ref: str) -> HttpResponse:
    """Settle on a level; the rubric's stands there to begin with."""
    one = incident_or_404(request, ref)
    initial = {
        "level": one.computed if one.level is None else one.level,
        "response": one.response or "listen", "reason": one.reason,
    }  # fmt: skip
    form = forms.DecideForm(
        sheets.sent(request), user=request.user, side=one.side, pattern=bool(one.patterns),
        initial=initial,
    )  # fmt: skip
    sub = _("The rubric comes to %(level)s. You decide.") % {"level": Level(one.computed).label}

    def act(given: dict[str, Any]) -> object:
        return actions.decide(
            by=request.user, incident=one, decision=actions.Decision(**given), at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip

    words = _on(one, _("Decide"), _("Decide"), sub=sub, version=one.version)
    return sheets.answer(request, form, words, act)


@both
@page(policies.ASK)
def second_ask(request: Request, ref: str) -> HttpResponse:
    one = incident_or_404(request, ref)
    form = forms.SecondForm(sheets.sent(request), user=request.user)
    words = _on(one, _("Ask a second person"), _("Ask"))
    return sheets.filled(request, form, words, partial(actions.ask_second, incident=one))


@both
@page(policies.READ)
def second_read(request: Request, ref: str) -> HttpResponse:
    """Say how grave one finds it, before one is shown what others decided."""
    found = queries.readings_visible_to(request.user).filter(read_at=None)
    reading = get_object_or_404(found, incident__ref=ref)
    form = forms.ReadForm(sheets.sent(request))
    words = _on(reading.incident, _("How grave do you find it?"), _("Save"), is_lasting=True)
    return sheets.filled(request, form, words, partial(actions.read_second, reading=reading))
