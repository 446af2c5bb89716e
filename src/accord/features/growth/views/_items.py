"""One item of a portfolio: its pages for the owner, and the answer of the assessor."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accord.features.growth import actions, forms, policies, queries
from accord.features.growth.models import PortfolioItem
from accord.features.growth.queries import Known
from accord.features.growth.states import EDITABLE, RESPONSIBILITIES, ItemState
from accord.features.growth.views import _shown
from accord.features.growth.views._own import both, own_or_404, own_sheet
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show


def item_or_404(request: Request, pk: int, *, own: bool = False) -> PortfolioItem:
    found = get_object_or_404(queries.items_visible_to(request.user), pk=pk)
    if own and found.profile.person_id != request.user.pk:
        raise Http404
    return found


def _trail(request: Request, item: PortfolioItem, *steps: tuple[str, str]) -> list[Any]:
    if item.profile.person_id == request.user.pk:
        return [(_("My growth"), reverse("growth:home")), *steps]
    whose = visible(item.profile.person.name)
    return [
        (_("People I accompany"), reverse("growth:accompanied")),
        (whose, reverse("growth:of", args=[item.profile.person_id])),
        *steps,
    ]


@require_safe
@page(policies.VIEW)
def item(request: Request, pk: int) -> HttpResponse:
    """Show one item: the claim, the records, what was learned, the answer."""
    found, at = item_or_404(request, pk), clock.now()
    is_own = found.profile.person_id == request.user.pk
    state = ItemState(found.state)
    refs = queries.records_of(found)
    seen = queries.records_by_ref(request.user, refs)
    context = {
        "item": found, "claim": visible(found.claim), "reflection": visible(found.reflection),
        "duty": RESPONSIBILITIES[found.responsibility].words,
        "state": state.label, "tone": _shown.TONES[state], "is_own": is_own,
        "day": formats.long_date(found.day), "answer": visible(found.answer),
        "answered": formats.stamp(found.answered_at, at=at) if found.answered_at else "",
        "assessor": visible(found.assessor.name) if found.assessor else "",
        "whose": "" if is_own else visible(found.profile.person.name),
        "records": [_record(ref, seen.get(ref)) for ref in refs],
        "may_change": is_own and state in EDITABLE,
        "may_recall": is_own and state == ItemState.OFFERED,
        "may_withdraw": is_own and state != ItemState.WITHDRAWN,
        "may_answer": state == ItemState.OFFERED and policies.ANSWER.allows(request.user, found),
        "here": {
            verb: reverse(f"growth:item-{verb}", args=[found.pk])
            for verb in ("change", "offer", "recall", "withdraw", "answer")
        },
        "trail": _trail(request, found, (visible(found.claim), "")),
    }  # fmt: skip
    return show(request, "growth/item.html", context)


def _record(ref: str, known: Known | None) -> dict[str, str]:
    return {
        "ref": ref, "title": known.title if known else "",
        "href": _shown.record_href(known) if known else "",
    }  # fmt: skip


def _offered(request: Request, level: int, key: str, at: datetime) -> list[Known]:
    keys = [key] if key in RESPONSIBILITIES else list(queries.responsibilities_of(level))
    facts = dict.fromkeys(fact for one in keys for fact in RESPONSIBILITIES[one].facts)
    return queries.suggested(request.user, facts, at, each=8 if len(keys) == 1 else 3)


@both
@page(policies.VIEW)
def item_add(request: Request) -> HttpResponse:
    """Begin an item; ``?responsibility=`` says for what, and which records are laid out."""
    profile, at = own_or_404(request), clock.now()
    key = request.GET.get("responsibility", "")
    form = forms.ItemForm(
        sheets.sent(request), level=profile.level,
        offered=_offered(request, profile.level, key, at),
        initial={"responsibility": key, "day": localdate(at)},
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        details = actions.ItemDetails(**form.details())
        return actions.add_item(by=request.user, profile=profile, details=details, at=at)

    words = own_sheet(
        _("Add an item"), _("Save as a draft"), said=_("Saved as a draft; only you see it."),
    )  # fmt: skip
    return sheets.answer(request, form, words, act)


@both
@page(policies.VIEW)
def item_change(request: Request, pk: int) -> HttpResponse:
    found, at = item_or_404(request, pk, own=True), clock.now()
    held = queries.records_of(found)
    seen = queries.records_by_ref(request.user, held)
    offered = {
        one.ref: one
        for one in (
            *(seen.get(ref, Known(ref, "", None)) for ref in held),
            *_offered(request, found.profile.level, found.responsibility, at),
        )
    }
    names = ("responsibility", "claim", "day", "reflection")
    form = forms.ItemForm(
        sheets.sent(request), level=_level(found), offered=list(offered.values()),
        initial={**{name: getattr(found, name) for name in names}, "picked": held},
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.change_item(
            by=request.user, item=found, details=actions.ItemDetails(**form.details()), at=at,
            seen=sheets.seen(request),
        )  # fmt: skip

    words = _about(
        request, found, _("Change the item"), _("Save"), version=found.version, is_lasting=True
    )
    return sheets.answer(request, form, words, act)


def _level(found: PortfolioItem) -> int:
    """Give the level whose responsibilities may be chosen: one that has the item's own."""
    levels = (found.profile.level, 4, 5, 6, 7)
    return next(one for one in levels if found.responsibility in queries.responsibilities_of(one))


def _about(
    request: Request, item: PortfolioItem, title: str, save: str, **more: Any
) -> sheets.Sheet:  # fmt: skip
    here = reverse("growth:item", args=[item.pk])
    trail = _trail(request, item, (visible(item.claim), here))
    return own_sheet(title, save, back=here, trail=trail, **more)


@both
@page(policies.VIEW)
def item_offer(request: Request, pk: int) -> HttpResponse:
    """Ask an assessor to answer an item."""
    found = item_or_404(request, pk, own=True)
    form = forms.OfferForm(
        sheets.sent(request), profile=found.profile, initial={"assessor": found.assessor_id}
    )
    words = _about(
        request, found, _("Offer it to an assessor"), _("Offer"), said=_("Offered."),
        is_lasting=True,
        sub=_("Your assessors are those whom you named on your page."),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.offer_item, item=found))


@require_POST
@page(policies.VIEW)
def item_recall(request: Request, pk: int) -> HttpResponse:
    """Take back what nobody has answered yet."""
    found = item_or_404(request, pk, own=True)
    here = reverse("growth:item", args=[pk])
    return sheets.pressed(
        request,
        partial(actions.recall_item, item=found),
        _("Taken back; it is a draft again."),
        here,
        is_lasting=True,
    )


@require_POST
@page(policies.VIEW)
def item_withdraw(request: Request, pk: int) -> HttpResponse:
    found = item_or_404(request, pk, own=True)
    here = reverse("growth:item", args=[pk])
    return sheets.pressed(
        request, partial(actions.withdraw_item, item=found), _("Withdrawn."), here
    )


@both
@page(policies.VIEW)
def item_answer(request: Request, pk: int) -> HttpResponse:
    """Answer what was offered, with words."""
    found = item_or_404(request, pk)
    policies.ANSWER.demand(request.user, found)
    form = forms.AnswerForm(sheets.sent(request))
    words = _about(
        request, found, _("Your answer"), _("Answer"), said=_("Answered."),
        looks={"is_accepted": "pills"}, sub=visible(found.claim),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.answer_item, item=found))
