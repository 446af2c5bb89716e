"""The list of segments: how each is formed and how many are in it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders import queries
from accord.foundation.kernel.text import visible
from accord.foundation.ui import cells
from accord.foundation.ui.listing import Asking, Column, Filter, Listing, Sort, State, View
from accord.foundation.ui.listing.columns import Row, text
from accord.foundation.ui.listing.counts import count
from accord.foundation.ui.listing.filters import Use, on_text, on_yes_no

AREA = "segments"


def segment_list(user: Any, at: datetime) -> Listing:
    return Listing(
        area=AREA,
        label=_("Segments"),
        address=reverse("stakeholders:segments"),
        rows=queries.segments(),
        asking=Asking(user, at),
        columns=_columns(),
        filters=_filters(),
        orders=[Sort(key="name", label=_("Name"), columns=("name",))],
        views=_views(),
        peek=lambda _row: "",
        name=lambda row: visible(row["name"]),
        key=lambda row: str(row["id"]),
        needs=("id", "name"),
        assumed={"active": Q(is_active=True)},
    )


@cache
def _address() -> str:
    return reverse("stakeholders:segment", args=[0]).replace("/0/", "/~/")


def _how(row: Row, found: Any = None) -> str:
    del found
    return say("By rule") if row["is_rule"] else say("Picked by hand")


def _members(rows: Sequence[Row], asking: Asking) -> Mapping[int, Any]:
    """Count, for each, the members that whoever looks may see."""
    found = queries.segments().in_bulk([row["id"] for row in rows])
    return {
        key: str(count(queries.parties_of(segment, user=asking.user, at=asking.at)))
        for key, segment in found.items()
    }


def _columns() -> list[Column]:
    return [
        Column(
            key="name", label=_("Segment"), is_fixed=True, place="who", sort="name",
            needs=("name", "needs"),
            cell=lambda row, _found: cells.opening(
                _address().replace("~", str(row["id"])), row["name"], row["needs"]
            ),
        ),
        Column(key="how", label=_("Formed"), needs=("is_rule",), cell=_how),
        Column(
            key="members", label=_("Members"), load=_members, is_numeric=True, place="end",
            cell=lambda _row, found: str(found),
        ),
        Column(
            key="department", label=_("Department"), needs=("department__name",),
            cell=text("department__name"),
        ),
    ]  # fmt: skip


def _filters() -> list[Filter]:
    return [
        Filter(key="name", label=_("Name"), kind="text", where=on_text("name"),
               allowed=("has", "begins")),
        Filter(key="rule", label=_("By rule"), kind="yes-no", where=on_yes_no("is_rule")),
        Filter(key="active", label=_("In use"), kind="yes-no", where=on_yes_no("is_active")),
    ]  # fmt: skip


def _views() -> list[View]:
    return [
        View("all", _("All"), State()),
        View("rule", _("By rule"), State(filters=(Use("rule", "is", ("yes",)),))),
        View("hand", _("Picked by hand"), State(filters=(Use("rule", "is", ("no",)),))),
        View("retired", _("Out of use"), State(filters=(Use("active", "is", ("no",)),))),
    ]
