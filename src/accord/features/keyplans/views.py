"""Plans for key relationships: which are due, and one with its goals by year and its reviews."""

from functools import partial
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.features.keyplans import actions, forms, policies, queries
from accord.features.keyplans.models import Goal, KeyPlan
from accord.features.keyplans.states import GoalState
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import drawn

both = require_http_methods(["GET", "POST"])
TONES = {
    GoalState.OPEN: "", GoalState.REACHED: "ok", GoalState.MISSED: "bad", GoalState.DROPPED: "",
}  # fmt: skip
MOST = 200


def plan_or_404(request: Request, ref: str) -> KeyPlan:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def _address(plan: KeyPlan, verb: str = "detail", **more: Any) -> str:
    return reverse(f"keyplans:{verb}", kwargs={"ref": plan.ref, **more})


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Key plans"), reverse("keyplans:list")), *steps]


@require_safe
@page(policies.VIEW)
def plan_list(request: Request) -> HttpResponse:
    """List the plans, those first that are to be reviewed."""
    mine, at = request.GET.get("whose") == "mine", clock.now()
    plans = list(queries.in_order(request.user, mine=mine)[:MOST])
    counts = queries.goal_counts(plans)
    here = reverse("keyplans:list")
    context = {
        "rows": [_row(plan, counts.get(plan.pk, (0, 0)), at) for plan in plans],
        "choices": [
            {"label": _("All"), "href": here, "on": not mine},
            {"label": _("Mine"), "href": f"{here}?whose=mine", "on": mine},
        ],
    }
    return show(request, "keyplans/plan_list.html", context)


def _row(plan: KeyPlan, goals: tuple[int, int], at: Any) -> dict[str, Any]:
    reached, total = goals
    return {
        "plan": plan, "party": plan.party, "href": _address(plan),
        "review": formats.stamp(plan.review_at, at=at) if plan.ended_at is None else "",
        "is_due": queries.is_due(plan, at),
        "ended": formats.stamp(plan.ended_at, at=at) if plan.ended_at else "",
        "goals": _("%(n)s of %(all)s reached") % {"n": reached, "all": total} if total else "",
    }  # fmt: skip


@require_safe
@page(policies.VIEW)
def plan_detail(request: Request, ref: str) -> HttpResponse:
    """Show one plan: ambition, sponsors, goals by year, reviews."""
    plan, at = plan_or_404(request, ref), clock.now()
    goes_on = plan.ended_at is None
    goals = groupby(queries.goals_of(plan), key=lambda goal: goal.year)
    may_review = goes_on and policies.REVIEW.allows(request.user, plan)
    context = {
        "plan": plan, "trail": _trail((visible(plan.party.name), "")),
        "party_href": reverse("stakeholders:detail", kwargs={"ref": plan.party.ref}),
        "counterpart": plan.counterpart if queries.sees_counterpart(request.user, plan) else None,
        "is_due": queries.is_due(plan, at), "goes_on": goes_on,
        "review_at": formats.stamp(plan.review_at, at=at),
        "span": f"{formats.long_date(plan.from_date)} – {formats.long_date(plan.until_date)}",
        "years": [
            (year, [_goal(plan, goal, may=may_review) for goal in group]) for year, group in goals
        ],
        "reviews": [
            {
                "who": row.by or _("The system"), "moment": formats.stamp(row.at, at=at),
                "words": visible(row.words), "is_on_course": row.is_on_course,
            }
            for row in queries.reviews_of(plan)[:MOST]
        ],
        "may_plan": goes_on and policies.PLAN.allows(request.user, plan),
        "may_review": may_review,
        "here": {verb: _address(plan, verb) for verb in ("change", "goal-add", "review", "end")},
        "more": drawn(request, "keyplans.record", "right", plan),
    }  # fmt: skip
    return show(request, "keyplans/plan_detail.html", context)


def _goal(plan: KeyPlan, goal: Goal, *, may: bool) -> dict[str, Any]:
    state = GoalState(goal.state)
    return {
        "words": visible(goal.words), "measure": visible(goal.measure), "state": state.label,
        "tone": TONES[state], "note": visible(goal.note),
        "settle": _address(plan, "goal-settle", pk=goal.pk) if may else "",
    }  # fmt: skip


