"""Trade-offs: the list, and the board of one with its forms."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.tradeoffs import actions, forms, policies, queries
from accord.features.tradeoffs.models import Criterion, Demand, Option, TradeOff
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import drawn

both = require_http_methods(["GET", "POST"])
TONES = {-2: "bad", -1: "warn", 0: "", 1: "ok", 2: "ok"}
SIGNS = {-2: "− −", -1: "−", 0: "0", 1: "+", 2: "+ +"}
MOST = 200


def tradeoff_or_404(request: Request, ref: str) -> TradeOff:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def demand_or_404(request: Request, ref: str, pk: int) -> Demand:
    found = queries.demands_visible_to(request.user).filter(tradeoff__ref=ref)
    return get_object_or_404(found, pk=pk)


def option_or_404(request: Request, ref: str, pk: int) -> Option:
    found = queries.options_visible_to(request.user).filter(tradeoff__ref=ref)
    return get_object_or_404(found, pk=pk)


def criterion_or_404(request: Request, ref: str, pk: int) -> Criterion:
    found = queries.criteria_visible_to(request.user).filter(tradeoff__ref=ref)
    return get_object_or_404(found, pk=pk)


def _address(tradeoff: TradeOff, verb: str = "detail", **more: Any) -> str:
    return reverse(f"tradeoffs:{verb}", kwargs={"ref": tradeoff.ref, **more})


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Trade-offs"), reverse("tradeoffs:list")), *steps]


@require_safe
@page(policies.VIEW)
def tradeoff_list(request: Request) -> HttpResponse:
    """List what waits for a decision, then what was decided and on what grounds."""
    at = clock.now()
    rows = [
        {
            "href": _address(one), "ref": one.ref, "title": visible(one.title),
            "initiative": visible(one.initiative.name) if one.initiative else "",
            "opened": formats.stamp(one.opened_at, at=at),
            "decided": formats.stamp(one.decided_at, at=at) if one.decided_at else "",
            "grounds": visible(one.grounds),
        }
        for one in queries.in_order(request.user)[:MOST]
    ]  # fmt: skip
    may = policies.WEIGH.allows(request.user)
    context = {"rows": rows, "add": reverse("tradeoffs:add") if may else ""}
    return show(request, "tradeoffs/tradeoff_list.html", context)


@require_safe
@page(policies.VIEW)
def tradeoff_board(request: Request, ref: str) -> HttpResponse:
    """Show who gains and who loses by which option, and what was decided on what grounds."""
    tradeoff, at = tradeoff_or_404(request, ref), clock.now()
    laid = queries.board(request.user, tradeoff)
    is_open = tradeoff.decided_at is None
    may = is_open and policies.WEIGH.allows(request.user, tradeoff)
    decides = policies.DECIDE.allows(request.user, tradeoff)
    context = {
        "tradeoff": tradeoff, "trail": _trail((visible(tradeoff.title), "")), "may": may,
        "columns": [_column(tradeoff, one, may=may, decides=decides and is_open)
                    for one in laid.columns],
        "rows": [_row(tradeoff, demand, cells, may=may) for demand, cells in laid.rows],
        "hidden": laid.hidden, "change": _address(tradeoff, "change"),
        "demand_add": _address(tradeoff, "demand-add"),
        "option_add": _address(tradeoff, "option-add"),
        "criterion_add": _address(tradeoff, "criterion-add"),
        "compared": _compared(tradeoff, laid, may=may),
        "reopen": _address(tradeoff, "reopen") if decides and not is_open else "",
        "decided": formats.stamp(tradeoff.decided_at, at=at) if tradeoff.decided_at else "",
        "decided_by": tradeoff.decided_by or _("The system"),
        "told": None if is_open else _told(request, tradeoff),
        "more": drawn(request, "tradeoffs.board", "below", tradeoff),
    }  # fmt: skip
    return show(request, "tradeoffs/tradeoff_board.html", context)


def _compared(tradeoff: TradeOff, laid: queries.Board, *, may: bool) -> dict[str, Any]:
    """Say how well each option meets each criterion, what it comes to, and how firm that is."""
    found = queries.comparison(tradeoff, [column.option for column in laid.columns])
    return {
        "rows": [
            {
                "criterion": one,
                "change": _address(tradeoff, "criterion-change", pk=one.pk) if may else "",
                "drop": _address(tradeoff, "criterion-drop", pk=one.pk) if may else "",
                "cells": [
                    {
                        "option": option, "label": value.label if value else _("not said"),
                        "href": _address(tradeoff, "measure", pk=option.pk, criterion=one.pk)
                        if may else "",
                    }
                    for option, value in cells
                ],
            }
            for one, cells in found.rows
        ],
        "sums": [
            {"sum": total, "most": found.most, "is_best": option in found.best}
            for option, total in found.sums
        ],
        "has_best": bool(found.best), "turns": [visible(one.words) for one in found.turns],
    }  # fmt: skip


def _told(request: Request, tradeoff: TradeOff) -> dict[str, Any]:
    """Say who was told of the decision, and who still has to be."""
    at, found = clock.now(), queries.told_list(request.user, tradeoff)
    may = policies.TELL.allows(request.user, tradeoff)
    return {
        "head": _("%(n)s of %(all)s were told") % {
            "n": found.told, "all": found.told + found.missing
        },
        "rows": [
            {
                "party": party, "words": visible(told.words) if told else "",
                "how": told.get_how_display() if told else "",
                "when": formats.stamp(told.at, at=at) if told else "",
                "by": str(told.by or _("The system")) if told else "",
                "tell": _address(tradeoff, "told", party=party.ref) if may and not told else "",
                "href": reverse("stakeholders:detail", kwargs={"ref": party.ref}),
            }
            for party, told in found.rows
        ],
    }  # fmt: skip


def _column(
    tradeoff: TradeOff, column: queries.Column, *, may: bool, decides: bool
) -> dict[str, Any]:
    option = column.option
    return {
        "option": option, "gain": column.gain, "lose": column.lose, "unsaid": column.unsaid,
        "drop": _address(tradeoff, "option-drop", pk=option.pk) if may else "",
        "decide": _address(tradeoff, "decide", pk=option.pk) if decides else "",
    }  # fmt: skip


def _row(
    tradeoff: TradeOff, demand: Demand, cells: list[tuple[Option, Any]], *, may: bool
) -> dict[str, Any]:
    return {
        "demand": demand, "party": demand.party,
        "href": reverse("stakeholders:detail", kwargs={"ref": demand.party.ref}),
        "drop": _address(tradeoff, "demand-drop", pk=demand.pk) if may else "",
        "cells": [
            {
                "effect": effect, "is_chosen": option.is_chosen, "option": option,
                "label": effect.label if effect is not None else _("not said"),
                "sign": SIGNS[effect] if effect is not None else "?",
                "tone": TONES[effect] if effect is not None else "",
                "href": _address(tradeoff, "weigh", pk=option.pk, demand=demand.pk)
                if may
                else "",
            }
            for option, effect in cells
        ],
    }  # fmt: skip


@both
@page(policies.WEIGH)
def tradeoff_add(request: Request) -> HttpResponse:
    form = forms.TradeOffForm(sheets.sent(request), user=request.user)
    words = sheets.Sheet(
        title=_("Write a trade-off down"), save=_("Add"), said=_("Added."),
        back=reverse("tradeoffs:list"), trail=_trail(),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        details = actions.TradeOffDetails(**given)
        return actions.open_tradeoff(by=request.user, details=details, at=clock.now())

    return sheets.answer(request, form, words, act)


@both
@page(policies.WEIGH)
def tradeoff_change(request: Request, ref: str) -> HttpResponse:
    tradeoff = tradeoff_or_404(request, ref)
    names = ("title", "question", "initiative")
    form = forms.TradeOffForm(
        sheets.sent(request), user=request.user,
        initial={name: getattr(tradeoff, name) for name in names},
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.change_tradeoff(
            by=request.user, tradeoff=tradeoff, details=actions.TradeOffDetails(**given),
            at=clock.now(), seen=sheets.seen(request),
        )  # fmt: skip

    words = _on(tradeoff, _("Change the question"), _("Save"), version=tradeoff.version)
    return sheets.answer(request, form, words, act)


def _on(
    tradeoff: TradeOff, title: str, save: str, *, version: int | None = None, sub: str = "",
    **looks: str,
) -> sheets.Sheet:  # fmt: skip
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), sub=sub, looks=looks, version=version,
        back=_address(tradeoff), trail=_trail((visible(tradeoff.title), _address(tradeoff))),
    )  # fmt: skip


@both
@page(policies.WEIGH)
def demand_add(request: Request, ref: str) -> HttpResponse:
    tradeoff = tradeoff_or_404(request, ref)
    form = forms.DemandForm(sheets.sent(request), user=request.user)

    def act(given: dict[str, Any]) -> object:
        assert form.found is not None  # noqa: S101 -- the form found it, or was not valid
        return actions.add_demand(
            by=request.user, tradeoff=tradeoff, party=form.found, words=given["words"],
            at=clock.now(),
        )  # fmt: skip

    return sheets.answer(request, form, _on(tradeoff, _("Who asks for what"), _("Add")), act)


@both
@page(policies.WEIGH)
def option_add(request: Request, ref: str) -> HttpResponse:
    tradeoff = tradeoff_or_404(request, ref)
    form = forms.OptionForm(sheets.sent(request))
    words = _on(tradeoff, _("Add an option"), _("Add"))
    return sheets.filled(request, form, words, partial(actions.add_option, tradeoff=tradeoff))


@both
@page(policies.WEIGH)
def weigh(request: Request, ref: str, pk: int, demand: int) -> HttpResponse:
    """Ask how an option bears on a demand."""
    option, found = option_or_404(request, ref, pk), demand_or_404(request, ref, demand)
    form = forms.WeighForm(sheets.sent(request))
    sub = f"{visible(found.party.name)}: {visible(found.words)}"
    words = _on(found.tradeoff, visible(option.words), _("Save"), sub=sub, effect="pills")
    return sheets.filled(request, form, words, partial(actions.weigh, option=option, demand=found))


@both
@page(policies.WEIGH)
def criterion_add(request: Request, ref: str) -> HttpResponse:
    tradeoff = tradeoff_or_404(request, ref)
    form = forms.CriterionForm(sheets.sent(request))
    words = _on(tradeoff, _("Add a criterion"), _("Add"), weight="pills")
    return sheets.filled(request, form, words, partial(actions.add_criterion, tradeoff=tradeoff))


@both
@page(policies.WEIGH)
def criterion_change(request: Request, ref: str, pk: int) -> HttpResponse:
    one = criterion_or_404(request, ref, pk)
    initial = {"words": one.words, "weight": one.weight}
    form = forms.CriterionForm(sheets.sent(request), initial=initial)
    words = _on(one.tradeoff, _("Change the criterion"), _("Save"), weight="pills")
    return sheets.filled(request, form, words, partial(actions.change_criterion, criterion=one))


@both
@page(policies.WEIGH)
def measure(request: Request, ref: str, pk: int, criterion: int) -> HttpResponse:
    """Ask how well an option meets a criterion."""
    option, found = option_or_404(request, ref, pk), criterion_or_404(request, ref, criterion)
    form = forms.MeritForm(sheets.sent(request))
    words = _on(
        found.tradeoff, visible(option.words), _("Save"), sub=visible(found.words), value="pills"
    )
    return sheets.filled(
        request, form, words, partial(actions.measure, option=option, criterion=found)
    )


@both
@page(policies.DECIDE)
def option_decide(request: Request, ref: str, pk: int) -> HttpResponse:
    option = option_or_404(request, ref, pk)
    form = forms.DecideForm(sheets.sent(request))
    title = _("Decide for: %(words)s") % {"words": visible(option.words)}
    words = _on(option.tradeoff, title, _("Decide"))
    return sheets.filled(request, form, words, partial(actions.decide, option=option))


@both
@page(policies.TELL)
def told_note(request: Request, ref: str, party: str) -> HttpResponse:
    """Note that somebody was told what was decided."""
    tradeoff = tradeoff_or_404(request, ref)
    who = get_object_or_404(queries.to_be_told(request.user, tradeoff), ref=party)
    form = forms.ToldForm(sheets.sent(request))
    title = _("%(name)s was told") % {"name": visible(who.name)}
    words = _on(tradeoff, title, _("Save"))
    return sheets.filled(
        request, form, words, partial(actions.note_told, tradeoff=tradeoff, party=who)
    )


@require_POST
@page(policies.WEIGH)
def demand_drop(request: Request, ref: str, pk: int) -> HttpResponse:
    demand = demand_or_404(request, ref, pk)
    back = _address(demand.tradeoff)
    return sheets.pressed(request, partial(actions.drop_demand, demand=demand), _("Removed."), back)


@require_POST
@page(policies.WEIGH)
def criterion_drop(request: Request, ref: str, pk: int) -> HttpResponse:
    one = criterion_or_404(request, ref, pk)
    back = _address(one.tradeoff)
    return sheets.pressed(
        request, partial(actions.drop_criterion, criterion=one), _("Removed."), back
    )


@require_POST
@page(policies.WEIGH)
def option_drop(request: Request, ref: str, pk: int) -> HttpResponse:
    option = option_or_404(request, ref, pk)
    back = _address(option.tradeoff)
    return sheets.pressed(request, partial(actions.drop_option, option=option), _("Removed."), back)


@require_POST
@page(policies.DECIDE)
def tradeoff_reopen(request: Request, ref: str) -> HttpResponse:
    """Take the decision back."""
    tradeoff = tradeoff_or_404(request, ref)
    back = _address(tradeoff)
    return sheets.pressed(
        request, partial(actions.reopen_tradeoff, tradeoff=tradeoff), _("Open again."), back
    )
