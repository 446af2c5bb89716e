"""Segments: sets of stakeholders, picked by hand or found by a rule of the list's own filters."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.stakeholders import actions, policies, queries
from accord.features.stakeholders.forms._segment import MemberForm, SegmentForm
from accord.features.stakeholders.models import Segment
from accord.features.stakeholders.tables import AREA, party_list
from accord.features.stakeholders.tables._segments import segment_list as table
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.ui import histories, sheets
from accord.foundation.ui.listing import Asking, State, View, answer
from accord.foundation.ui.listing.counts import count
from accord.foundation.ui.listing.filters import LIMIT, Use
from accord.foundation.ui.listing.listing import Listing
from accord.foundation.ui.listing.saving import saved_views
from accord.foundation.ui.lists import ListPage, answer_page
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import drawn

both = require_http_methods(["GET", "POST"])
SHOWN = 50
HISTORY = {
    "name": histories.Told(gettext_lazy("Name")),
    "rule": histories.Told(gettext_lazy("Rule"), "; ".join),
    "needs": histories.Told(gettext_lazy("What they need in communication")),
    "language": histories.Told(gettext_lazy("Language")),
    "channel": histories.Told(gettext_lazy("Channel")),
    "rhythm_days": histories.Told(gettext_lazy("Rhythm, days")),
    "accessibility": histories.Told(gettext_lazy("Accessibility")),
    "is_active": histories.Told(
        gettext_lazy("In use"), lambda value: _("yes") if value else _("no")
    ),
}


def _address(segment: Segment, verb: str = "") -> str:
    name = f"stakeholders:segment{'-' if verb else ''}{verb}"
    return reverse(name, args=[segment.pk])


def _trail(segment: Segment | None = None) -> list[tuple[str, str]]:
    steps = [
        (_("Stakeholders"), reverse("stakeholders:list")),
        (_("Segments"), reverse("stakeholders:segments")),
    ]
    return [*steps, (segment.name, _address(segment))] if segment else steps


@require_safe
@page(policies.VIEW)
def segment_list(request: Request) -> HttpResponse:
    may_add = policies.ADD.allows(request.user)
    words = ListPage(
        title=_("Segments"), headline=lambda _shown: _("Segments"), icon="users-round",
        empty=_("No segments yet"),
        hint=_("Sets of stakeholders to speak to alike: picked by hand, or found by a rule."),
        add=reverse("stakeholders:segment-add") if may_add else "", add_label=_("Segment"),
    )  # fmt: skip
    return answer_page(request, table(request.user, clock.now()), words)


@require_safe
@page(policies.VIEW)
def segment_detail(request: Request, segment_id: int) -> HttpResponse:
    segment = get_object_or_404(queries.segments().select_related("department"), pk=segment_id)
    at = clock.now()
    members = queries.parties_of(segment, user=request.user, at=at)
    asked = f"?view=all&f=segment:is:{segment.pk}"
    may_change = policies.ADD.allows(request.user)
    context: dict[str, Any] = {
        "segment": segment,
        "trail": _trail(segment),
        "rule": queries.rule_words(segment, Asking(request.user, at)) if segment.is_rule else [],
        "n": count(members),
        "members": list(members.order_by("sort_key", "pk")[:SHOWN]),
        "in_list": reverse("stakeholders:list") + asked,
        "export": reverse("stakeholders:export") + asked
        if policies.EXPORT.allows(request.user)
        else "",
        "facts": _facts(segment),
        "used": _used(request, segment),
        "more": drawn(request, "stakeholders.segment", "main", segment),
        "may_change": may_change,
        "here": {verb: _address(segment, verb) for verb in ("change", "rule", "retire", "pick")},
        "history": _history(segment, at),
    }
    return show(request, "stakeholders/segment_detail.html", context)


def _history(segment: Segment, at: datetime) -> list[histories.Line]:
    told = HISTORY if segment.is_rule else {k: v for k, v in HISTORY.items() if k != "rule"}
    return histories.lines("stakeholders.segment", segment.pk, told, at=at)


def _facts(segment: Segment) -> list[dict[str, Any]]:
    form = SegmentForm()
    facts: list[dict[str, Any]] = []
    for name in ("language", "channel", "rhythm_days", "accessibility", "department"):
        field = form.fields[name]
        value = getattr(segment, name)
        if value and name in {"language", "channel"}:
            value = dict(field.choices)[value]  # type: ignore[attr-defined]
        facts.append({"label": field.label, "value": value or _("not said")})
    return facts


def _used(request: Request, segment: Segment) -> list[tuple[str, str, str]]:
    """Name what leans on a segment: rules of others, and views that whoever looks may see."""
    rules = [
        (_("Segment"), other.name, _address(other))
        for other in queries.segments_asking_for(segment)
    ]
    there = reverse("stakeholders:list")
    views = [
        (_("View"), str(view.label), f"{there}?view={view.key}")
        for view in saved_views(request.user, AREA)
        if queries.asks_for(view.state, segment)
    ]
    return rules + views


@both
@page(policies.ADD)
def segment_add(request: Request) -> HttpResponse:
    form = SegmentForm(sheets.sent(request))
    back = reverse("stakeholders:segments")
    words = sheets.Sheet(
        title=_("A segment picked by hand"), save=_("Add"), said=_("Added."), back=back,
        trail=_trail(),
        sub=_("To make one by a rule, filter the list of stakeholders and keep it as a segment."),
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.add_segment(by=request.user, at=clock.now(), **form.details())

    return sheets.answer(request, form, words, act)


@both
@page(policies.ADD)
def segment_change(request: Request, segment_id: int) -> HttpResponse:
    segment = get_object_or_404(queries.segments(), pk=segment_id)
    initial = {name: getattr(segment, name) for name in SegmentForm.base_fields}
    form = SegmentForm(
        sheets.sent(request), initial=initial | {"department": segment.department_id}
    )
    words = sheets.Sheet(
        title=_("Change %(name)s") % {"name": segment.name}, save=_("Save"), said=_("Saved."),
        back=_address(segment), trail=_trail(segment), version=segment.version,
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.change_segment(
            by=request.user, segment=segment, at=clock.now(), seen=sheets.seen(request),
            **form.details(),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.ADD)
def segment_retire(request: Request, segment_id: int) -> HttpResponse:
    """Take a segment out of use, or back into it."""
    segment = get_object_or_404(queries.segments(), pk=segment_id)
    active = not segment.is_active
    actions.retire_segment(by=request.user, segment=segment, at=clock.now(), active=active)
    said = _("%(name)s is in use again.") if active else _("%(name)s is out of use.")
    return sheets.done(request, said % {"name": segment.name}, _address(segment))


@both
@page(policies.CHANGE)
def segment_pick(request: Request, segment_id: int) -> HttpResponse:
    segment = get_object_or_404(queries.segments().filter(is_rule=False), pk=segment_id)
    form = MemberForm(sheets.sent(request), user=request.user)
    words = sheets.Sheet(
        title=_("Put somebody into %(name)s") % {"name": segment.name}, save=_("Add"),
        said=_("Added."), back=_address(segment), trail=_trail(segment),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.pick(by=request.user, segment=segment, party=given["party"], at=clock.now())

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.CHANGE)
def segment_unpick(request: Request, segment_id: int, party_id: int) -> HttpResponse:
    found = queries.picked(request.user).filter(segment_id=segment_id)
    member = get_object_or_404(found, party_id=party_id)
    actions.unpick(by=request.user, member=member, at=clock.now())
    return sheets.done(request, _("Removed."), _address(member.segment))


# The rule is put together on the list itself, so what it finds is seen at once.


def _listing(request: Request, address: str, rule: list[str]) -> Listing:
    """Give the list of stakeholders as the place where a rule is made."""
    state = State(filters=tuple(Use.read(text) for text in rule)[:LIMIT])
    return replace(
        party_list(request.user, clock.now()), area=f"rule {address}", address=address,
        views=[View("rule", _("Rule"), state)], bulk=(), bulk_address="", export="",
        select_words="",
    )  # fmt: skip


@both
@page(policies.ADD)
def segment_rule_add(request: Request) -> HttpResponse:
    """Keep the filters of the list as the rule of a new segment."""
    wrong = ""
    if request.method == "POST":
        try:
            segment = actions.add_segment(
                by=request.user, name=request.POST.get("name", "").strip()[:120], is_rule=True,
                rule=_sent(request), at=clock.now(),
            )  # fmt: skip
        except Refusal as refusal:
            wrong = str(refusal)
        else:
            said = _("%(name)s is a segment now.") % {"name": segment.name}
            return sheets.done(request, said, _address(segment))
    return _asked(request, None, reverse("stakeholders:segment-rule-add"), wrong)


@both
@page(policies.ADD)
def segment_rule(request: Request, segment_id: int) -> HttpResponse:
    segment = get_object_or_404(queries.segments().filter(is_rule=True), pk=segment_id)
    wrong = ""
    if request.method == "POST":
        try:
            actions.change_segment(
                by=request.user, segment=segment, rule=_sent(request), at=clock.now()
            )
        except Refusal as refusal:
            wrong = str(refusal)
        else:
            return sheets.done(request, _("Saved."), _address(segment))
    return _asked(request, segment, _address(segment, "rule"), wrong)


def _sent(request: Request) -> list[str]:
    try:
        state = State.of(json.loads(request.POST.get("state", "")))
    except ValueError as error:
        raise Http404 from error
    return [use.written() for use in state.filters]


def _asked(request: Request, segment: Segment | None, address: str, wrong: str) -> HttpResponse:
    rule = _sent(request) if wrong else list(segment.rule) if segment else []
    given = {
        "segment": segment, "trail": _trail(segment), "wrong": wrong, "address": address,
        "back": _address(segment) if segment else reverse("stakeholders:segments"),
        "name": request.POST.get("name", ""), "without_views": True,
    }  # fmt: skip
    listing = _listing(request, address, rule)
    response = answer(request, listing, "stakeholders/segment_rule.html", lambda *_all: given)
    if wrong:
        response.status_code = 422
    return response
