"""The stakes in an initiative: the list, one of them, and the forms that change one."""

from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.initiatives import actions, forms, policies, queries
from accord.features.initiatives.models import Assessment, Round, Stake
from accord.features.initiatives.states import (
    SCALE_LABELS,
    SCALES,
    Level,
    Participation,
    Quadrant,
    Stance,
)
from accord.features.initiatives.tables import stakes as table
from accord.features.initiatives.views._shared import (
    address,
    initiative_or_404,
    stake_address,
    stake_or_404,
    stake_trail,
    trail,
    ways,
)
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, histories, sheets
from accord.foundation.ui.listing import answer
from accord.foundation.ui.lists import answer_file
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])
TONES = {Stance.AGAINST: "bad", Stance.CONDITIONAL: "warn", Stance.FOR: "ok"}
HISTORY = {
    "role": histories.Told(gettext_lazy("Role")),
    "owner_id": histories.Told(gettext_lazy("Owner")),
    "wanted": histories.Told(gettext_lazy("Level wanted"), lambda value: Level(value).label),
    "wanted_by": histories.Told(gettext_lazy("By when")),
    "participation": histories.Told(
        gettext_lazy("Say in decisions"), lambda value: Participation(value).label
    ),
    "evidence": histories.Told(gettext_lazy("Evidence")),
}


@require_safe
@page(policies.VIEW)
def stake_list(request: Request, ref: str) -> HttpResponse:
    initiative, at = initiative_or_404(request, ref), clock.now()
    hidden = queries.hidden_stakes(request.user, initiative, at)
    context = {
        "initiative": initiative,
        "trail": trail(initiative, (_("Stakes"), "")),
        "ways": ways(request, initiative, "stakes"),
        "add": address(initiative, "stake-add") if policies.STAKE.allows(request.user) else "",
        "hidden": ngettext(
            "%(n)s stake is hidden from you", "%(n)s stakes are hidden from you", hidden
        )
        % {"n": hidden}
        if hidden
        else "",
    }
    listing = table.stake_list(request.user, initiative, at)
    return answer(request, listing, "initiatives/stake_list.html", lambda *_all: context)


@require_safe
@page(policies.VIEW)
def stake_export(request: Request, ref: str) -> HttpResponseBase:
    initiative = initiative_or_404(request, ref)
    return answer_file(request, table.stake_list(request.user, initiative, clock.now()))


