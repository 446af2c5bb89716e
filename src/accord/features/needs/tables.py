"""The list of needs: its columns, filters, orders and views."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.features.needs import policies, queries
from accord.features.needs.states import Confidence, Kind, State
from accord.features.stakeholders.queries import parties_of, segments
from accord.foundation.kernel.text import visible
from accord.foundation.ui import cells, formats
from accord.foundation.ui.listing import Asking, Column, Filter, Listing, Row, Sort, View
from accord.foundation.ui.listing import State as Shown
from accord.foundation.ui.listing.filters import (
    Asked,
    Choices,
    Use,
    on_choice,
    on_day,
    on_moment,
    on_text,
)
from accord.foundation.ui.listing.saving import saved_views

AREA = "needs"
TAGS = {State.NOT_MET: "bad", State.IN_PART: "warn", State.MET: "ok"}


def need_list(user: Any, at: datetime) -> Listing:
    """Describe the list of needs for whoever looks at it."""
    return Listing(
        area=AREA,
        label=_("Needs"),
        address=reverse("needs:list"),
        rows=queries.visible_to(user),
        asking=Asking(user, at),
        columns=_columns(at),
        filters=_filters(),
        orders=[
            Sort(key="heard", label=_("Newest"), columns=("heard_at",), starts_descending=True),
            Sort(key="confirmed", label=_("Last confirmed"), columns=("confirmed_on",)),
        ],
        views=[*_views(), *saved_views(user, AREA)],
        peek=lambda _row: "",
        name=lambda row: visible(row["words"]),
        key=lambda row: str(row["ref"]),
        needs=("id", "ref", "words"),
        assumed={"state": ~Q(state=State.GONE)},
        export=reverse("needs:export") if policies.VIEW.allows(user) else "",
    )


@cache
def _pattern(name: str) -> str:
    return reverse(name, args=["~"])


def _columns(at: datetime) -> list[Column]:
    states, kinds = dict(State.choices), dict(Kind.choices)
    known = dict(Confidence.choices)
    return [
        Column(
            key="what", label=_("Need"), is_fixed=True, place="who", needs=("ref", "words"),
            cell=lambda row, _found: cells.opening(
                _pattern("needs:detail").replace("~", row["ref"]), row["words"], row["ref"]
            ),
            files=[(_("Reference"), "ref", None), (_("Need"), "words", None)],
        ),
        Column(
            key="whom", label=_("Stakeholder"), cell=_party,
            needs=("party_id", "party__kind", "party__name", "party__ref"),
            files=[(_("Stakeholder"), "party__name", None)],
        ),
        Column(
            key="state", label=_("State"), needs=("state",), place="end",
            cell=lambda row, _found: _tag(row, states),
            files=[(_("State"), "", lambda row, _found: str(states[row["state"]]))],
        ),
        Column(
            key="kind", label=_("What it is"), needs=("kind",),
            cell=lambda row, _found: str(kinds[row["kind"]]),
            files=[(_("What it is"), "", lambda row, _found: str(kinds[row["kind"]]))],
        ),
        Column(
            key="confidence", label=_("How we know"), needs=("confidence",), is_default=False,
            cell=lambda row, _found: str(known[row["confidence"]]),
            files=[(_("How we know"), "", lambda row, _found: str(known[row["confidence"]]))],
        ),
        Column(
            key="confirmed", label=_("Last confirmed"), sort="confirmed", needs=("confirmed_on",),
            is_numeric=True,
            cell=lambda row, _found: formats.when(row["confirmed_on"], at=at),
        ),
        Column(
            key="heard", label=_("Heard on"), sort="heard", needs=("heard_at",), is_numeric=True,
            cell=lambda row, _found: cells.moment(row["heard_at"], at),
        ),
    ]  # fmt: skip


def _party(row: Row, found: Any) -> str:
    del found
    href = _pattern("stakeholders:detail").replace("~", row["party__ref"])
    return cells.party(row["party_id"], row["party__kind"], row["party__name"], href)


def _tag(row: Row, states: Mapping[str, Any]) -> str:
    return cells.tag(states[row["state"]], TAGS.get(row["state"], "line"))


def _filters() -> list[Filter]:
    return [
        Filter(
            key="state", label=_("State"), kind="choice", where=on_choice("state"),
            choices=lambda _asking: State.choices, allowed=("is", "not"),
        ),
        Filter(
            key="kind", label=_("What it is"), kind="choice", where=on_choice("kind"),
            choices=lambda _asking: Kind.choices, allowed=("is", "not"),
        ),
        Filter(
            key="confidence", label=_("How we know"), kind="choice",
            where=on_choice("confidence"), choices=lambda _asking: Confidence.choices,
            allowed=("is", "not"),
        ),
        Filter(
            key="segment", label=_("Segment"), kind="choice", where=_on_segment,
            choices=_segment_choices, allowed=("is",),
        ),
        Filter(key="confirmed", label=_("Last confirmed"), kind="date",
               where=on_day("confirmed_on")),
        Filter(key="words", label=_("Words"), kind="text", where=on_text("words"),
               allowed=("has", "begins")),
        Filter(key="heard", label=_("Heard on"), kind="date", where=on_moment("heard_at")),
    ]  # fmt: skip


def _on_segment(asked: Asked) -> Q:
    """Ask for what the members of segments need, as far as one may see who is in them."""
    found = Q(pk__in=())
    for segment in segments().filter(pk__in=[int(value) for value in asked.values]):
        members = parties_of(segment, user=asked.asking.user, at=asked.asking.at)
        found |= Q(party__in=members.order_by().values("pk"))
    return found


def _segment_choices(_asking: Asking) -> Choices:
    return [(str(pk), name) for pk, name in segments().values_list("pk", "name")]


def _views() -> list[View]:
    unmet = tuple(state.value for state in queries.UNMET)
    return [
        View("unmet", _("Not met yet"),
             Shown(filters=(Use("state", "is", unmet),), sort="-heard")),
        View("met", _("Met"),
             Shown(filters=(Use("state", "is", (State.MET.value,)),), sort="-heard")),
        View("all", _("All"), Shown(sort="-heard")),
    ]  # fmt: skip
