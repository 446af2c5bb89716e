"""The matrix of initiatives and sorts of stakeholders, and the seats of one initiative."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accord.features.initiatives import policies as initiatives
from accord.features.initiatives.queries import visible_to
from accord.features.stakeholders import policies as people
from accord.features.stakeholders.models import Category
from accord.features.tasks import policies as tasks
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.pages import Request, page, show
from accord.foundation.ui.panels import ways_to_look
from accord.overview.coverage import policies, queries
from accord.overview.coverage.queries import Coverage, Seat
from accord.overview.coverage.states import Gap

SHOWN = 60  # seats of one category that are drawn, those that lack something first
SIGNS = {
    Gap.UNOWNED: "user-round-x", Gap.UNPLANNED: "calendar", Gap.SILENT: "hourglass",
    Gap.SINGLE: "unlink",
}  # fmt: skip


def _address(ref: str, **asked: object) -> str:
    here = addresses.to("coverage:detail", kwargs={"ref": ref})
    return here + "".join(f"?{name}={value}" for name, value in asked.items())


@require_safe
@page(policies.VIEW)
def coverage_matrix(request: Request) -> HttpResponse:
    """Count the seats of every initiative by category, and what is missing there."""
    found = queries.coverage_of(request.user, queries.open_initiatives(request.user), clock.now())
    categories = {one.pk: one for each in found for one in each.required}
    ordered = sorted(categories.values(), key=lambda one: (one.position, one.name))
    context = {
        "categories": [visible(one.name) for one in ordered],
        "gaps": [gap.label for gap in Gap],
        "rows": [_row(each, ordered) for each in found],
        "ghosts": sum(len(each.ghosts) for each in found),
    }
    return show(request, "coverage/matrix.html", context)


def _row(each: Coverage, categories: list[Category]) -> dict[str, Any]:
    ref, required = each.initiative.ref, {one.pk for one in each.required}
    return {
        "name": visible(each.initiative.name), "href": _address(ref),
        "cells": [
            {
                "n": len(each.of(one.pk)) + each.hidden[one.pk], "is_required": one.pk in required,
                "href": _address(ref, category=one.pk),
            }
            for one in categories
        ],
        "gaps": [
            {"n": len(each.with_gap(gap)), "href": _address(ref, gap=gap)} for gap in Gap
        ],
    }  # fmt: skip


@require_safe
@page(policies.VIEW)
def coverage_map(request: Request, ref: str) -> HttpResponse:
    """Draw the seats of one initiative by category, dashed where nobody sits."""
    initiative = get_object_or_404(visible_to(request.user), ref=ref)
    [found] = queries.coverage_of(request.user, [initiative], clock.now())
    gap = asked if (asked := request.GET.get("gap", "")) in Gap.values else ""
    category = request.GET.get("category", "")
    groups = [group for group in _groups(request, found, gap) if category in {"", group["key"]}]
    context = {
        "initiative": initiative,
        "ways": ways_to_look(request.user, "initiatives.stakes", initiative, "coverage"),
        "record": addresses.to("initiatives:detail", kwargs={"ref": ref}),
        "groups": groups, "choices": _choices(found, gap), "all": _address(ref),
        "is_part": bool(gap or category),
        "rows": [line for group in groups for line in _lines(group)],
    }  # fmt: skip
    return show(request, "coverage/map.html", context)


def _choices(found: Coverage, chosen: str) -> list[dict[str, Any]]:
    ref = found.initiative.ref
    every = {"label": _("All seats"), "href": _address(ref), "count": len(found.seats)}
    return [
        {**every, "on": not chosen},
        *(
            {
                "label": str(gap.label), "href": _address(ref, gap=gap), "on": gap == chosen,
                "count": len(found.with_gap(gap)),
            }
            for gap in Gap
        ),
    ]  # fmt: skip


def _groups(request: Request, found: Coverage, gap: str) -> list[dict[str, Any]]:
    """Give the seats by category: the required ones first, then the others."""
    required = {one.pk for one in found.required}
    others = {
        seat.party.category_id: seat.party.category
        for seat in found.seats
        if seat.party.category_id not in required
    }
    sorts: list[Category | None] = [*found.required]
    sorts += sorted(others.values(), key=lambda one: (one is None, one.name if one else ""))
    ghosts = {one.pk for one in found.ghosts}
    may_take = initiatives.STAKE.allows(request.user)
    groups = []
    for one in sorts:
        key = one.pk if one else None
        seats = [seat for seat in found.of(key) if not gap or gap in seat.gaps]
        is_ghost = key in ghosts and not gap
        hidden = _hidden(found.hidden[key]) if not gap else ""
        if not (seats or is_ghost or hidden):
            continue
        group = {
            "key": str(key or 0), "label": visible(one.name) if one else _("No category"),
            "is_required": key in required, "is_ghost": is_ghost, "hidden": hidden,
            "add": f"{_to(found, 'stake-add')}?category={key}" if is_ghost and may_take else "",
        }  # fmt: skip
        groups.append(group | _drawn(request, found, seats))
    return groups


def _to(found: Coverage, verb: str) -> str:
    return addresses.to(f"initiatives:{verb}", kwargs={"ref": found.initiative.ref})


def _drawn(request: Request, found: Coverage, seats: list[Seat]) -> dict[str, Any]:
    """Draw the first of the seats, and lead on to the others."""
    first = sorted(seats, key=lambda seat: not seat.gaps)[:SHOWN]
    more = len(seats) - len(first)
    words = ngettext("and %(n)s more stake", "and %(n)s more stakes", more) % {"n": more}
    return {
        "seats": [_seat(request, seat) for seat in first],
        "more": words if more else "", "stakes": _to(found, "stakes"),
    }  # fmt: skip


def _hidden(n: int) -> str:
    words = ngettext("%(n)s stake is hidden from you", "%(n)s stakes are hidden from you", n)
    return words % {"n": n} if n > 0 else ""


def _seat(request: Request, seat: Seat) -> dict[str, Any]:
    given = {"ref": seat.stake.initiative.ref, "party": seat.party.ref}
    owner = seat.stake.owner or seat.party.owner
    return {
        "party": seat.party, "role": visible(seat.stake.role), "owner": owner,
        "href": addresses.to("initiatives:stake", kwargs=given),
        "gaps": [_gap(request, seat, Gap(gap)) for gap in seat.gaps],
    }  # fmt: skip


def _gap(request: Request, seat: Seat, gap: Gap) -> dict[str, Any]:
    """Say what is missing, and give the form that fills it."""
    label = str(gap.label)
    if gap == Gap.SILENT:
        label = _("Silent for %(days)s") % {"days": formats.days_short(seat.silent_days)}
    return {"label": label, "sign": SIGNS[gap], **_remedy(request, seat, gap)}


def _remedy(request: Request, seat: Seat, gap: Gap) -> dict[str, str]:
    party = seat.party
    if gap == Gap.UNOWNED:
        may = people.HAND_OVER.allows(request.user, party)
        href = addresses.to("stakeholders:hand-over", kwargs={"ref": party.ref})
        return {"href": href if may else "", "act": _("Set the owner")}
    may = tasks.ADD.allows(request.user, party)
    href = f"{addresses.to('tasks:add')}?about={party.ref}"
    return {"href": href if may else "", "act": _("Plan a contact")}


def _lines(group: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Give the twin of the picture as rows: category, who, owner, what is missing."""
    nobody = _("nobody yet")
    lines = [
        (
            group["label"], visible(seat["party"].name),
            visible(seat["owner"].name) if seat["owner"] else nobody,
            ", ".join(gap["label"] for gap in seat["gaps"]),
        )
        for seat in group["seats"]
    ]  # fmt: skip
    if group["is_ghost"]:
        lines.append((group["label"], nobody, nobody, _("Empty seat")))
    return lines
