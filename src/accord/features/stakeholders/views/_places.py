"""Places: as a list, on a map, each with who is what there; and the tree of groups."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accord.features.stakeholders import actions, policies, queries
from accord.features.stakeholders.forms._place import PersonAtPlaceForm, PlaceDetailsForm
from accord.features.stakeholders.models import Place
from accord.features.stakeholders.queries import MOST_PLACES
from accord.features.stakeholders.tables._places import coordinates
from accord.features.stakeholders.tables._places import place_list as table
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats, histories, sheets
from accord.foundation.ui.charts import Box, Spot, place_map
from accord.foundation.ui.listing import answer
from accord.foundation.ui.pages import Request, page, show

both = require_http_methods(["GET", "POST"])
WIDE, NARROW, SMALL = (1090, 560), (326, 420), (340, 220)
HISTORY = {
    name: histories.Told(label)
    for name, label in (
        ("name", gettext_lazy("Name")), ("address", gettext_lazy("Address")),
        ("locality", gettext_lazy("Town")), ("country", gettext_lazy("Country")),
        ("latitude", gettext_lazy("Latitude")), ("longitude", gettext_lazy("Longitude")),
        ("note", gettext_lazy("Note")),
    )
}  # fmt: skip


def _address(place: Place, verb: str = "") -> str:
    return reverse(f"stakeholders:place{'-' if verb else ''}{verb}", args=[place.ref])


def _trail(place: Place | None = None) -> list[tuple[str, str]]:
    steps = [
        (_("Stakeholders"), reverse("stakeholders:list")),
        (_("Places"), reverse("stakeholders:places")),
    ]
    return [*steps, (visible(place.name), _address(place))] if place else steps


def _ways(now: str) -> list[dict[str, Any]]:
    """Give the two ways to look at places."""
    return [
        {"label": label, "icon": icon, "href": reverse(name), "on": name == now}
        for name, label, icon in (
            ("stakeholders:places", _("Table"), "table-2"),
            ("stakeholders:place-map", _("Map"), "map"),
        )
    ]


@require_safe
@page(policies.VIEW)
def place_list(request: Request) -> HttpResponse:
    context = {
        "ways": _ways("stakeholders:places"),
        "add": _add(request),
        "trail": _trail(),
    }
    listing = table(request.user, clock.now())
    return answer(request, listing, "stakeholders/place_list.html", lambda *_all: context)


def _add(request: Request) -> str:
    return reverse("stakeholders:place-add-new") if policies.ADD.allows(request.user) else ""


@require_safe
@page(policies.VIEW)
def place_map_page(request: Request) -> HttpResponse:
    """Draw all places, or the part of the earth that somebody looks closer at."""
    box = Box.read(request.GET.get("box", ""))
    rows = list(queries.places_within(box)[: MOST_PLACES + 1])
    found = rows[:MOST_PLACES]
    spots = _spots(request, found)
    title = ngettext("%(n)s place on the map", "%(n)s places on the map", len(found))
    context: dict[str, Any] = {
        "ways": _ways("stakeholders:place-map"),
        "add": _add(request),
        "trail": _trail(),
        "headline": title % {"n": formats.number(len(found))},
        "wide": _drawn(request, spots, WIDE),
        "narrow": _drawn(request, spots, NARROW),
        "rows": list(zip(found, spots, strict=True)),
        "whole": reverse("stakeholders:place-map") if box else "",
        "is_cut": len(rows) > MOST_PLACES,
        "most": formats.number(MOST_PLACES),
        "unplaced": queries.places().filter(latitude__isnull=True).count(),
        "unplaced_list": reverse("stakeholders:places") + "?f=located:is:no",
    }
    return show(request, "stakeholders/place_map.html", context)


def _spots(request: Request, found: list[Place]) -> list[Spot]:
    counts = queries.counts_at(request.user, [place.pk for place in found])
    return [
        Spot(
            place.latitude or 0.0, place.longitude or 0.0, visible(place.name), _address(place),
            counts.get(place.pk, 0),
        )
        for place in found
    ]  # fmt: skip


def _drawn(request: Request, spots: list[Spot], size: tuple[int, int]) -> Any:
    if not spots:
        return ""

    def closer(box: Box) -> str:
        """Look at a part of the map; places on one spot are told apart by the table only."""
        is_one = box.west == box.east and box.south == box.north
        return "#places" if is_one else f"{request.path}?box={box.written()}"

    return place_map(spots, title=_("Map of places"), size=size, closer=closer)


@require_safe
@page(policies.VIEW)
def place_detail(request: Request, ref: str) -> HttpResponse:
    place = get_object_or_404(queries.places(), ref=ref)
    people = list(queries.parties_at(request.user, place)[:200])
    spots = _spots(request, [place]) if place.latitude is not None else []
    may_change = policies.ADD.allows(request.user)
    context: dict[str, Any] = {
        "place": place,
        "trail": _trail(place),
        "facts": _facts(place),
        "people": people,
        "drawn": _drawn(request, spots, SMALL),
        "in_list": f"{reverse('stakeholders:list')}?view=all&f=place:is:{place.pk}",
        "may_change": may_change,
        "here": {verb: _address(place, verb) for verb in ("change", "link")},
        "history": histories.lines("stakeholders.place", place.pk, HISTORY, at=clock.now()),
    }
    return show(request, "stakeholders/place_detail.html", context)


def _facts(place: Place) -> list[dict[str, str]]:
    form = PlaceDetailsForm()
    told = {
        "address": place.address,
        "locality": place.locality,
        "country": formats.locale().territories.get(place.country, place.country),
        "note": place.note,
    }
    facts = [
        {"label": str(form.fields[name].label), "value": visible(value) or _("not said")}
        for name, value in told.items()
    ]
    where = coordinates(place.latitude, place.longitude) or _("not said")
    return [*facts, {"label": _("Coordinates"), "value": where}]


@both
@page(policies.ADD)
def place_add(request: Request) -> HttpResponse:
    form = PlaceDetailsForm(sheets.sent(request))
    words = sheets.Sheet(
        title=_("Add a place"), save=_("Add"), said=_("Added."), trail=_trail(),
        back=reverse("stakeholders:places"),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        details = actions.PlaceDetails(**given)
        return actions.add_place(by=request.user, details=details, at=clock.now())

    return sheets.answer(request, form, words, act)


@both
@page(policies.ADD)
def place_change(request: Request, ref: str) -> HttpResponse:
    place = get_object_or_404(queries.places(), ref=ref)
    initial = {name: getattr(place, name) for name in PlaceDetailsForm.base_fields}
    form = PlaceDetailsForm(sheets.sent(request), initial=initial)
    words = sheets.Sheet(
        title=_("Change %(name)s") % {"name": visible(place.name)}, save=_("Save"),
        said=_("Saved."), back=_address(place), trail=_trail(place), version=place.version,
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.change_place(
            by=request.user, place=place, details=actions.PlaceDetails(**given), at=clock.now(),
            seen=sheets.seen(request),
        )  # fmt: skip

    return sheets.answer(request, form, words, act)


@both
@page(policies.CHANGE)
def place_link(request: Request, ref: str) -> HttpResponse:
    """Say who is what at a place."""
    place = get_object_or_404(queries.places(), ref=ref)
    form = PersonAtPlaceForm(sheets.sent(request), user=request.user)
    words = sheets.Sheet(
        title=_("Who is at %(name)s") % {"name": visible(place.name)}, save=_("Add"),
        said=_("Added."), back=_address(place), trail=_trail(place),
    )  # fmt: skip

    def act(given: dict[str, Any]) -> object:
        return actions.link_place(
            by=request.user, party=given["party"], place=place, role=given["role"], at=clock.now()
        )

    return sheets.answer(request, form, words, act)


@require_safe
@page(policies.VIEW)
def group_list(request: Request) -> HttpResponse:
    """Show the groups as the tree that they are."""
    context: dict[str, Any] = {
        "roots": queries.group_tree(request.user),
        "trail": [(_("Stakeholders"), reverse("stakeholders:list")), (_("Groups"), "")],
        "list": reverse("stakeholders:list"),
        "add": f"{reverse('stakeholders:add')}?kind=group"
        if policies.ADD.allows(request.user)
        else "",
    }
    return show(request, "stakeholders/group_list.html", context)