@both
@page(policies.PLAN)
def plan_add(request: Request) -> HttpResponse:
    """Plan a relationship; ``?about=S-1042`` says with whom."""
    ref = request.GET.get("about", "")
    party = get_object_or_404(parties_visible_to(request.user), ref=ref)
    policies.PLAN.demand(request.user, party)
    form = forms.PlanForm(
        sheets.sent(request), user=request.user, initial={"owner": party.owner_id}
    )
    words = sheets.Sheet(
        title=_("Plan the relationship with %(name)s") % {"name": visible(party.name)},
        save=_("Open the plan"), said=_("The plan is open."), back=reverse("keyplans:list"),
        trail=_trail(),
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        details = actions.PlanDetails(**form.details())
        return actions.open_plan(by=request.user, party=party, details=details, at=clock.now())

    return sheets.answer(request, form, words, act)


def _on(plan: KeyPlan, title: str, save: str, **more: Any) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), back=_address(plan),
        trail=_trail((visible(plan.party.name), _address(plan))), **more,
    )  # fmt: skip


def _to_be_changed(request: Request, ref: str) -> KeyPlan:
    plan = plan_or_404(request, ref)
    policies.PLAN.demand(request.user, plan)
    return plan


@both
@page(policies.PLAN)
def plan_change(request: Request, ref: str) -> HttpResponse:
    plan = _to_be_changed(request, ref)
    names = ("ambition", "gain", "owner", "sponsor", "from_date", "until_date", "review_days")
    initial = {name: getattr(plan, name) for name in names}
    if plan.counterpart and queries.sees_counterpart(request.user, plan):
        initial["counterpart"] = plan.counterpart.ref
    form = forms.PlanForm(sheets.sent(request), user=request.user, initial=initial)

    def act(_given: dict[str, Any]) -> object:
        return actions.change_plan(
            by=request.user, plan=plan, details=actions.PlanDetails(**form.details()),
            at=clock.now(), seen=sheets.seen(request),
        )  # fmt: skip

    words = _on(plan, _("Change the plan"), _("Save"), version=plan.version)
    return sheets.answer(request, form, words, act)


@both
@page(policies.PLAN)
def goal_add(request: Request, ref: str) -> HttpResponse:
    plan = _to_be_changed(request, ref)
    form = forms.GoalForm(sheets.sent(request), initial={"year": clock.now().year})

    def act(given: dict[str, Any]) -> object:
        details = actions.GoalDetails(**given)
        return actions.add_goal(by=request.user, plan=plan, details=details, at=clock.now())

    return sheets.answer(request, form, _on(plan, _("Add a goal"), _("Add")), act)


@both
@page(policies.REVIEW)
def goal_settle(request: Request, ref: str, pk: int) -> HttpResponse:
    plan = plan_or_404(request, ref)
    goal = get_object_or_404(queries.goals_visible_to(request.user), pk=pk, plan=plan)
    form = forms.SettleForm(sheets.sent(request), initial={"state": goal.state, "note": goal.note})
    words = _on(plan, visible(goal.words), _("Save"), looks={"state": "pills"})
    return sheets.filled(request, form, words, partial(actions.settle_goal, goal=goal))


@both
@page(policies.REVIEW)
def plan_review(request: Request, ref: str) -> HttpResponse:
    plan = plan_or_404(request, ref)
    form = forms.ReviewForm(sheets.sent(request))
    words = _on(
        plan, _("Review the plan"), _("Save"), looks={"is_on_course": "pills"},
        sub=visible(plan.ambition),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.review_plan, plan=plan))


@both
@page(policies.PLAN)
def plan_end(request: Request, ref: str) -> HttpResponse:
    plan = _to_be_changed(request, ref)
    form = forms.EndForm(sheets.sent(request))
    words = _on(plan, _("End the plan"), _("End"))
    return sheets.filled(request, form, words, partial(actions.end_plan, plan=plan))
