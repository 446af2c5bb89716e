"""The checklist of an initiative, stage by stage, and the counts over all of them."""

from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.engagement.states import Channel
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.queries import visible_to as initiatives_visible_to
from accord.features.stages import actions, forms, policies, queries
from accord.features.stages.models import Telling
from accord.features.stages.panels import checklist as home
from accord.features.stages.panels import telling_address
from accord.features.stages.states import State
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of

both = require_http_methods(["GET", "POST"])


def _today() -> date:
    return day_of(clock.now(), settings.HOUSE_TIME_ZONE)


def _initiative_or_404(request: Request, ref: str) -> Initiative:
    return get_object_or_404(initiatives_visible_to(request.user), ref=ref)


def _telling_or_404(request: Request, pk: int) -> Telling:
    return get_object_or_404(queries.visible_to(request.user), pk=pk)


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Told at each stage"), reverse("stages:list")), *steps]


@require_safe
@page(policies.VIEW)
def tally_list(request: Request) -> HttpResponse:
    rows = [{"one": one, "href": home(one.initiative)} for one in queries.tallies(
        request.user, _today()
    )]  # fmt: skip
    return show(request, "stages/tally_list.html", {"rows": rows})


@require_safe
@page(policies.VIEW)
def checklist(request: Request, ref: str) -> HttpResponse:
    """Show each stage with what is told in it; what is open offers what may have done it."""
    initiative, today = _initiative_or_404(request, ref), _today()
    stages = list(queries.stages_of(request.user, initiative))
    may_tick = policies.TICK.allows(request.user)
    may_plan = policies.PLAN.allows(request.user)
    pending = [one for stage in stages for one in stage.tellings.all() if one.state == State.OPEN]
    offers = queries.offers_for(request.user, initiative, pending) if may_tick else {}
    context = {
        "initiative": initiative, "trail": _trail((visible(initiative.name), "")),
        "back": page_of(initiative.ref),
        "stages": [
            {
                "name": visible(stage.name),
                "span": f"{formats.long_date(stage.from_date)} – "
                f"{formats.long_date(stage.until_date)}",
                "is_now": stage.from_date <= today <= stage.until_date,
                "add": reverse("stages:telling-add", kwargs={"ref": ref, "pk": stage.pk})
                if may_plan
                else "",
                "tellings": [
                    _telling(
 one, today, offers.get(one.pk, []), may_tick=may_tick, may_plan=may_plan)
                    for one in stage.tellings.all()
                ],
            }
            for stage in stages
        ],
        "lay": reverse("stages:lay", kwargs={"ref": ref}) if may_plan and not stages else "",
        "stage_add": reverse("stages:stage-add", kwargs={"ref": ref}) if may_plan else "",
    }  # fmt: skip
    return show(request, "stages/checklist.html", context)


def _telling(
    one: Telling,
    today: date,
    offers: list[queries.Offer],
    *,
    may_tick: bool,
    may_plan: bool,
) -> dict[str, Any]:
    is_open = one.state == State.OPEN
    missed = is_open and one.due_on < today
    tones = {State.OPEN: "bad" if missed else "", State.DONE: "ok", State.SKIPPED: "warn"}
    return {
        "words": visible(one.words), "owner": visible(one.owner.name),
        "whom": visible(one.audience.name) if one.audience else _("all with a stake"),
        "channel": Channel(one.channel).label, "due": formats.long_date(one.due_on),
        "state": _("Missed") if missed else State(one.state).label,
        "tone": tones[State(one.state)], "reason": visible(one.reason), "ref": one.told_ref,
        "ref_href": page_of(one.told_ref) if one.told_ref else "",
        "offers": [
            {"ref": offer.ref, "words": visible(offer.words), "href": page_of(offer.ref),
             "day": formats.short_date(offer.day, today=today)}
            for offer in offers
        ],
        "tick": telling_address(one, "tick") if is_open and may_tick else "",
        "skip": telling_address(one, "skip") if is_open and may_tick else "",
        "drop": telling_address(one, "drop") if is_open and may_plan else "",
    }  # fmt: skip


def _on(initiative: Initiative, title: str, save: str, **more: Any) -> sheets.Sheet:
    return sheets.Sheet(
        title=title, save=save, said=_("Saved."), back=home(initiative),
        trail=_trail((visible(initiative.name), home(initiative))), **more,
    )  # fmt: skip


@both
@page(policies.PLAN)
def stages_lay(request: Request, ref: str) -> HttpResponse:
    initiative = _initiative_or_404(request, ref)
    form = forms.LayForm(
        sheets.sent(request),
        initial={"starts_on": initiative.from_date or _today(), "owner": request.user.pk},
    )
    words = _on(
        initiative, _("Begin a checklist"), _("Begin"),
        sub=_("With the stages of its kind; all of it can be changed."),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.lay_stages, initiative=initiative))


@both
@page(policies.PLAN)
def stage_add(request: Request, ref: str) -> HttpResponse:
    initiative = _initiative_or_404(request, ref)
    form = forms.StageForm(sheets.sent(request))
    words = _on(initiative, _("Add a stage"), _("Add"))
    return sheets.filled(request, form, words, partial(actions.add_stage, initiative=initiative))


@both
@page(policies.PLAN)
def telling_add(request: Request, ref: str, pk: int) -> HttpResponse:
    initiative = _initiative_or_404(request, ref)
    stage = get_object_or_404(queries.stages_of(request.user, initiative), pk=pk)
    form = forms.TellingForm(
        sheets.sent(request), initial={"owner": request.user.pk, "due_on": stage.from_date}
    )

    def act(_given: dict[str, Any]) -> object:
        details = actions.TellingDetails(**form.details())
        return actions.add_telling(by=request.user, stage=stage, details=details, at=clock.now())

    return sheets.answer(request, form, _on(initiative, _("What is told"), _("Add")), act)


@both
@page(policies.TICK)
def telling_tick(request: Request, pk: int) -> HttpResponse:
    """Name what did it; a press on an offer sends its number at once."""
    one = _telling_or_404(request, pk)
    form = forms.TickForm(sheets.sent(request))
    words = _on(one.stage.initiative, _("It was told"), _("Save"), sub=visible(one.words))
    return sheets.filled(request, form, words, partial(actions.tick, telling=one))


@both
@page(policies.TICK)
def telling_skip(request: Request, pk: int) -> HttpResponse:
    one = _telling_or_404(request, pk)
    form = forms.SkipForm(sheets.sent(request))
    words = _on(one.stage.initiative, _("Say why it was not told"), _("Save"),
                sub=visible(one.words))  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.skip, telling=one))


@require_POST
@page(policies.PLAN)
def telling_drop(request: Request, pk: int) -> HttpResponse:
    one = _telling_or_404(request, pk)
    back = home(one.stage.initiative)
    return sheets.pressed(
        request, partial(actions.drop_telling, telling=one), _("Taken out."), back
    )
