"""The list of places."""

from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders import queries
from accord.foundation.kernel.text import visible
from accord.foundation.ui import cells, formats
from accord.foundation.ui.listing import Asking, Column, Filter, Listing, Sort, State, View
from accord.foundation.ui.listing.columns import DASH, Row, text
from accord.foundation.ui.listing.filters import Asked, on_text

AREA = "places"


def place_list(user: Any, at: datetime) -> Listing:
    return Listing(
        area=AREA,
        label=_("Places"),
        address=reverse("stakeholders:places"),
        rows=queries.places(),
        asking=Asking(user, at),
        columns=_columns(),
        filters=_filters(),
        orders=[
            Sort(key="name", label=_("Name"), columns=("sort_key",)),
            Sort(key="locality", label=_("Town"), columns=("locality", "sort_key")),
        ],
        views=[View("all", _("All"), State())],
        peek=lambda _row: "",
        name=lambda row: visible(row["name"]),
        key=lambda row: str(row["ref"]),
        needs=("id", "ref", "name"),
    )


@cache
def _address() -> str:
    return reverse("stakeholders:place", args=["~"])


def coordinates(latitude: float | None, longitude: float | None) -> str:
    """Write where something lies; nothing where that is not known."""
    if latitude is None or longitude is None:
        return ""
    return f"{latitude:.5f}, {longitude:.5f}"


def _where(row: Row, found: Any) -> str:
    del found
    return coordinates(row["latitude"], row["longitude"]) or DASH


def _columns() -> list[Column]:
    return [
        Column(
            key="name", label=_("Place"), is_fixed=True, place="who", sort="name",
            needs=("ref", "name", "address"),
            cell=lambda row, _found: cells.opening(
                _address().replace("~", row["ref"]), row["name"], row["address"]
            ),
        ),
        Column(key="locality", label=_("Town"), needs=("locality",), cell=text("locality"),
               sort="locality"),
        Column(key="where", label=_("Coordinates"), needs=("latitude", "longitude"), cell=_where),
        Column(
            key="parties", label=_("Stakeholders"), is_numeric=True, place="end",
            load=lambda rows, asking: queries.counts_at(asking.user, [row["id"] for row in rows]),
            cell=lambda _row, found: formats.number(found or 0),
        ),
    ]  # fmt: skip


def _filters() -> list[Filter]:
    return [
        Filter(key="name", label=_("Name"), kind="text", where=on_text("name"),
               allowed=("has", "begins")),
        Filter(key="locality", label=_("Town"), kind="text", where=on_text("locality")),
        Filter(key="located", label=_("On the map"), kind="yes-no", where=_on_located),
    ]  # fmt: skip


def _on_located(asked: Asked) -> Q:
    if {"yes", "no"} <= set(asked.values):
        return Q()
    return Q(latitude__isnull="no" in asked.values)