@both
@page(policies.STAKE)
def stake_add(request: Request, ref: str) -> HttpResponse:
    """Note who has a stake: one, or many at once; ``?category=3`` offers those of one sort."""
    initiative, at = initiative_or_404(request, ref), clock.now()
    asked = request.GET.get("category", "")
    offered = queries.offered(request.user, initiative, int(asked)) if asked.isdecimal() else []
    form = forms.TakeForm(sheets.sent(request), user=request.user, at=at, offered=offered)
    words = sheets.Sheet(
        title=_("Who has a stake in %(name)s") % {"name": visible(initiative.name)},
        save=_("Add"), said=_("Added."), back=address(initiative, "stakes"),
        trail=trail(initiative), looks={"wanted": "pills", "participation": "pills"},
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        return actions.take_stakes(
            by=request.user, initiative=initiative, parties=form.parties, at=at,
            details=actions.StakeDetails(**form.details()),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@require_safe
@page(policies.VIEW)
def stake_detail(request: Request, ref: str, party: str) -> HttpResponse:
    stake, at = stake_or_404(request, ref, party), clock.now()
    standing = queries.standings([stake.pk], at).get(stake.pk, queries.NOTHING)
    said = list(queries.assessments_of(request.user, stake)[:100])
    context: dict[str, Any] = {
        "stake": stake,
        "trail": stake_trail(stake),
        "track": table.track_of(standing.engagement, stake.wanted),
        "glyph": table.glyph_of(standing.scores.get("power"), standing.scores.get("interest")),
        "standing": _standing(standing),
        "assessors": standing.assessors,
        "is_thin": not standing.scores and not standing.engagement,
        "advice": _advice(standing, stake),
        "said": [_said(row, at) for row in said],
        "lines": [
            (line, Stance(line.stance).label, TONES[Stance(line.stance)])
            for line in queries.red_lines_of(stake)
        ],
        "facts": _facts(stake, at),
        "may_change": policies.STAKE.allows(request.user, stake) and stake.ended_at is None,
        "here": {verb: stake_address(stake, f"stake-{verb}") for verb in VERBS},
        "history": histories.lines("initiatives.stake", stake.pk, HISTORY, at=at),
    }
    return show(request, "initiatives/stake_detail.html", context)


VERBS = ("change", "end", "assess", "red-line")


def _facts(stake: Stake, at: Any) -> list[dict[str, Any]]:
    unsaid = _("not said")
    return [
        {"label": _("Role"), "value": visible(stake.role) or unsaid},
        {"label": _("Owner"), "value": stake.owner or _("nobody yet")},
        {"label": _("Level wanted"), "value": stake.get_wanted_display() or unsaid},
        {"label": _("By when"),
         "value": formats.long_date(stake.wanted_by) if stake.wanted_by else unsaid},
        {"label": _("Say in decisions"), "value": stake.get_participation_display() or unsaid},
        {"label": _("Evidence"), "value": visible(stake.evidence) or unsaid},
        {"label": _("Noted"), "value": formats.stamp(stake.added_at, at=at)},
    ]  # fmt: skip


def _standing(standing: queries.Standing) -> list[tuple[str, str, str]]:
    """Give each score that counts, how far the assessors are apart, and whether that is much."""
    found = []
    for name in SCALES:
        if (score := standing.score(name)) is None:
            continue
        apart = ""
        if name in standing.disagreeing:
            far = formats.number(standing.spreads[name] / 10, 1)
            apart = _("assessors are %(n)s apart") % {"n": far}
        found.append((str(SCALE_LABELS[name]), formats.number(score, 1), apart))
    return found


def _advice(standing: queries.Standing, stake: Stake) -> dict[str, Any] | None:
    quadrant, way, _steps = queries.position(standing, stake.wanted)
    if not quadrant:
        return None
    return {
        "quadrant": Quadrant(quadrant).label, "given": queries.advised(quadrant, way),
    }  # fmt: skip


def _said(row: Assessment, at: Any) -> dict[str, Any]:
    scores = [
        f"{SCALE_LABELS[name]} {formats.number(value / 10, 1)}"
        for name in SCALES
        if (value := getattr(row, name)) is not None
    ]
    blind = row.round is not None and row.round.shown_at is None
    return {
        "who": row.assessor, "moment": formats.stamp(row.at, at=at),
        "full": formats.full(row.at), "reason": visible(row.reason),
        "level": Level(row.engagement).label if row.engagement else "",
        "scores": " · ".join(scores), "blind": _("only you see this") if blind else "",
    }  # fmt: skip


@both
@page(policies.STAKE)
def stake_change(request: Request, ref: str, party: str) -> HttpResponse:
    stake = stake_or_404(request, ref, party)
    initial = {name: getattr(stake, name) for name in forms.StakeForm.base_fields}
    initial["owner"] = stake.owner_id
    form = forms.StakeForm(sheets.sent(request), initial=initial)
    words = sheets.Sheet(
        title=_("Change the stake of %(name)s") % {"name": visible(stake.party.name)},
        save=_("Save"), said=_("Saved."), back=stake_address(stake), trail=stake_trail(stake),
        looks={"wanted": "pills", "participation": "pills"}, version=stake.version,
    )  # fmt: skip

    def act(_given: dict[str, Any]) -> object:
        details = actions.StakeDetails(**form.details())
        return actions.change_stake(
            by=request.user, stake=stake, details=details, at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.STAKE)
def stake_end(request: Request, ref: str, party: str) -> HttpResponse:
    stake = stake_or_404(request, ref, party)
    form = forms.EndForm(sheets.sent(request))
    words = sheets.Sheet(
        title=_("%(name)s no longer has a stake") % {"name": visible(stake.party.name)},
        save=_("End the stake"), said=_("The stake ended."), trail=stake_trail(stake),
        back=address(stake.initiative, "stakes"),
    )  # fmt: skip
    return sheets.filled(request, form, words, partial(actions.end_stake, stake=stake))


@both
@page(policies.ASSESS)
def stake_assess(request: Request, ref: str, party: str) -> HttpResponse:
    stake = stake_or_404(request, ref, party)
    round_: Round | None = queries.open_rounds(stake.initiative).first()
    form = forms.AssessForm(sheets.sent(request), round_=round_)
    words = sheets.Sheet(
        title=_("Assess %(name)s") % {"name": visible(stake.party.name)}, save=_("Save"),
        said=_("Saved."), sub=_("Say what you know; what is not set is not said."),
        back=stake_address(stake), trail=stake_trail(stake),
        looks=dict.fromkeys(("engagement", *SCALES), "pills"),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.assess(
            by=request.user, stake=stake, what=actions.Said(**form.said()), at=clock.now(),
            round_=round_ if given.get("blind") else None,
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.STAKE)
def red_line_add(request: Request, ref: str, party: str) -> HttpResponse:
    stake = stake_or_404(request, ref, party)
    form = forms.RedLineForm(sheets.sent(request))
    words = sheets.Sheet(
        title=_("A red line of %(name)s") % {"name": visible(stake.party.name)}, save=_("Add"),
        said=_("Added."), back=stake_address(stake), trail=stake_trail(stake),
        looks={"stance": "pills"},
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        details = actions.RedLineDetails(**given)
        return actions.draw_red_line(by=request.user, stake=stake, details=details, at=clock.now())

    return sheets.answer(request, form, words, act)


@require_POST
@page(policies.STAKE)
def red_line_drop(request: Request, ref: str, party: str, line_id: int) -> HttpResponse:
    stake = stake_or_404(request, ref, party)
    line = get_object_or_404(queries.red_lines_of(stake), pk=line_id)
    back = reverse("initiatives:stake", kwargs={"ref": ref, "party": party})
    return sheets.pressed(request, partial(actions.drop_red_line, line=line), _("Removed."), back)
