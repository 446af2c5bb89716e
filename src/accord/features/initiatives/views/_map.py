"""Pictures of the stakes in an initiative: the map of power and interest, salience, the matrix."""

from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accord.features.initiatives import actions, forms, policies, queries
from accord.features.initiatives.models import Initiative, Round, Stake
from accord.features.initiatives.queries import Held
from accord.features.initiatives.states import Level, Way
from accord.features.initiatives.views import _drawing as drawing
from accord.features.initiatives.views._shared import (
    address,
    initiative_or_404,
    stake_address,
    stake_or_404,
    trail,
    ways,
)
from accord.features.stakeholders.states import Kind
from accord.foundation.journal.change import last_entry_id
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Refusal
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets, toasts
from accord.foundation.ui.pages import Request, page, piece, show
from accord.foundation.ui.undoing import undo_address

both = require_http_methods(["GET", "POST"])
BEFORE = timedelta(days=90)
MONTH = timedelta(days=30)
AT_ONCE = 10
TRAY = 40  # chips of those who are not on the map
WORST = 10  # rows of the matrix beside the map


@require_safe
@page(policies.VIEW)
def stake_map(request: Request, ref: str) -> HttpResponse:
    """Draw everybody by power and interest, now or at a day before, with where they were."""
    initiative, asked = initiative_or_404(request, ref), _asked(request)
    found = _chosen(queries.picture(request.user, initiative, asked["at"], asked["since"]), asked)
    placed = [held for held in found if held.now.is_placed]
    unplaced = [held for held in found if not held.now.is_placed]
    may_place = _may_move(request, initiative, asked)
    at = address(initiative, "place") if may_place else ""
    waiting = [held.stake for held in unplaced[:TRAY]]
    context: dict[str, Any] = {
        **_frame(request, initiative, asked, "map"),
        "wide": drawing.draw(placed, asked, drawing.WIDE, at, waiting),
        "narrow": drawing.draw(placed, asked, drawing.NARROW, at, waiting),
        "rows": [drawing.row(held) for held in placed],
        "may_place": may_place,
        "unplaced": [(held.stake.party, stake_address(held.stake)) for held in unplaced],
        "rate": address(initiative, "rate") if may_place and unplaced else "",
        "matrix": drawing.matrix(_worst(found)),
        "apart": _apart(found),
        "moves": [
            drawing.move(move) for move in queries.moves(found, asked["since"], asked["at"])[:8]
        ],
        "legend": drawing.legend(),
        "has_any": bool(found),
        **_rounds(request, initiative),
    }
    return show(request, "initiatives/stake_map.html", context)


def _may_move(request: Request, initiative: Initiative, asked: dict[str, Any]) -> bool:
    """Tell whether marks may be moved: on the picture of today, of what goes on."""
    may: bool = asked["is_now"] and initiative.is_active
    return may and policies.ASSESS.allows(request.user)


def _asked(request: Request) -> dict[str, Any]:
    """Read the day that is shown, the day it is held against, and whom one wants to see."""
    now = clock.now()
    today = formats.local(now)
    day = _day(request.GET.get("at", "")) or today
    day = min(day, today)
    since = _day(request.GET.get("since", "")) or day - BEFORE
    who = request.GET.get("who", "")
    return {
        "day": day, "since_day": since, "is_now": day == today,
        "at": now if day == today else _end(day), "since": _end(since),
        "who": who if who in {"people", "groups"} else "",
    }  # fmt: skip


def _day(words: str) -> date | None:
    try:
        found = date.fromisoformat(words)
    except ValueError:
        return None
    return found if found.year > 1900 else None  # noqa: PLR2004 -- a year that clocks can reckon with


def _end(day: date) -> datetime:
    return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())


def _chosen(found: list[Held], asked: dict[str, Any]) -> list[Held]:
    if not asked["who"]:
        return found
    people = asked["who"] == "people"
    return [held for held in found if (held.stake.party.kind == Kind.PERSON) == people]


