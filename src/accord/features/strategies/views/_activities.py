"""One activity: for whom, which contacts it plans and how they went; and its forms."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.engagement.states import Channel
from accord.features.initiatives.states import Participation
from accord.features.strategies import actions, forms, policies, queries
from accord.features.strategies.models import Activity
from accord.features.strategies.panels import activity_address as address_of
from accord.features.strategies.states import ActivityState, DeliverableState, State
from accord.features.strategies.views._shared import (
    MOST,
    activity_or_404,
    address,
    day,
    fact_rows,
    money,
    on,
    rhythm,
    span,
    strategy_or_404,
    today,
    told,
    trail,
)
from accord.features.strategies.views._strategies import WORKS
from accord.features.strategies.views._touches import row
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.text import visible
from accord.foundation.ui import sheets
from accord.foundation.ui.menu import door
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])
# What IAP2's levels promise to those who take part, in our own words.
PLEDGES = {
    Participation.INFORM: lambda: _("We tell you what happens, in time and in plain words."),
    Participation.CONSULT: lambda: _("We listen, and say what your words changed."),
    Participation.INVOLVE: lambda: _("We work with you, so that your concerns shape the options."),
    Participation.COLLABORATE: lambda: _("We look for the answer together, and follow it far."),
    Participation.EMPOWER: lambda: _("You decide; we carry it out."),
}


@require_safe
@page(policies.VIEW)
def activity_detail(request: Request, ref: str, pk: int) -> HttpResponse:
    """Show one activity with its contacts, open ones first."""
    activity, now = activity_or_404(request, ref, pk), today()
    strategy, state = activity.strategy, ActivityState(activity.state)
    goes_on = strategy.state != State.ENDED
    may = goes_on and policies.PLAN.allows(request.user, strategy)
    touches = list(queries.touches_of(request.user, activity)[: MOST + 1])
    figures = queries.figures_of(request.user, [activity], now)
    log = door("log")
    picked = queries.picks_visible_to(request.user).filter(activity=activity)
    deliverables = queries.deliverables_visible_to(request.user).filter(activity=activity)
    context = {
        "activity": activity, "strategy": strategy,
        "trail": trail(
            (visible(strategy.name), address(strategy)), (visible(activity.title), "")
        ),
        "state": state.label, "tone": WORKS[state], "facts": fact_rows(_facts(activity)),
        "pledge": PLEDGES[Participation(activity.participation)]()
        if activity.participation
        else "",
        "rows": [row(request, touch, log) for touch in touches[:MOST]],
        "are_more": len(touches) > MOST,
        "told": told(figures.get(activity.pk, queries.Figures())),
        "picked": [
            {
                "party": one.party,
                "href": reverse("stakeholders:detail", kwargs={"ref": one.party.ref}),
                "drop": address(strategy, "pick-drop", pk=one.pk) if may else "",
            }
            for one in picked.order_by("party__sort_key", "pk")[:MOST]
        ],
        "deliverables": [
            {
                "words": visible(one.words), "due": day(one.due_on),
                "state": DeliverableState(one.state).label, "note": visible(one.note),
                "tone": "ok" if one.state == DeliverableState.DELIVERED else "",
                "is_late": one.state == DeliverableState.OPEN and one.due_on < now,
                "settle": address(strategy, "deliverable-settle", pk=one.pk)
                if goes_on and policies.WORK.allows(request.user, strategy)
                else "",
            }
            for one in deliverables.order_by("due_on", "pk")[:MOST]
        ],
        "may": may, "may_start": may and state != ActivityState.RUNNING,
        "may_stop": may and state == ActivityState.RUNNING,
        "is_draft": strategy.state == State.DRAFT,
        "here": {
            verb: address_of(activity, verb)
            for verb in (
                "activity-change", "activity-start", "activity-stop", "address",
                "deliverable-add",
            )
        },
    }  # fmt: skip
    return show(request, "strategies/activity_detail.html", context)


def _facts(activity: Activity) -> list[tuple[str, Any]]:
    facts = [
        (_("For the objective"), visible(activity.objective.words)),
        (_("How"), Channel(activity.channel).label),
        (_("How often"), rhythm(activity)),
        (_("Time"), span(activity)),
        (_("Who does it"), visible(activity.owner.name) if activity.owner else
         _("each stakeholder's own contact")),
        (_("Segment"), visible(activity.segment.name) if activity.segment else "–"),
        (_("Cost planned"), money(activity.cost)),
        (_("Spent so far"), money(activity.spent)),
    ]  # fmt: skip
    if activity.participation:
        facts.insert(
            3, (_("Say in decisions"), Participation(activity.participation).label)
        )  # fmt: skip
    if activity.feedback:
        facts.append((_("How we hear back"), visible(activity.feedback)))
    return facts


@both
@page(policies.PLAN)
def activity_add(request: Request, ref: str) -> HttpResponse:
    """Plan an activity; ``?objective=3`` says what for."""
    strategy = strategy_or_404(request, ref)
    policies.PLAN.demand(request.user, strategy)
    form = forms.ActivityForm(
        sheets.sent(request), strategy=strategy, is_new=True,
        initial={
            "from_date": strategy.from_date, "until_date": strategy.until_date,
            "objective": request.GET.get("objective", ""),
        },
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.add_activity(
            by=request.user, objective=given["objective"], at=clock.now(),
            details=actions.ActivityDetails(**form.details()),
        )  # fmt: skip

    return sheets.answer(request, form, on(strategy, _("Plan an activity"), _("Add")), act)


def _mine(request: Request, ref: str, pk: int) -> Activity:
    activity = activity_or_404(request, ref, pk)
    policies.PLAN.demand(request.user, activity.strategy)
    return activity


@both
@page(policies.PLAN)
def activity_change(request: Request, ref: str, pk: int) -> HttpResponse:
    activity = _mine(request, ref, pk)
    names = [name for name in forms.ActivityForm.base_fields if name != "objective"]
    form = forms.ActivityForm(
        sheets.sent(request), strategy=activity.strategy, is_new=False,
        initial={name: getattr(activity, name) for name in names},
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.change_activity(
            by=request.user, activity=activity, at=clock.now(), seen=sheets.seen(request),
            details=actions.ActivityDetails(**form.details()),
        )  # fmt: skip

    words = on(
        activity.strategy, _("Change the activity"), _("Save"), version=activity.version,
        back=address_of(activity),
    )  # fmt: skip
    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.PLAN)
def activity_start(request: Request, ref: str, pk: int) -> HttpResponse:
    activity = _mine(request, ref, pk)
    try:
        actions.start_activity(by=request.user, activity=activity, at=clock.now())
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, address_of(activity))
    n = queries.touches_of(request.user, activity).filter(state="open").count()
    said = ngettext("Started: %(n)s contact is planned.", "Started: %(n)s contacts are planned.", n)
    return sheets.done(request, said % {"n": n}, address_of(activity))


@both
@page(policies.PLAN)
def activity_stop(request: Request, ref: str, pk: int) -> HttpResponse:
    activity = _mine(request, ref, pk)
    form = forms.ReasonForm(sheets.sent(request))
    words = on(
        activity.strategy, _("Stop the activity"), _("Stop"), back=address_of(activity)
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.stop_activity, activity=activity))


@both
@page(policies.PLAN)
def activity_address(request: Request, ref: str, pk: int) -> HttpResponse:
    """Pick parties by hand."""
    activity = _mine(request, ref, pk)
    form = forms.AddressForm(sheets.sent(request), user=request.user)

    def act(_given: dict[str, Any]) -> object:
        return actions.address_parties(
            by=request.user, activity=activity, parties=form.parties, at=clock.now()
        )

    words = on(
        activity.strategy, _("Add stakeholders"), _("Add"), back=address_of(activity),
        sub=visible(activity.title),
    )  # fmt: skip
    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.PLAN)
def pick_drop(request: Request, ref: str, pk: int) -> HttpResponse:
    strategy = strategy_or_404(request, ref)
    policies.PLAN.demand(request.user, strategy)
    found = queries.picks_visible_to(request.user).filter(activity__strategy=strategy)
    pick = get_object_or_404(found, pk=pk)
    back = address_of(pick.activity)
    return sheets.pressed(request, partial(actions.drop_pick, pick=pick), _("Taken out."), back)


@both
@page(policies.PLAN)
def deliverable_add(request: Request, ref: str, pk: int) -> HttpResponse:
    activity = _mine(request, ref, pk)
    form = forms.DeliverableForm(
        sheets.sent(request), initial={"due_on": activity.until_date}
    )  # fmt: skip
    words = on(
        activity.strategy, _("Add a deliverable"), _("Add"), back=address_of(activity)
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.add_deliverable, activity=activity))


@both
@page(policies.WORK)
def deliverable_settle(request: Request, ref: str, pk: int) -> HttpResponse:
    found = queries.deliverables_visible_to(request.user).filter(activity__strategy__ref=ref)
    deliverable = get_object_or_404(found, pk=pk)
    form = forms.DeliveredForm(
        sheets.sent(request), initial={"state": deliverable.state, "note": deliverable.note}
    )
    words = on(
        deliverable.activity.strategy, visible(deliverable.words), _("Save"),
        looks={"state": "pills"}, back=address_of(deliverable.activity),
    )  # fmt: skip
    return sheets.filled(
        request,
        form,
        words,
        partial(actions.settle_deliverable, deliverable=deliverable, on=today()),
    )
