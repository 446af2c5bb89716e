"""What moved this week, and the page of one relationship with all that its score rests on."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accord.features.health import actions, panels, policies, queries, tables
from accord.features.health.forms import JudgeForm
from accord.features.health.models import Score
from accord.features.health.queries import Evidence, Promised, Talk
from accord.features.health.states import Move, Part
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.kernel import clock
from accord.foundation.ui import addresses, charts, formats, sheets
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of
from accord.methods.decay import HALF_LIFE_DAYS, half_life_decay
from accord.methods.stakeholders.health import LOOK_BACK_DAYS, WEIGHTS

PAGE = 100
WIDE, NARROW = (520, 190), (330, 160)
OUTCOMES = {
    "kept": lambda: _("kept"), "late": lambda: _("late"), "broken": lambda: _("not kept"),
    "renegotiated_after_due": lambda: _("late"),
}  # fmt: skip


def _party(request: Request, ref: str) -> Party:
    return get_object_or_404(parties_visible_to(request.user), ref=ref)


def _record(party: Party) -> str:
    return addresses.to("stakeholders:detail", kwargs={"ref": party.ref})


@require_safe
@page(policies.VIEW)
def moved(request: Request) -> HttpResponse:
    """List whose score or rhythm changed in the last seven days, and why."""
    chosen = request.GET.get("move", "")
    chosen = chosen if chosen in Move.values else ""
    start = int(start) if (start := request.GET.get("from", "")).isdecimal() else 0
    found = list(queries.moved(request.user, chosen)[start : start + PAGE + 1])
    here = addresses.to("health:list")
    choices = [("", _("All"), ""), *((move, Move(move).label, f"?move={move}") for move in Move)]
    context = {
        "rows": [_moved_row(score) for score in found[:PAGE]],
        "moves": [
            {"label": str(label), "href": here + query, "on": key == chosen}
            for key, label, query in choices
        ],
        "more": f"{here}?move={chosen}&from={start + PAGE}" if len(found) > PAGE else "",
    }
    return show(request, "health/moved.html", context)


def _moved_row(score: Score) -> dict[str, Any]:
    move = Move(score.move)
    return {
        "score": score, "party": score.party, "band": tables.band_of(score),
        "value": str(int(score.value)) if score.value is not None and score.is_enough else "",
        "change": tables.change_of(score.week_change), "move": move.label,
        "sign": tables.SIGNS[move], "tone": tables.TONES[move], "reason": tables.reason_of(score),
        "href": addresses.to("health:detail", kwargs={"ref": score.party.ref}),
    }  # fmt: skip


@require_safe
@page(policies.VIEW)
def health_detail(request: Request, ref: str) -> HttpResponse:
    """Show what the score of one relationship rests on, row by row."""
    party = _party(request, ref)
    course = queries.course_of(party)
    may = policies.JUDGE.allows(request.user, party)
    at = course.newest.at if course.newest else clock.now()
    [evidence] = queries.evidence_of([party], at)
    context = {
        **panels.facts_of(course, party, may=may),
        "party": party, "record": _record(party), "trend": _trend(course, WIDE),
        "narrow": _trend(course, NARROW),
        "explained": _explained(course.newest), "judgements": course.judgements,
        "talks": [_talk(talk, at) for talk in _counted(evidence, at)],
        "promises": [_promise(one, at) for one in _fallen_due(evidence, at)],
    }  # fmt: skip
    return show(request, "health/health_detail.html", context)


def _trend(course: queries.Course, size: tuple[int, int]) -> object:
    known = [one for one in course.scores if one.is_enough and one.value is not None]
    if len(known) < panels.FEWEST:
        return ""
    today = formats.local(known[-1].at)
    labels = [formats.short_date(one.week, today=today) for one in known]
    shown = [label if place % 3 == 0 else "" for place, label in enumerate(labels)]
    values = [int(one.value or 0) for one in known]
    return charts.lines({"": values}, shown, _("Score by week"), between=(0, 100), size=size)


def _explained(score: Score | None) -> list[dict[str, Any]]:
    """Give each part with its weight, how much of it was reached, and what it cost."""
    if score is None:
        return []
    return [
        {
            "key": name, "label": Part(name).label, "weight": formats.percent(WEIGHTS[name]),
            "reached": _percent(score.components.get(name)),
            "lost": tables.points(score.lost[name]) if name in score.lost else "",
        }
        for name in Part.values
    ]  # fmt: skip


def _percent(part: float | None) -> str:
    return "" if part is None else formats.percent(part)


def _counted(evidence: Evidence, at: datetime) -> list[Talk]:
    return [talk for talk in reversed(evidence.talks) if (at - talk.at).days <= LOOK_BACK_DAYS]


def _fallen_due(evidence: Evidence, at: datetime) -> list[Promised]:
    due = [one for one in evidence.promises if queries.outcome_of(one, at)]
    return sorted(due, key=lambda one: queries.due_of(one, at), reverse=True)


def _talk(talk: Talk, at: datetime) -> dict[str, Any]:
    ways = {"in": _("they came to us"), "out": _("we went to them"), "both": _("both")}
    moods = {-1: _("worse"), 0: _("same"), 1: _("better")}
    return {
        "ref": talk.ref, "href": page_of(talk.ref), "at": talk.at, "way": ways[talk.direction],
        "mood": "" if talk.mood is None else moods[talk.mood], "weight": _weight(talk.at, at),
    }  # fmt: skip


def _promise(one: Promised, at: datetime) -> dict[str, Any]:
    due = queries.due_of(one, at)
    said = OUTCOMES[queries.outcome_of(one, at)]()
    return {
        "ref": one.ref, "href": page_of(one.ref), "due": one.missed_at or one.due_at,
        "said": said, "weight": _weight(due, at),
    }  # fmt: skip


def _weight(moment: datetime, at: datetime) -> str:
    age = (at - moment).total_seconds() / 86_400
    return formats.number(half_life_decay(age, HALF_LIFE_DAYS).value or 0.0, 2)


@require_http_methods(["GET", "POST"])
@page(policies.JUDGE)
def health_judge(request: Request, ref: str) -> HttpResponse:
    """Ask what somebody thinks of the relationship; far from the score, also why."""
    party = _party(request, ref)
    words = sheets.Sheet(
        title=_("Judge how we stand with %(name)s") % {"name": party.name}, save=_("Save"),
        said=_("Judged."), back=_record(party), trail=[(party.name, _record(party))],
    )  # fmt: skip
    return sheets.filled(
        request, JudgeForm(sheets.sent(request)), words, partial(actions.judge, party=party)
    )
