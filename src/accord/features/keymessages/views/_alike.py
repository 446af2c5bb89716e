"""Contradictions: the list, and one with both sentences, decided and told."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.features.keymessages import actions, forms, policies, queries
from accord.features.keymessages.models import Contradiction
from accord.features.keymessages.panels import contradiction_address as address
from accord.features.keymessages.states import Holds, Settled
from accord.features.keymessages.views._messages import MOST, trail_of
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of

both = require_http_methods(["GET", "POST"])
TONES = {Settled.OPEN: "bad", Settled.DECIDED: "warn", Settled.TOLD: "ok"}


def _or_404(request: Request, ref: str) -> Contradiction:
    return get_object_or_404(queries.contradictions_visible_to(request.user), ref=ref)


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return trail_of((_("Contradictions"), reverse("keymessages:contradictions")), *steps)


@require_safe
@page(policies.VIEW)
def contradiction_list(request: Request) -> HttpResponse:
    found = queries.contradictions_visible_to(request.user).order_by("told_at", "-pk")
    order = {Settled.OPEN: 0, Settled.DECIDED: 1, Settled.TOLD: 2}
    rows = sorted(found[:MOST], key=lambda one: order[Settled(one.state)])
    context = {
        "trail": trail_of((_("Contradictions"), "")),
        "rows": [
            {
                "one": one, "href": address(one), "state": Settled(one.state).label,
                "tone": TONES[Settled(one.state)], "party_href": page_of(one.party.ref),
                "found": formats.long_date(formats.local(one.found_at)),
            }
            for one in rows
        ],
    }  # fmt: skip
    return show(request, "keymessages/contradiction_list.html", context)


@require_safe
@page(policies.VIEW)
def contradiction_detail(request: Request, ref: str) -> HttpResponse:
    one, at = _or_404(request, ref), clock.now()
    may = policies.DECIDE.allows(request.user, one)
    sides = [
        {
            "label": label, "words": visible(words), "ref": ref, "href": page_of(ref),
            "who": visible(who.name), "when": formats.stamp(moment, at=at),
        }
        for label, words, ref, who, moment in (
            (_("Said first"), one.first_words, one.first_ref, one.first_by, one.first_at),
            (_("Said later"), one.second_words, one.second_ref, one.second_by, one.second_at),
        )
    ]  # fmt: skip
    context = {
        "one": one, "sides": sides, "trail": _trail((visible(one.party.name), "")),
        "state": Settled(one.state).label, "tone": TONES[Settled(one.state)],
        "party_href": page_of(one.party.ref),
        "holds": Holds(one.holds).label if one.holds else "", "words": visible(one.words),
        "told_href": page_of(one.told_ref) if one.told_ref else "",
        "decide": address(one, "decide") if may and one.state == Settled.OPEN else "",
        "tell": address(one, "tell") if may and one.state == Settled.DECIDED else "",
        "write": f"{reverse('letters:write')}?about={one.party.ref}",
    }  # fmt: skip
    return show(request, "keymessages/contradiction_detail.html", context)


def _on(one: Contradiction, title: str, **more: Any) -> sheets.Sheet:
    name = visible(one.party.name)
    return sheets.Sheet(
        title=title, save=_("Save"), said=_("Saved."), back=address(one),
        trail=_trail((name, address(one))), **more,
    )  # fmt: skip


@both
@page(policies.DECIDE)
def contradiction_decide(request: Request, ref: str) -> HttpResponse:
    one = _or_404(request, ref)
    form = forms.DecideForm(sheets.sent(request))
    words = _on(
        one, _("Say which holds"), looks={"holds": "pills"},
        sub=_("You get the task to tell them within three days."),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.decide, contradiction=one))


@both
@page(policies.DECIDE)
def contradiction_tell(request: Request, ref: str) -> HttpResponse:
    one = _or_404(request, ref)
    form = forms.TellForm(sheets.sent(request))
    words = _on(one, _("They were told"))
    return sheets.filled(request, form, words, partial(actions.tell_what_holds, contradiction=one))