def _frame(
    request: Request, initiative: Initiative, asked: dict[str, Any], now: str
) -> dict[str, Any]:
    here = address(initiative, now)
    day, since = asked["day"], asked["since_day"]

    def then(moved: date, who: str = asked["who"]) -> str:
        return f"{here}?at={moved.isoformat()}&since={since.isoformat()}&who={who}"

    return {
        "initiative": initiative,
        "trail": trail(initiative, (_("Map and matrix"), "")),
        "ways": ways(request, initiative, now),
        "asked": asked,
        "day_words": formats.long_date(day),
        "since_words": formats.day_month(since, today=day),
        "earlier": then(day - MONTH),
        "later": "" if asked["is_now"] else then(day + MONTH),
        "whom": [
            {"label": label, "href": then(day, who), "on": asked["who"] == who}
            for who, label in (
                ("", pgettext("stakeholders", "All")), ("people", _("People")),
                ("groups", _("Groups")),
            )
        ],
        "hidden": queries.hidden_stakes(request.user, initiative, asked["at"]),
    }  # fmt: skip


def _rounds(request: Request, initiative: Initiative) -> dict[str, Any]:
    """Say which round is open, and what one may do about it."""
    may = policies.ROUND.allows(request.user, initiative) and initiative.is_active
    round_ = queries.open_rounds(initiative).first()
    given = {"ref": initiative.ref, "round_id": round_.pk if round_ else 0}
    return {
        "round": round_,
        "round_show": drawing.to("round-show", **given) if round_ and may else "",
        "round_open": address(initiative, "round-open") if may and round_ is None else "",
    }


def _is_apart(held: Held) -> bool:
    return held.position.way not in {"", Way.ALIGNED}


def _worst(found: list[Held]) -> list[Held]:
    """Give those who stand apart from where we want them, the most interested first."""
    apart = [held for held in found if _is_apart(held)]
    return sorted(apart, key=lambda held: -held.now.scores.get("interest", 0))[:WORST]


def _apart(found: list[Held]) -> str:
    known = [held for held in found if held.position.way]
    below = [held for held in known if held.position.way in {Way.RAISE, Way.INFORM_FIRST}]
    words = ngettext(
        "%(n)s of %(all)s stands below the level we want",
        "%(n)s of %(all)s stand below the level we want",
        len(below),
    )
    return words % {"n": len(below), "all": len(known)}


@require_POST
@page(policies.ASSESS)
def stake_place(request: Request, ref: str) -> HttpResponse:
    """Keep where somebody was moved to; tells where that puts them among all assessors."""
    sent = {name: request.POST.get(name, "") for name in ("party", "reason")}
    sent |= {"power": request.POST.get("up", ""), "interest": request.POST.get("across", "")}
    form = forms.PlaceForm(sent)
    initiative = initiative_or_404(request, ref)
    if not form.is_valid():
        return HttpResponse(status=422)
    given = form.cleaned_data
    stake = stake_or_404(request, ref, given["party"])
    round_ = queries.open_rounds(initiative).first()
    scores = {name: round(given[name] * 10) for name in ("power", "interest")}
    back = address(initiative, "map")
    try:
        actions.assess(
            by=request.user, stake=stake, what=actions.Said(scores, "", given["reason"]),
            at=clock.now(), round_=round_,
        )  # fmt: skip
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, back)
    said = _saved(stake, round_)
    if not request.htmx:
        return sheets.done(request, said, back)
    response = toasts.with_toast(HttpResponse(status=204), said, undo=undo_address(last_entry_id()))
    if stake.power is not None and stake.interest is not None:
        response["Accord-Counts"] = f"{stake.interest / 10:g} {stake.power / 10:g}"
    return response


def _saved(stake: Stake, round_: Round | None) -> str:
    words = _("%(name)s: saved.")
    if round_ is not None:
        words = _("%(name)s: kept for the round; it counts once the round is shown.")
    return words % {"name": visible(stake.party.name)}


@require_POST
@page(policies.ASSESS)
def stake_level(request: Request, ref: str) -> HttpResponse:
    """Keep the level at which somebody stands or is wanted; answers with the row as it is now."""
    initiative, form = initiative_or_404(request, ref), forms.LevelForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    stake = stake_or_404(request, ref, form.cleaned_data["party"])
    back = address(initiative, "matrix")
    try:
        said = _levelled(request, stake, form.cleaned_data)
    except Refusal as refusal:
        return sheets.refusal_told(request, refusal, back)
    if not request.htmx or not (stake.engagement and stake.wanted):
        return sheets.done(request, said, back)
    row = drawing.matrix_row(stake, stake.engagement, is_movable=True)
    matrix = {"levels": Level.labels, "rows": [row]}
    answer = HttpResponse(piece(request, "initiatives/matrix_row.html", {"matrix": matrix}))
    return toasts.with_toast(answer, said, undo=undo_address(last_entry_id()))


