"""How the list of stakeholders is ordered, grouped and looked at; what is done to many."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders import queries
from accord.features.stakeholders.states import Kind, Tier
from accord.features.stakeholders.tables._columns import columns_of_view
from accord.foundation.accounts.queries import people
from accord.foundation.ui.listing import Bulk, Grouping, Ranked, Sort, State, View
from accord.foundation.ui.listing.filters import Use


@cache
def orders() -> tuple[Sort | Ranked, ...]:
    return (
        Sort(key="name", label=_("Name"), columns=("sort_key",)),
        Sort(
            key="contact", label=_("Last contact"), columns=("last_contact_at",), is_nullable=True,
            starts_descending=True,
        ),
        Sort(
            key="quiet", label=_("Longest silent first"), columns=("quiet_at",), is_nullable=True
        ),
        Sort(key="added", label=_("Added"), columns=("added_at",), starts_descending=True),
        Ranked(
            key="owner", label=_("Owner"), column="owner_id", then=("sort_key",),
            ranks=lambda: list(people().values_list("pk", flat=True)),
        ),
        Ranked(
            key="category", label=_("Category"), column="category_id", then=("sort_key",),
            ranks=lambda: list(queries.all_categories().values_list("pk", flat=True)),
        ),
        Ranked(
            key="tier", label=_("Tier"), column="tier", then=("sort_key",), is_nullable=False,
            ranks=lambda: [*Tier.values, ""],
        ),
        Ranked(
            key="kind", label=_("Kind"), column="kind", then=("sort_key",), is_nullable=False,
            ranks=lambda: list(Kind.values),
        ),
        Sort(key="locality", label=_("Town"), columns=("locality", "sort_key")),
        Ranked(
            key="country", label=_("Country"), column="country", then=("sort_key",),
            is_nullable=False, few_occur=True, ranks=queries.countries_by_name,
        ),
    )  # fmt: skip


def _names_of_owners() -> Callable[[Any], str]:
    names = dict(people().values_list("pk", "name"))
    return lambda value: names.get(value) or say("No owner")


def _names_of_categories() -> Callable[[Any], str]:
    names = dict(queries.all_categories().values_list("pk", "name"))
    return lambda value: names.get(value) or say("No category")


def _names_of_tiers() -> Callable[[Any], str]:
    names = dict(Tier.choices)
    return lambda value: str(names.get(value) or say("No tier"))


def _names_of_kinds() -> Callable[[Any], str]:
    names = dict(Kind.choices)
    return lambda value: str(names.get(value, value))


GROUPINGS = {
    "owner": Grouping("owner_id", _names_of_owners),
    "category": Grouping("category_id", _names_of_categories),
    "tier": Grouping("tier", _names_of_tiers),
    "kind": Grouping("kind", _names_of_kinds),
}


def _with_columns(view: View) -> View:
    return replace(view, state=replace(view.state, columns=columns_of_view(view.key)))


@cache
def views() -> tuple[View, ...]:
    return (
        View(
            "key", _("Key relationships"),
            State(
                filters=(Use("tier", "is", (Tier.KEY.value,)),), sort="quiet",
                columns=columns_of_view("key"),
            ),
        ),
        View(
            "quiet", _("Going quiet"),
            State(filters=(Use("quiet", "is", ("yes",)),), sort="quiet"),
        ),
        View("mine", _("My people"), State(filters=(Use("owner", "is", ("me",)),))),
        *(_with_columns(view) for view in queries.party_views),
        View("unowned", _("No owner"), State(filters=(Use("owner", "unset"),))),
        View("all", _("All"), State()),
    )  # fmt: skip


BULK = (
    Bulk("owner", _("Owner"), "user-round-pen"), Bulk("tag", _("Tag"), "tag"),
    Bulk("category", _("Category"), "layers"), Bulk("tier", _("Tier"), "gauge"),
    Bulk("segment", _("Segment"), "list-plus"), Bulk("merge", _("Merge"), "merge"),
    Bulk("retire", _("Set inactive"), "archive"),
)  # fmt: skip
