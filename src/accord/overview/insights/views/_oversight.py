"""The board across teams: each figure with how many, which way it went, and the rows behind."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accord.features.health.states import Band
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import page_of
from accord.overview.insights import policies, queries
from accord.overview.insights.queries import FIGURES, Team

ROWS = 200
BETTER_DOWN = frozenset({"health", "promises", "escalations", "incidents"})


def _labels() -> dict[str, str]:
    return {
        "health": _("Relationships at risk"), "promises": _("Overdue promises"),
        "escalations": _("Open escalations"), "incidents": _("Hard contacts"),
        "feedback": _("Felt heard"), "lessons": _("Lessons offered"),
        "reused": _("Lessons reused"),
    }  # fmt: skip


@require_safe
@page(policies.OVERSEE)
def oversight(request: Request) -> HttpResponse:
    """Lay the teams that one may see side by side, now and a quarter ago."""
    at = clock.now()
    found = queries.teams(request.user, at)
    labels = _labels()
    today = formats.local(at)
    context = {
        "heads": [labels[figure] for figure in FIGURES],
        "rows": [_row(team) for team in found], "least": queries.LEAST_TEAM,
        "span": _("%(since)s to %(today)s, beside the 91 days before") % {
            "since": formats.short_date(today - queries.QUARTER, today=today),
            "today": formats.short_date(today, today=today),
        },
        "behind": _behind(request, found, at),
    }  # fmt: skip
    return show(request, "insights/oversight.html", context)


def _row(team: Team) -> dict[str, Any]:
    return {
        "name": visible(team.department.name),
        "size": ngettext("%(n)s colleague", "%(n)s colleagues", team.size) % {"n": team.size},
        "is_small": team.is_small, "cells": [_cell(team, figure) for figure in FIGURES],
    }  # fmt: skip


def _cell(team: Team, figure: str) -> dict[str, Any]:
    """Say one figure with what it rests on, and which way it went."""
    if team.hides(figure):
        return {"text": "", "href": "", "sub": _("team too small"), "change": None}
    now, before = team.now.get(figure, 0), team.before.get(figure, 0)
    here = addresses.to("insights:oversight")
    href = f"{here}?team={team.department.pk}&show={figure}#rows"
    cell = {"text": str(now), "href": href if now else "", "sub": "", "change": None}
    if figure == "feedback":
        return cell | _felt(team)
    if figure == "health":
        known = sum(team.bands.values())
        cell["text"] = _("%(n)s of %(all)s") % {"n": now, "all": known} if known else "–"
        cell["href"] = href if known else ""
        cell["sub"] = ", ".join(
            f"{Band(band).label} {team.bands[band]}" for band in Band.values if band in team.bands
        )
    return cell | {"change": _change(figure, now - before)}


def _change(figure: str, by: float, digits: int = 0) -> dict[str, str]:
    """Tell the change in words; what is better by falling is green when it falls."""
    text = formats.number(abs(by), digits)
    if not by:
        return {"text": _("as before"), "way": "fl"}
    way = "up" if (by > 0) != (figure in BETTER_DOWN) else "dn"
    words = _("%(n)s more than before") if by > 0 else _("%(n)s fewer than before")
    return {"text": words % {"n": text}, "way": way}


def _felt(team: Team) -> dict[str, Any]:
    """Say which share felt heard, with its bounds; too few answers say nothing."""
    now, before = team.content, team.content_before
    if now is None or now.share is None or now.low is None or now.high is None:
        n = now.n if now else 0
        return {"text": "–", "href": "", "sub": _("too few answers: %(n)s") % {"n": n}}
    told: dict[str, Any] = {
        "text": formats.percent(now.share),
        "sub": _("%(low)s to %(high)s, n %(n)s") % {
            "low": formats.percent(now.low), "high": formats.percent(now.high), "n": now.n,
        },
    }  # fmt: skip
    if before is not None and before.share is not None:
        told["change"] = {
            "text": _("before: %(share)s") % {"share": formats.percent(before.share)}, "way": "fl",
        }  # fmt: skip
    return told


def _behind(request: Request, found: list[Team], at: datetime) -> dict[str, Any] | None:
    """Give the rows behind one figure of one team, unless the team is too small to speak of."""
    figure, key = request.GET.get("show", ""), request.GET.get("team", "")
    if not figure:
        return None
    team = next((one for one in found if str(one.department.pk) == key), None)
    if team is None or figure not in FIGURES or team.hides(figure):
        raise Http404
    if figure == "feedback" and (team.content is None or team.content.share is None):
        raise Http404
    rows = queries.rows_behind(request.user, figure, team.department.pk, at)
    shown = [_line(figure, row, at) for row in rows[:ROWS]]
    return {"label": f"{visible(team.department.name)}: {_labels()[figure]}", "rows": shown}


def _line(figure: str, row: Any, at: datetime) -> dict[str, str]:
    """Say one row: what it is, about whom, when."""
    ref, words, when = "", "", None
    if figure == "health":
        href = addresses.to("health:detail", kwargs={"ref": row.party.ref})
        words = f"{visible(row.party.name)}: {int(row.value or 0)}, {Band(row.band).label}"
        return {"ref": row.party.ref, "href": href, "words": words, "when": ""}
    if figure == "promises":
        ref, words, when = row.ref, row.words, row.due_at
    elif figure == "escalations":
        ref, words, when = row.ref, row.question, row.raised_at
    elif figure == "incidents":
        ref, when = row.ref, row.noted_at
    elif figure == "feedback":
        ref, words, when = row.ref, row.party.name, row.answered_at
    elif figure == "lessons":
        ref, words, when = row.ref, row.title, row.published_at
    else:
        ref, when = row.about, row.at
    told = formats.stamp(when, at=at) if when else ""
    return {"ref": ref, "href": page_of(ref), "words": visible(words), "when": told}