def _levelled(request: Request, stake: Stake, given: dict[str, Any]) -> str:
    level, reason, at = given["level"], given["reason"], clock.now()
    if given["what"] == "wanted":
        now = {one.name: getattr(stake, one.name) for one in fields(actions.StakeDetails)}
        details = actions.StakeDetails(**{**now, "wanted": level})
        actions.change_stake(by=request.user, stake=stake, details=details, at=at, reason=reason)
        return _saved(stake, None)
    round_ = queries.open_rounds(stake.initiative).first()
    actions.assess(
        by=request.user, stake=stake, what=actions.Said({}, level, reason), at=at, round_=round_
    )
    return _saved(stake, round_)


@both
@page(policies.ASSESS)
def stake_rate(request: Request, ref: str) -> HttpResponse:
    """Rate ten who are not on the map yet."""
    initiative, at = initiative_or_404(request, ref), clock.now()
    found = queries.picture(request.user, initiative, at)
    waiting = [held.stake for held in found if not held.now.is_placed][:AT_ONCE]
    form = forms.RateForm(sheets.sent(request), stakes=waiting)
    if request.method == "POST" and form.is_valid() and (said := form.said()):
        try:
            actions.assess_many(
                by=request.user, initiative=initiative, at=at,
                said_of=[(stake, actions.Said(scores)) for stake, scores in said],
                round_=queries.open_rounds(initiative).first(),
            )  # fmt: skip
        except Refusal as refusal:
            sheets.refused(form, refusal)
        else:
            return sheets.done(request, _("Saved."), address(initiative, "map"))
    context = {
        "initiative": initiative, "form": form, "rows": form.rows(),
        "back": address(initiative, "map"),
        "trail": trail(
            initiative, (_("Map and matrix"), address(initiative, "map")), (_("Rate ten now"), "")
        ),
    }  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "initiatives/stake_rate.html", context, status=status)


@require_safe
@page(policies.VIEW)
def stake_matrix(request: Request, ref: str) -> HttpResponse:
    """Show where everybody stands and is wanted, with the steps between and what is advised."""
    initiative, asked = initiative_or_404(request, ref), _asked(request)
    found = _chosen(queries.picture(request.user, initiative, asked["at"], asked["since"]), asked)
    known = [held for held in found if held.position.way]
    in_force = queries.advice_in_force()
    context: dict[str, Any] = {
        **_frame(request, initiative, asked, "matrix"),
        "matrix": drawing.matrix(
            known, address(initiative, "level") if _may_move(request, initiative, asked) else ""
        ),
        "steps": [drawing.steps(held, in_force) for held in known if _is_apart(held)],
        "apart": _apart(found),
        "unknown": [
            (held.stake.party, stake_address(held.stake), _missing(held))
            for held in found
            if not held.position.way
        ],
        "moves": [
            drawing.move(move) for move in queries.moves(found, asked["since"], asked["at"])[:20]
        ],
    }
    return show(request, "initiatives/stake_matrix.html", context)


def _missing(held: Held) -> str:
    if not held.now.engagement:
        return _("nobody said in the last 180 days where they stand")
    return _("nobody said where we want them")


@require_safe
@page(policies.VIEW)
def stake_salience(request: Request, ref: str) -> HttpResponse:
    """Show who counts by power, legitimacy and urgency, and the corners of the cube."""
    initiative, asked = initiative_or_404(request, ref), _asked(request)
    found = _chosen(queries.picture(request.user, initiative, asked["at"]), asked)
    context: dict[str, Any] = {
        **_frame(request, initiative, asked, "salience"),
        "classes": drawing.salience_classes(found),
        "corners": drawing.cube_corners(found),
        "thin": sum(queries.salience_of(held.now) is None for held in found),
        "thin_cube": sum(not queries.cube_of(held.now) for held in found),
    }
    return show(request, "initiatives/stake_salience.html", context)
