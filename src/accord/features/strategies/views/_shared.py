"""What the pages of strategies have in common."""

from datetime import date
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.features.strategies import queries
from accord.features.strategies.models import Activity, Strategy
from accord.features.strategies.queries import Figures
from accord.foundation.kernel import clock
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, sheets
from accord.foundation.ui.pages import Request

MOST = 200


def strategy_or_404(request: Request, ref: str) -> Strategy:
    return get_object_or_404(queries.visible_to(request.user), ref=ref)


def activity_or_404(request: Request, ref: str, pk: int) -> Activity:
    found = queries.activities_visible_to(request.user).filter(strategy__ref=ref)
    return get_object_or_404(found, pk=pk)


def address(strategy: Strategy, verb: str = "detail", **more: Any) -> str:
    return reverse(f"strategies:{verb}", kwargs={"ref": strategy.ref, **more})


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Strategies"), reverse("strategies:list")), *steps]


def today() -> date:
    return day_of(clock.now(), settings.HOUSE_TIME_ZONE)


def day(day: date) -> str:
    return formats.short_date(day, today=today())


def span(record: Any) -> str:
    return f"{day(record.from_date)} – {day(record.until_date)}"


def rhythm(activity: Activity) -> str:
    """Say how often: "every 30 days", or "once"."""
    days = activity.rhythm_days
    return _("once") if days is None else formats.every(days)


def money(amount: Any) -> str:
    """Write an amount, or a dash where none was said."""
    return "–" if amount is None else formats.number(amount, 2)


def fact_rows(facts: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    return [{"label": label, "value": value} for label, value in facts]


def of_all(part: int, whole: int) -> str:
    return _("%(n)s of %(all)s") % {"n": part, "all": whole} if whole else "–"


def told(figures: Figures) -> list[tuple[str, str, str]]:
    """Say planned against actual: (label, figure, tone), in full sentences' order."""
    return [
        (_("due so far"), str(figures.due), ""),
        (_("held in time"), str(figures.in_time), "ok" if figures.in_time else ""),
        (_("held late"), str(figures.late), "warn" if figures.late else ""),
        (_("overdue"), str(figures.overdue), "bad" if figures.overdue else ""),
        (_("moved"), str(figures.moved), ""),
        (_("left out"), str(figures.dropped), ""),
        (_("still ahead"), str(figures.ahead), ""),
    ]


def on(strategy: Strategy, title: str, save: str, **more: Any) -> sheets.Sheet:
    """Give the words of a form that belongs to a strategy."""
    return sheets.Sheet(
        title=title, save=save, said=more.pop("said", _("Saved.")),
        back=more.pop("back", address(strategy)),
        trail=trail((visible(strategy.name), address(strategy))), **more,
    )  # fmt: skip
