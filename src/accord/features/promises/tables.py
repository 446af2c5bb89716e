"""The list of promises: its columns, filters, orders and views."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.features.promises import policies, queries
from accord.features.promises.states import Side, State
from accord.foundation.kernel.days import as_said
from accord.foundation.kernel.text import visible
from accord.foundation.ui import cells, formats
from accord.foundation.ui.listing import Asking, Column, Filter, Listing, Row, Sort, View
from accord.foundation.ui.listing import State as Shown
from accord.foundation.ui.listing.filters import Use, on_choice, on_moment, on_person
from accord.foundation.ui.listing.saving import saved_views
from accord.foundation.ui.lists import person_choices

AREA = "promises"
TAGS = {State.KEPT: "ok", State.KEPT_LATE: "warn", State.BROKEN: "bad"}


def promise_list(user: Any, at: datetime) -> Listing:
    """Describe the list of promises for whoever looks at it."""
    asking = Asking(user, at)
    return Listing(
        area=AREA,
        label=_("Promises"),
        address=reverse("promises:list"),
        rows=queries.visible_to(user),
        asking=asking,
        columns=_columns(at),
        filters=_filters(),
        orders=[
            Sort(key="due", label=_("Soonest due"), columns=("due_at",), is_nullable=True),
            Sort(key="made", label=_("Promised on"), columns=("made_at",), starts_descending=True),
        ],
        views=[*_views(), *saved_views(user, AREA)],
        peek=lambda _row: "",
        name=lambda row: visible(row["words"]),
        key=lambda row: str(row["ref"]),
        needs=("id", "ref", "words"),
        assumed={"state": Q(state=State.AGREED)},
        export=reverse("promises:export") if policies.VIEW.allows(user) else "",
    )


@cache
def _pattern(name: str) -> str:
    return reverse(name, args=["~"])


def _columns(at: datetime) -> list[Column]:
    sides, states = dict(Side.choices), dict(State.choices)
    return [
        Column(
            key="what", label=_("Promise"), is_fixed=True, place="who",
            needs=("ref", "words"),
            cell=lambda row, _found: cells.opening(
                _pattern("promises:detail").replace("~", row["ref"]), row["words"], row["ref"]
            ),
            files=[(_("Reference"), "ref", None), (_("Promise"), "words", None)],
        ),
        Column(
            key="whom", label=_("Stakeholder"),
            needs=("party_id", "party__kind", "party__name", "party__ref"),
            cell=_party,
            files=[(_("Stakeholder"), "party__name", None)],
        ),
        Column(
            key="side", label=_("Who promises"), needs=("side",),
            cell=lambda row, _found: str(sides[row["side"]]),
            files=[(_("Who promises"), "", lambda row, _found: str(sides[row["side"]]))],
        ),
        Column(
            key="due", label=_("By when"), sort="due", place="end",
            needs=("due_at", "made_at", "state", "settled_at"),
            cell=lambda row, _found: _due(row, at, states),
            files=[(_("By when"), "due_at", None)],
        ),
        Column(
            key="state", label=_("State"), needs=("state",), is_default=False,
            cell=lambda row, _found: _tag(row, states),
            files=[(_("State"), "", lambda row, _found: str(states[row["state"]]))],
        ),
        Column(
            key="made", label=_("Promised on"), sort="made", needs=("made_at",), is_default=False,
            is_numeric=True, cell=lambda row, _found: cells.moment(row["made_at"], at),
        ),
        Column(
            key="owner", label=_("Who sees to it"), needs=("owner_id", "owner__name"),
            cell=lambda row, _found: cells.colleague(row["owner_id"], row["owner__name"]),
            files=[(_("Who sees to it"), "owner__name", None)],
        ),
    ]  # fmt: skip


def _party(row: Row, found: Any) -> str:
    del found
    href = _pattern("stakeholders:detail").replace("~", row["party__ref"])
    return cells.party(row["party_id"], row["party__kind"], row["party__name"], href)


def _due(row: Row, at: datetime, states: Mapping[str, Any]) -> str:
    """Draw the clock of an open promise, and what became of another."""
    if row["state"] != State.AGREED:
        return _tag(row, states)
    due = as_said(row["due_at"], settings.HOUSE_TIME_ZONE)
    return cells.clock(formats.due(due, at=at, since=row["made_at"]) if due else None)


def _tag(row: Row, states: Mapping[str, Any]) -> str:
    return cells.tag(states[row["state"]], TAGS.get(row["state"], "line"))


def _filters() -> list[Filter]:
    return [
        Filter(
            key="state", label=_("State"), kind="choice", where=on_choice("state"),
            choices=lambda _asking: State.choices, allowed=("is", "not"),
        ),
        Filter(
            key="side", label=_("Who promises"), kind="choice", where=on_choice("side"),
            choices=lambda _asking: Side.choices, allowed=("is", "not"),
        ),
        Filter(
            key="owner", label=_("Who sees to it"), kind="choice", where=on_person("owner_id"),
            choices=person_choices,
        ),
        Filter(key="due", label=_("By when"), kind="date", where=on_moment("due_at")),
        Filter(key="made", label=_("Promised on"), kind="date", where=on_moment("made_at")),
    ]  # fmt: skip


def _views() -> list[View]:
    ours = Use("side", "is", (Side.WE.value,))
    settled = tuple(state.value for state in queries.SETTLED)
    return [
        View("ours", _("We owe"), Shown(filters=(ours,), sort="due")),
        View("theirs", _("They owe"),
             Shown(filters=(Use("side", "is", (Side.THEY.value,)),), sort="due")),
        View("mine", _("Mine"),
             Shown(filters=(ours, Use("owner", "is", ("me",))), sort="due")),
        View("settled", _("Settled"), Shown(filters=(Use("state", "is", settled),), sort="-made")),
    ]  # fmt: skip
