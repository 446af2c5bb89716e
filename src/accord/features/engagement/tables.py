"""The list of talks: its columns, filters, orders and views."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.features.engagement import policies, queries
from accord.features.engagement.states import Channel, Mood
from accord.foundation.kernel.text import visible
from accord.foundation.ui import cells, formats
from accord.foundation.ui.listing import Asking, Column, Filter, Listing, Row, Sort, View
from accord.foundation.ui.listing import State as Shown
from accord.foundation.ui.listing.columns import DASH
from accord.foundation.ui.listing.filters import Use, on_choice, on_moment, on_person, on_text
from accord.foundation.ui.listing.saving import saved_views
from accord.foundation.ui.lists import person_choices

AREA = "talks"
SHOWN = 90  # letters of a note in a list


def talk_list(user: Any, at: datetime) -> Listing:
    """Describe the list of talks for whoever looks at it."""
    return Listing(
        area=AREA,
        label=_("Talks"),
        address=reverse("engagement:list"),
        rows=queries.visible_to(user),
        asking=Asking(user, at),
        columns=_columns(at),
        filters=_filters(),
        orders=[Sort(key="when", label=_("Newest"), columns=("at",), starts_descending=True)],
        views=[*_views(), *saved_views(user, AREA)],
        peek=lambda _row: "",
        name=lambda row: str(row["ref"]),
        key=lambda row: str(row["ref"]),
        needs=("id", "ref"),
        export=reverse("engagement:export") if policies.VIEW.allows(user) else "",
    )


@cache
def _address() -> str:
    return reverse("engagement:detail", args=["~"])


def _columns(at: datetime) -> list[Column]:
    channels, moods = dict(Channel.choices), dict(Mood.choices)
    return [
        Column(
            key="what", label=_("Talk"), is_fixed=True, place="who", needs=("ref", "text"),
            cell=lambda row, _found: cells.opening(
                _address().replace("~", row["ref"]), _short(row["text"]), row["ref"]
            ),
            files=[(_("Reference"), "ref", None), (_("What was said"), "text", None)],
        ),
        Column(
            key="whom", label=_("With whom"), load=_parties,
            cell=lambda _row, found: escape(", ".join(found or ())) or DASH,
            files=[(_("With whom"), "", lambda _row, found: "; ".join(found or ()))],
        ),
        Column(
            key="how", label=_("How"), needs=("channel",),
            cell=lambda row, _found: escape(str(channels[row["channel"]])),
            files=[(_("How"), "", lambda row, _found: str(channels[row["channel"]]))],
        ),
        Column(
            key="mood", label=_("How it went"), needs=("mood",),
            cell=lambda row, _found: _mood(row, moods),
            files=[(_("How it went"), "", lambda row, _found: str(moods.get(row["mood"], "")))],
        ),
        Column(
            key="when", label=_("When"), sort="when", needs=("at",), place="end",
            cell=lambda row, _found: escape(formats.stamp(row["at"], at=at)), is_numeric=True,
        ),
        Column(
            key="by", label=_("Logged by"), needs=("logged_by_id", "logged_by__name"),
            cell=lambda row, _found: cells.colleague(row["logged_by_id"], row["logged_by__name"]),
            files=[(_("Logged by"), "logged_by__name", None)],
        ),
    ]  # fmt: skip


def _short(text: str) -> str:
    text = " ".join(visible(text).split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0]}…"


def _mood(row: Row, moods: Mapping[Any, Any]) -> str:
    if row["mood"] is None:
        return DASH
    kind = {Mood.WORSE: "bad", Mood.BETTER: "ok"}.get(row["mood"], "line")
    return cells.tag(moods[row["mood"]], kind)


def _parties(rows: Sequence[Row], asking: Asking) -> Mapping[int, Any]:
    return queries.names_by_talk(asking.user, [row["id"] for row in rows])


def _filters() -> list[Filter]:
    return [
        Filter(key="text", label=_("What was said"), kind="text", where=on_text("text"),
               allowed=("has",)),
        Filter(key="how", label=_("How"), kind="choice", where=on_choice("channel"),
               choices=lambda _asking: Channel.choices, allowed=("is", "not")),
        Filter(key="mood", label=_("How it went"), kind="choice", where=on_choice("mood", int),
               choices=lambda _asking: [(str(value), label) for value, label in Mood.choices]),
        Filter(key="when", label=_("When"), kind="date", where=on_moment("at")),
        Filter(
            key="by", label=_("Logged by"), kind="choice", where=on_person("logged_by_id"),
            choices=person_choices,
        ),
    ]  # fmt: skip


def _views() -> list[View]:
    return [
        View("all", _("All"), Shown(sort="-when")),
        View("mine", _("Mine"), Shown(filters=(Use("by", "is", ("me",)),), sort="-when")),
        View(
            "worse", _("Went badly"),
            Shown(filters=(Use("mood", "is", (str(Mood.WORSE.value),)),), sort="-when"),
        ),
    ]  # fmt: skip
