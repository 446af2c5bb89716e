"""The list of tasks: its columns, filters, orders and views."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.features.tasks import policies, queries
from accord.features.tasks.states import State
from accord.foundation.kernel.days import as_said
from accord.foundation.kernel.text import visible
from accord.foundation.ui import cells, formats
from accord.foundation.ui.listing import Asking, Column, Filter, Listing, Row, Sort, View
from accord.foundation.ui.listing import State as Shown
from accord.foundation.ui.listing.columns import DASH
from accord.foundation.ui.listing.filters import Asked, Use, on_choice, on_moment, on_person
from accord.foundation.ui.listing.saving import saved_views
from accord.foundation.ui.lists import person_choices

AREA = "tasks"


def task_list(user: Any, at: datetime) -> Listing:
    """Describe the list of tasks for whoever looks at it."""
    return Listing(
        area=AREA,
        label=_("Tasks"),
        address=reverse("tasks:list"),
        rows=queries.visible_to(user),
        asking=Asking(user, at),
        columns=_columns(at),
        filters=_filters(),
        orders=[
            Sort(key="due", label=_("Soonest due"), columns=("due_at",), is_nullable=True),
            Sort(key="made", label=_("Newest"), columns=("made_at",), starts_descending=True),
        ],
        views=[*_views(), *saved_views(user, AREA)],
        peek=lambda _row: "",
        name=lambda row: visible(row["title"]),
        key=lambda row: str(row["ref"]),
        needs=("id", "ref", "title"),
        assumed={"state": Q(state=State.OPEN)},
        export=reverse("tasks:export") if policies.VIEW.allows(user) else "",
    )


@cache
def _pattern(name: str) -> str:
    return reverse(name, args=["~"])


def _columns(at: datetime) -> list[Column]:
    states = dict(State.choices)
    return [
        Column(
            key="what", label=_("Task"), is_fixed=True, place="who", needs=("ref", "title"),
            cell=lambda row, _found: cells.opening(
                _pattern("tasks:detail").replace("~", row["ref"]), row["title"], row["ref"]
            ),
            files=[(_("Reference"), "ref", None), (_("Task"), "title", None)],
        ),
        Column(
            key="whom", label=_("Stakeholder"), cell=_party,
            needs=("party_id", "party__kind", "party__name", "party__ref", "party_seen"),
            files=[(_("Stakeholder"), "", lambda row, _found: _name(row))],
        ),
        Column(
            key="due", label=_("By when"), sort="due", place="end",
            needs=("due_at", "made_at", "state"),
            cell=lambda row, _found: _due(row, at, states),
            files=[(_("By when"), "due_at", None)],
        ),
        Column(
            key="state", label=_("State"), needs=("state",), is_default=False,
            cell=lambda row, _found: cells.tag(states[row["state"]]),
            files=[(_("State"), "", lambda row, _found: str(states[row["state"]]))],
        ),
        Column(
            key="made", label=_("Written down on"), sort="made", needs=("made_at",),
            is_default=False, is_numeric=True,
            cell=lambda row, _found: cells.moment(row["made_at"], at),
        ),
        Column(
            key="owner", label=_("Who does it"), needs=("owner_id", "owner__name"),
            cell=lambda row, _found: cells.colleague(row["owner_id"], row["owner__name"]),
            files=[(_("Who does it"), "owner__name", None)],
        ),
    ]  # fmt: skip


def _party(row: Row, found: Any) -> str:
    del found
    if not _name(row):
        return DASH
    href = _pattern("stakeholders:detail").replace("~", row["party__ref"])
    return cells.party(row["party_id"], row["party__kind"], row["party__name"], href)


def _name(row: Row) -> str:
    """Give the name of the party, where it may be shown."""
    return row["party__name"] if row["party__name"] and row["party_seen"] else ""


def _due(row: Row, at: datetime, states: Mapping[str, Any]) -> str:
    if row["state"] != State.OPEN:
        return cells.tag(states[row["state"]], "ok" if row["state"] == State.DONE else "line")
    due = as_said(row["due_at"], settings.HOUSE_TIME_ZONE)
    return cells.clock(formats.due(due, at=at, since=row["made_at"]) if due else None)


def _on_waits(asked: Asked) -> Q:
    if {"yes", "no"} <= set(asked.values):
        return Q()
    return queries.blocked() if "yes" in asked.values else ~queries.blocked()


def _filters() -> list[Filter]:
    return [
        Filter(key="waits", label=_("Waits for another task"), kind="yes-no", where=_on_waits),
        Filter(
            key="state", label=_("State"), kind="choice", where=on_choice("state"),
            choices=lambda _asking: State.choices, allowed=("is", "not"),
        ),
        Filter(
            key="owner", label=_("Who does it"), kind="choice", where=on_person("owner_id"),
            choices=person_choices,
        ),
        Filter(key="due", label=_("By when"), kind="date", where=on_moment("due_at")),
        Filter(key="made", label=_("Written down on"), kind="date", where=on_moment("made_at")),
    ]  # fmt: skip


def _views() -> list[View]:
    return [
        View("mine", _("Mine"), Shown(filters=(Use("owner", "is", ("me",)),), sort="due")),
        View("all", _("All open"), Shown(sort="due")),
        View(
            "done", _("Done"),
            Shown(filters=(Use("state", "is", (State.DONE.value,)),), sort="-made"),
        ),
    ]  # fmt: skip
