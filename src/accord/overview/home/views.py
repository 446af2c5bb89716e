"""The first page of the day, and the page that one reads before any contact."""

from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.kernel import clock
from accord.foundation.ui import formats, menu, papers
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import drawn
from accord.overview.home import panels, policies, queries

# What stands where, by level of responsibility: the same parts, in another order.
LAYOUTS: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {
    4: (("owed",), ("mentions", "agenda", "awaited", "quiet")),
    5: (("owed",), ("mentions", "agenda", "awaited", "quiet", "more")),
    6: (("shares", "owed"), ("mentions", "agenda", "awaited", "quiet", "more")),
    7: (("quiet", "owed"), ("mentions", "agenda", "awaited", "shares", "more")),
}
USUAL = 5
ORDERS = ("first", "date", "person")
SHEET = Path(__file__).parent / "data" / "brief.typ"


@require_safe
@page(policies.VIEW)
def home(request: Request) -> HttpResponse:
    """Answer what I owe today, to whom, by when."""
    at = clock.now()
    by = request.GET.get("by", "")
    by = by if by in ORDERS else "date"
    desk = queries.desk_of(request.user, at)
    if by == "first":
        groups = panels.first_of(desk, queries.tiers_owed(request.user, desk))
    else:
        groups = panels.groups_of(desk, by)
    snoozed = request.GET.get("snoozed") == "1"
    main, side = LAYOUTS.get(request.user.level or USUAL, LAYOUTS[USUAL])
    here = reverse("home:home")
    context: dict[str, Any] = {
        "date": formats.long_date(at),
        "time": formats.clock_time(at),
        "headline": panels.headline(desk, request.user.level),
        "week": panels.week(desk),
        "by": by,
        "groups": groups,
        "snoozed_count": len(desk.snoozed),
        "snoozed": panels.groups_of(desk, "date", desk.snoozed) if snoozed else [],
        "agenda": panels.agenda(desk),
        "awaited": panels.awaited(desk),
        "quiet": panels.quiet_items(desk),
        "mentions": desk.mentions,
        "shares": panels.shares(desk),
        "main_parts": main,
        "side_parts": side,
        "more": drawn(request, "home", "side", request.user),
        "log": menu.door("log"),
        "here": here,
    }
    return show(request, "home/home.html", context, fragment="top")


@require_safe
@page(policies.BRIEF)
def brief(request: Request, ref: str) -> HttpResponse:
    """Show what one must know before any contact, on one sheet; ``?format=pdf`` as a file."""
    seen = parties_visible_to(request.user).select_related("owner", "deputy")
    party = get_object_or_404(seen, ref=ref)
    at = clock.now()
    words = panels.brief_words(queries.brief_of(request.user, party, at), at)
    if request.GET.get("format") == "pdf":
        return papers.answer(papers.pdf(SHEET, words, at=at), f"{party.ref} {party.name}")
    record = reverse("stakeholders:detail", kwargs={"ref": party.ref})
    return show(request, "home/brief.html", {"words": words, "record": record})
