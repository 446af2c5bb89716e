"""The list of the stakes in one initiative: its columns, filters and views."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accord.features.initiatives import policies, queries
from accord.features.initiatives.models import Initiative
from accord.features.initiatives.states import SCALE_LABELS, WANTED, Level, Participation
from accord.features.stakeholders.queries import active_categories
from accord.foundation.kernel.text import visible
from accord.foundation.ui import cells, charts, formats
from accord.foundation.ui.listing import Asking, Column, Filter, Listing, Sort, View
from accord.foundation.ui.listing import State as Shown
from accord.foundation.ui.listing.columns import DASH, Row, text
from accord.foundation.ui.listing.filters import (
    Asked,
    Use,
    on_choice,
    on_day,
    on_person,
    on_text,
    on_yes_no,
)
from accord.foundation.ui.lists import person_choices

AREA = "stakes"
LEVELS = Level.values


def stake_list(user: Any, initiative: Initiative, at: datetime) -> Listing:
    """Describe the list of stakes for whoever looks at it."""
    given = {"ref": initiative.ref}
    return Listing(
        area=AREA,
        label=_("Stakes"),
        address=reverse("initiatives:stakes", kwargs=given),
        rows=queries.stakes_visible_to(user).filter(initiative=initiative),
        asking=Asking(user, at),
        columns=_columns(initiative, at),
        filters=_filters(),
        orders=[
            Sort(key="name", label=_("Name"), columns=("party__sort_key",)),
            Sort(key="power", label=SCALE_LABELS["power"], columns=("power",), is_nullable=True,
                 starts_descending=True),
            Sort(key="wanted", label=_("By when"), columns=("wanted_by",), is_nullable=True),
        ],
        views=_views(),
        peek=lambda _row: "",
        name=lambda row: visible(row["party__name"]),
        key=lambda row: str(row["party__ref"]),
        needs=("id", "party__ref", "party__name"),
        assumed={"ended": Q(ended_at=None)},
        export=reverse("initiatives:stakes-export", kwargs=given)
        if policies.VIEW.allows(user)
        else "",
    )  # fmt: skip


def track_of(now: str, wanted: str) -> str:
    """Draw where a stake stands and is wanted; words where one of the two is not known."""
    if now and wanted:
        return charts.track(LEVELS.index(now), LEVELS.index(wanted), [str(w) for w in Level.labels])
    if now:
        return str(Level(now).label)
    return say("%(level)s wanted") % {"level": Level(wanted).label} if wanted else ""


def glyph_of(power: int | None, interest: int | None) -> str:
    """Draw the place on the map, if both scores are known."""
    if power is None or interest is None:
        return ""
    return charts.quad((power - 10) / 4, (interest - 10) / 4)


def _columns(initiative: Initiative, at: datetime) -> list[Column]:
    pattern = reverse("initiatives:stake", kwargs={"ref": initiative.ref, "party": "~"})
    levels, says = dict(Level.choices), dict(Participation.choices)
    today = formats.local(at)

    def day(row: Row, _found: Any) -> str:
        wanted = row["wanted_by"]
        return formats.day_month(wanted, today=today) if wanted else DASH

    return [
        Column(
            key="party", label=_("Stakeholder"), is_fixed=True, place="who", sort="name",
            needs=("party__ref", "party__name", "role"),
            cell=lambda row, _found: cells.opening(
                pattern.replace("~", row["party__ref"]), row["party__name"], row["role"]
            ),
            files=[(_("Reference"), "party__ref", None), (_("Stakeholder"), "party__name", None),
                   (_("Role"), "role", None)],
        ),
        Column(key="category", label=_("Category"), needs=("party__category__name",),
               cell=text("party__category__name")),
        Column(
            key="place", label=_("Map"), needs=("power", "interest"), sort="power",
            cell=lambda row, _found: glyph_of(row["power"], row["interest"]) or DASH,
            files=[
                (SCALE_LABELS["power"], "", lambda row, _found: _tenths(row["power"])),
                (SCALE_LABELS["interest"], "", lambda row, _found: _tenths(row["interest"])),
            ],
        ),
        Column(
            key="level", label=_("Engagement"), needs=("engagement", "wanted", "disagrees"),
            place="end",
            cell=lambda row, _found: str(track_of(row["engagement"], row["wanted"])) or DASH,
            files=[
                (_("Level now"), "", lambda row, _found: str(levels.get(row["engagement"], ""))),
                (_("Level wanted"), "", lambda row, _found: str(levels.get(row["wanted"], ""))),
            ],
        ),
        Column(key="by", label=_("By when"), needs=("wanted_by",), cell=day, sort="wanted",
               is_numeric=True),
        Column(
            key="participation", label=_("Say in decisions"), needs=("participation",),
            is_default=False,
            cell=lambda row, _found: str(says.get(row["participation"], "")) or DASH,
        ),
        Column(
            key="assessed", label=_("Assessed"), needs=("assessed_at",), is_default=False,
            is_numeric=True,
            cell=lambda row, _found: cells.moment(row["assessed_at"], at)
            if row["assessed_at"] else DASH,
        ),
        Column(
            key="owner", label=_("Owner"), needs=("owner_id", "owner__name"),
            cell=lambda row, _found: cells.colleague(row["owner_id"], row["owner__name"]),
            files=[(_("Owner"), "owner__name", None)],
        ),
    ]  # fmt: skip


def _tenths(value: int | None) -> str:
    return "" if value is None else f"{value / 10:.1f}"


_APART = Q(engagement__in=LEVELS) & ~Q(wanted="") & ~Q(wanted=F("engagement"))


def _filters() -> list[Filter]:
    return [
        Filter(key="name", label=_("Name"), kind="text", where=on_text("party__name"),
               allowed=("has", "begins")),
        Filter(key="category", label=_("Category"), kind="choice",
               where=on_choice("party__category_id", int), choices=_categories),
        Filter(key="owner", label=_("Owner"), kind="choice", where=on_person("owner_id"),
               choices=person_choices),
        Filter(key="level", label=_("Level now"), kind="choice", where=on_choice("engagement"),
               choices=lambda _asking: Level.choices, allowed=("is", "not")),
        Filter(key="wanted", label=_("Level wanted"), kind="choice", where=on_choice("wanted"),
               choices=lambda _asking: WANTED, allowed=("is", "not")),
        Filter(key="participation", label=_("Say in decisions"), kind="choice",
               where=on_choice("participation"), choices=lambda _asking: Participation.choices,
               allowed=("is", "not")),
        Filter(key="by", label=_("By when"), kind="date", where=on_day("wanted_by")),
        Filter(key="gap", label=_("Apart from the level wanted"), kind="yes-no",
               where=_either(_APART)),
        Filter(key="placed", label=_("On the map"), kind="yes-no",
               where=_either(Q(power__isnull=False, interest__isnull=False))),
        Filter(key="disagrees", label=_("Assessors disagree"), kind="yes-no",
               where=on_yes_no("disagrees")),
        Filter(key="ended", label=pgettext_lazy("stake", "Ended"), kind="yes-no",
               where=_either(Q(ended_at__isnull=False))),
    ]  # fmt: skip


def _either(holds: Q) -> Any:
    def where(asked: Asked) -> Q:
        if {"yes", "no"} <= set(asked.values):
            return Q()
        return holds if "yes" in asked.values else ~holds

    return where


def _categories(_asking: Asking) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in active_categories().values_list("pk", "name")]


def _views() -> list[View]:
    return [
        View("all", _("All"), Shown()),
        View("gap", _("Apart from the level wanted"), Shown(filters=(Use("gap", "is", ("yes",)),))),
        View("unplaced", _("Not on the map"), Shown(filters=(Use("placed", "is", ("no",)),))),
        View("mine", _("Mine"), Shown(filters=(Use("owner", "is", ("me",)),))),
        View(
            "ended", pgettext_lazy("stake", "Ended"), Shown(filters=(Use("ended", "is", ("yes",)),))
        ),
    ]
