"""Strategies: the portfolio, one with its tree, and the forms that change it."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.engagement.states import Channel
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.strategies import actions, forms, policies, queries
from accord.features.strategies.models import Activity, Strategy
from accord.features.strategies.panels import activity_address
from accord.features.strategies.queries import Standing
from accord.features.strategies.states import (
    ActivityState,
    DeliverableState,
    ObjectiveState,
    Risk,
    State,
)
from accord.features.strategies.views._shared import (
    MOST,
    address,
    day,
    fact_rows,
    money,
    of_all,
    on,
    rhythm,
    span,
    strategy_or_404,
    today,
    told,
    trail,
)
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, histories, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import drawn

both = require_http_methods(["GET", "POST"])
TONES = {State.DRAFT: "", State.RUNNING: "ok", State.ENDED: ""}
RISKS = {Risk.LOW: "ok", Risk.MEDIUM: "warn", Risk.HIGH: "bad"}
SETTLED = {
    ObjectiveState.OPEN: "", ObjectiveState.REACHED: "ok", ObjectiveState.MISSED: "bad",
    ObjectiveState.DROPPED: "",
}  # fmt: skip
HISTORY = {
    "name": histories.Told(gettext_lazy("Name")),
    "state": histories.Told(gettext_lazy("State"), lambda value: State(value).label),
    "owner_id": histories.Told(gettext_lazy("Owner")),
    "until_date": histories.Told(gettext_lazy("Until")),
    "budget": histories.Told(gettext_lazy("Budget")),
    "risk": histories.Told(gettext_lazy("Risk"), lambda value: Risk(value).label),
}
WORKS = {ActivityState.PLANNED: "", ActivityState.RUNNING: "ok", ActivityState.STOPPED: ""}


@require_safe
@page(policies.VIEW)
def strategy_list(request: Request) -> HttpResponse:
    """Lay all strategies side by side: progress, cost, risk; ``?initiative=V-1`` those of one."""
    mine, now = request.GET.get("whose") == "mine", today()
    found = queries.in_order(request.user, mine=mine)
    about = None
    if ref := request.GET.get("initiative", ""):
        about = get_object_or_404(initiatives_visible_to(request.user), ref=ref)
        found = found.filter(initiative=about)
    strategies = list(found[:MOST])
    standings = queries.standings(request.user, strategies, now)
    here = reverse("strategies:list")
    context = {
        "rows": [_row(one, standings[one.pk]) for one in strategies], "about": about,
        "choices": [
            {"label": _("All"), "href": here, "on": not mine},
            {"label": _("Mine"), "href": f"{here}?whose=mine", "on": mine},
        ],
        "add": reverse("strategies:add") if policies.ADD.allows(request.user) else "",
    }  # fmt: skip
    return show(request, "strategies/strategy_list.html", context)


def _row(strategy: Strategy, standing: Standing) -> dict[str, Any]:
    state = State(strategy.state)
    return {
        "strategy": strategy, "href": address(strategy), "state": state.label,
        "tone": TONES[state], "span": span(strategy), "standing": standing,
        "part": _elapsed(strategy),
        "initiative": visible(strategy.initiative.name) if strategy.initiative else "",
        "objectives": of_all(standing.reached, standing.objectives),
        "touches": of_all(standing.touches.done, standing.touches.due),
        "deliverables": of_all(standing.delivered, standing.deliverables),
        "budget": money(strategy.budget), "spent": money(standing.spent),
        "is_over": _is_over(strategy, standing),
        "risk": Risk(strategy.risk).label if strategy.risk else "",
        "risk_tone": RISKS[Risk(strategy.risk)] if strategy.risk else "",
    }  # fmt: skip


def _elapsed(strategy: Strategy) -> str:
    """Say which part of its time has passed."""
    whole = (strategy.until_date - strategy.from_date).days + 1
    passed = min(max((today() - strategy.from_date).days, 0), whole)
    return formats.percent(passed / whole)


def _is_over(strategy: Strategy, standing: Standing) -> bool:
    spent = standing.spent or 0
    return strategy.budget is not None and spent > strategy.budget


@require_safe
@page(policies.VIEW)
def strategy_detail(request: Request, ref: str) -> HttpResponse:
    """Show one strategy: objectives, the communication matrix, gaps, planned against actual."""
    strategy, at, now = strategy_or_404(request, ref), clock.now(), today()
    activities = list(queries.activities_of(strategy))
    figures = queries.figures_of(request.user, activities, now)
    standing = queries.standings(request.user, [strategy], now)[strategy.pk]
    goes_on = strategy.state != State.ENDED
    may = goes_on and policies.PLAN.allows(request.user, strategy)
    context = {
        "strategy": strategy, "trail": trail((visible(strategy.name), "")),
        "state": State(strategy.state).label, "tone": TONES[State(strategy.state)],
        "goes_on": goes_on, "may": may, "facts": fact_rows(_facts(strategy, standing)),
        "may_approve": strategy.state == State.DRAFT
        and policies.APPROVE.allows(request.user, strategy),
        "objectives": [
            _objective(strategy, one, may=may) for one in queries.objectives_of(strategy)
        ],
        "rows": [_activity(one, figures.get(one.pk, queries.Figures())) for one in activities],
        "gaps": _gaps(request, strategy) if goes_on else [],
        "deliverables": _deliverables(request, strategy),
        "told": told(standing.touches),
        "unplanned": queries.unplanned(request.user, strategy, at),
        "here": {
            verb: address(strategy, verb)
            for verb in ("change", "approve", "end", "objective-add", "activity-add")
        },
        "more": drawn(request, "strategies.detail", "side", strategy),
        "history": histories.lines("strategies.strategy", strategy.pk, HISTORY, at=at),
    }  # fmt: skip
    return show(request, "strategies/strategy_detail.html", context)


def _facts(strategy: Strategy, standing: Standing) -> list[tuple[str, Any]]:
    facts = [
        (_("Owner"), visible(strategy.owner.name)),
        (_("Department"), visible(strategy.department.name) if strategy.department else "–"),
        (_("Time"), span(strategy)),
        (_("Part of its time that has passed"), _elapsed(strategy)),
        (_("Budget"), money(strategy.budget)),
        (_("Cost planned"), money(standing.cost)),
        (_("Spent so far"), money(standing.spent)),
        (_("Risk"), Risk(strategy.risk).label if strategy.risk else _("not said")),
    ]
    if strategy.risk_words:
        facts.append((_("What may go wrong"), visible(strategy.risk_words)))
    if strategy.approved_at:
        by = strategy.approved_by or _("The system")
        when = formats.stamp(strategy.approved_at, at=clock.now())
        facts.append((_("Approved"), f"{when} · {by}"))
    return facts


def _objective(strategy: Strategy, objective: Any, *, may: bool) -> dict[str, Any]:
    state = ObjectiveState(objective.state)
    return {
        "words": visible(objective.words), "measure": visible(objective.measure),
        "serves": visible(objective.serves.words) if objective.serves else "",
        "note": visible(objective.note), "state": state.label, "tone": SETTLED[state],
        "settle": address(strategy, "objective-settle", pk=objective.pk) if may else "",
    }  # fmt: skip


def _activity(activity: Activity, figures: queries.Figures) -> dict[str, Any]:
    state = ActivityState(activity.state)
    return {
        "activity": activity, "href": activity_address(activity),
        "channel": Channel(activity.channel).label,
        "who": visible(activity.segment.name) if activity.segment else _("picked by hand"),
        "parties": figures.parties, "rhythm": rhythm(activity), "span": span(activity),
        "owner": visible(activity.owner.name) if activity.owner else _("their contact"),
        "state": state.label, "tone": WORKS[state], "done": of_all(figures.done, figures.due),
        "overdue": figures.overdue,
        "last": day(figures.last_on) if figures.last_on else "",
    }  # fmt: skip


def _gaps(request: Request, strategy: Strategy) -> list[dict[str, str]]:
    """Say what is missing, each with the way to mend it."""
    found = queries.coverage(request.user, strategy, clock.now())
    add = address(strategy, "activity-add")
    gaps = [
        {
            "words": _("No activity for the objective “%(words)s”") % {"words": visible(o.words)},
            "href": f"{add}?objective={o.pk}",
        }
        for o in found.idle
    ]
    gaps += [
        {
            "words": _("The initiative's objective “%(words)s” is helped by none here")
            % {"words": visible(o.words)},
            "href": address(strategy, "objective-add"),
        }
        for o in found.unserved
    ]
    gaps += [
        {
            "words": _("“%(title)s” is for nobody yet") % {"title": visible(a.title)},
            "href": activity_address(a),
        }
        for a in found.empty
    ]
    gaps += [
        {
            "words": _("%(name)s matters here, and nothing is planned with them")
            % {"name": visible(party.name)},
            "href": reverse("stakeholders:detail", kwargs={"ref": party.ref}),
        }
        for party in found.unplanned
    ]
    return gaps


def _deliverables(request: Request, strategy: Strategy) -> list[dict[str, Any]]:
    now = today()
    found = queries.deliverables_visible_to(request.user).filter(activity__strategy=strategy)
    return [
        {
            "words": visible(one.words), "due": day(one.due_on),
            "note": visible(one.note), "state": DeliverableState(one.state).label,
            "is_late": one.state == DeliverableState.OPEN and one.due_on < now,
            "tone": "ok" if one.state == DeliverableState.DELIVERED else "",
            "settle": address(strategy, "deliverable-settle", pk=one.pk)
            if policies.WORK.allows(request.user, strategy) and strategy.state != State.ENDED
            else "",
        }
        for one in found.order_by("due_on", "pk")[:MOST]
    ]  # fmt: skip


@both
@page(policies.ADD)
def strategy_add(request: Request) -> HttpResponse:
    """Draft a strategy, empty or from a template; ``?initiative=V-1`` says for what."""
    found = initiatives_visible_to(request.user).filter(ref=request.GET.get("initiative", ""))
    form = forms.DraftForm(
        sheets.sent(request), user=request.user,
        initial={"owner": request.user.pk, "initiative": found.first()},
    )  # fmt: skip
    words = sheets.Sheet(
        title=_("Draft a strategy"), save=_("Draft"), said=_("The draft is there."),
        back=reverse("strategies:list"), trail=trail(), looks={"risk": "pills"},
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        details, at = actions.StrategyDetails(**form.details()), clock.now()
        if template := given["template"]:
            return actions.plan_from_template(
                by=request.user, details=details, template=template, at=at
            )
        return actions.add_strategy(by=request.user, details=details, at=at)

    return sheets.answer(request, form, words, act)


@both
@page(policies.PLAN)
def strategy_change(request: Request, ref: str) -> HttpResponse:
    strategy = strategy_or_404(request, ref)
    policies.PLAN.demand(request.user, strategy)
    names = forms.StrategyForm.base_fields
    form = forms.StrategyForm(
        sheets.sent(request), user=request.user,
        initial={name: getattr(strategy, name) for name in names},
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.change_strategy(
            by=request.user, strategy=strategy, at=clock.now(), seen=sheets.seen(request),
            details=actions.StrategyDetails(**form.details()),
        )  # fmt: skip

    words = on(
        strategy, _("Change the strategy"), _("Save"), version=strategy.version,
        looks={"risk": "pills"},
    )  # fmt: skip
    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.APPROVE)
def strategy_approve(request: Request, ref: str) -> HttpResponse:
    strategy = strategy_or_404(request, ref)
    return sheets.pressed(
        request,
        partial(actions.approve_strategy, strategy=strategy),
        _("The strategy is approved."),
        address(strategy),
    )


@both
@page(policies.PLAN)
def strategy_end(request: Request, ref: str) -> HttpResponse:
    strategy = strategy_or_404(request, ref)
    policies.PLAN.demand(request.user, strategy)
    form = forms.EndForm(sheets.sent(request))

    def act(given: dict[str, Any]) -> object:
        return actions.end_strategy(
            by=request.user, strategy=strategy, at=clock.now(), outcome=given["outcome"]
        )

    return sheets.answer(request, form, on(strategy, _("End the strategy"), _("End")), act)


@both
@page(policies.PLAN)
def objective_add(request: Request, ref: str) -> HttpResponse:
    strategy = strategy_or_404(request, ref)
    policies.PLAN.demand(request.user, strategy)
    form = forms.ObjectiveForm(sheets.sent(request), strategy=strategy)

    def act(given: dict[str, Any]) -> object:
        return actions.add_objective(
            by=request.user, strategy=strategy, at=clock.now(),
            details=actions.ObjectiveDetails(**given),
        )  # fmt: skip

    return sheets.answer(request, form, on(strategy, _("Add an objective"), _("Add")), act)


@both
@page(policies.PLAN)
def objective_settle(request: Request, ref: str, pk: int) -> HttpResponse:
    strategy = strategy_or_404(request, ref)
    policies.PLAN.demand(request.user, strategy)
    objective = get_object_or_404(
        queries.objectives_visible_to(request.user), pk=pk, strategy=strategy
    )
    form = forms.SettleForm(
        sheets.sent(request), initial={"state": objective.state, "note": objective.note}
    )
    words = on(strategy, visible(objective.words), _("Save"), looks={"state": "pills"})
    return sheets.filled(
        request, form, words, partial(actions.settle_objective, objective=objective)
    )
