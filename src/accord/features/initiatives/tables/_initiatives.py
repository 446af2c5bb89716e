"""The list of initiatives: its columns, filters, orders and views."""

from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accord.features.initiatives import policies, queries
from accord.features.initiatives.states import Kind
from accord.foundation.accounts.queries import departments
from accord.foundation.kernel.text import visible
from accord.foundation.ui import cells, formats
from accord.foundation.ui.listing import Asking, Column, Filter, Listing, Sort, View
from accord.foundation.ui.listing import State as Shown
from accord.foundation.ui.listing.columns import DASH, text
from accord.foundation.ui.listing.filters import (
    Use,
    on_choice,
    on_day,
    on_person,
    on_text,
    on_yes_no,
)
from accord.foundation.ui.listing.saving import saved_views
from accord.foundation.ui.lists import person_choices

AREA = "initiatives"


def initiative_list(user: Any, at: datetime) -> Listing:
    """Describe the list of initiatives for whoever looks at it."""
    return Listing(
        area=AREA,
        label=_("Initiatives"),
        address=reverse("initiatives:list"),
        rows=queries.visible_to(user),
        asking=Asking(user, at),
        columns=_columns(formats.local(at)),
        filters=_filters(),
        orders=[Sort(key="name", label=_("Name"), columns=("sort_key",))],
        views=[*_views(), *saved_views(user, AREA)],
        peek=lambda _row: "",
        name=lambda row: visible(row["name"]),
        key=lambda row: str(row["ref"]),
        needs=("id", "ref", "name"),
        assumed={"active": Q(is_active=True)},
        export=reverse("initiatives:export") if policies.VIEW.allows(user) else "",
    )


@cache
def _address() -> str:
    return reverse("initiatives:detail", args=["~"])


def _columns(today: date) -> list[Column]:
    kinds = dict(Kind.choices)

    def day(name: str) -> Any:
        return lambda row, _found: formats.day_month(row[name], today=today) if row[name] else DASH

    return [
        Column(
            key="name", label=_("Initiative"), is_fixed=True, place="who", sort="name",
            needs=("ref", "name"),
            cell=lambda row, _found: cells.opening(
                _address().replace("~", row["ref"]), row["name"], row["ref"]
            ),
            files=[(_("Reference"), "ref", None), (_("Name"), "name", None)],
        ),
        Column(
            key="kind", label=_("Kind"), needs=("kind",),
            cell=lambda row, _found: str(kinds[row["kind"]]),
            files=[(_("Kind"), "", lambda row, _found: str(kinds[row["kind"]]))],
        ),
        Column(
            key="department", label=_("Department"), needs=("department__name",),
            cell=text("department__name"),
        ),
        Column(key="from", label=_("First day"), needs=("from_date",), cell=day("from_date"),
               is_numeric=True),
        Column(key="until", label=_("Last day"), needs=("until_date",), cell=day("until_date"),
               is_numeric=True, place="end"),
        Column(
            key="owner", label=_("Owner"), needs=("owner_id", "owner__name"),
            cell=lambda row, _found: cells.colleague(row["owner_id"], row["owner__name"]),
            files=[(_("Owner"), "owner__name", None)],
        ),
    ]  # fmt: skip


def _filters() -> list[Filter]:
    return [
        Filter(key="name", label=_("Name"), kind="text", where=on_text("name"),
               allowed=("has", "begins")),
        Filter(key="kind", label=_("Kind"), kind="choice", where=on_choice("kind"),
               choices=lambda _asking: Kind.choices, allowed=("is", "not")),
        Filter(
            key="department", label=_("Department"), kind="choice",
            where=on_choice("department_id", int),
            choices=_departments,
        ),
        Filter(
            key="owner", label=_("Owner"), kind="choice", where=on_person("owner_id"),
            choices=person_choices,
        ),
        Filter(key="until", label=_("Last day"), kind="date", where=on_day("until_date")),
        Filter(key="active", label=pgettext_lazy("state", "Open"), kind="yes-no",
               where=on_yes_no("is_active")),
    ]  # fmt: skip


def _departments(_asking: Asking) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in departments().values_list("pk", "name")]


def _views() -> list[View]:
    return [
        View("open", pgettext_lazy("state", "Open"), Shown()),
        View("mine", _("Mine"), Shown(filters=(Use("owner", "is", ("me",)),))),
        View("closed", _("Closed"), Shown(filters=(Use("active", "is", ("no",)),))),
    ]
