"""The list of stakeholders: its columns, orders and views."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders import policies, queries
from accord.features.stakeholders.queries import PARTY, PartyColumn, party_columns
from accord.features.stakeholders.states import Channel, Kind, Tier, Visibility, agreed_days
from accord.foundation.accounts.queries import people
from accord.foundation.accounts.reach import reach_of
from accord.foundation.fields import queries as fields
from accord.foundation.fields.models import Field, FieldKind
from accord.foundation.fields.values import show
from accord.foundation.kernel.text import initials, visible
from accord.foundation.ui import charts, formats
from accord.foundation.ui.listing import (
    Asking,
    Bulk,
    Column,
    Grouping,
    Listing,
    Ranked,
    Row,
    Sort,
    State,
    View,
)
from accord.foundation.ui.listing.columns import DASH, Cell, text
from accord.foundation.ui.listing.filters import Use
from accord.foundation.ui.listing.saving import saved_views
from accord.foundation.ui.menu import address

AREA = "stakeholders"
DAY = 86_400
Labels = Callable[[], Mapping[str, Any]]


def party_list(user: Any, at: datetime) -> Listing:
    """Describe the list of stakeholders for whoever looks at it."""
    may_change = policies.BULK.allows(user)
    own = fields.open_fields(PARTY)
    return Listing(
        area=AREA,
        label=_("Stakeholders"),
        address=address("stakeholders:list") or "",
        rows=queries.visible_to(user),
        asking=Asking(user, at),
        columns=[*_columns(), *_columns_from_above(), *map(_column_of_field, own)],
        filters=queries.party_filters(own),
        orders=_orders(),
        views=[*_views(), *saved_views(user, AREA)],
        peek=lambda row: f"{address_of(row['ref'])}peek/",
        name=lambda row: visible(row["name"]),
        key=lambda row: str(row["ref"]),
        needs=("id", "ref", "name", "kind"),
        token=reach_of(user),
        assumed={"active": queries.active()},
        groupings=GROUPINGS,
        bulk=BULK if may_change else (),
        bulk_address=(address("stakeholders:bulk") or "") if may_change else "",
        export=(address("stakeholders:export") or "") if policies.EXPORT.allows(user) else "",
        select_words=say("Select %(name)s") if may_change else "",
    )


@cache
def _address() -> str:
    return reverse("stakeholders:detail", args=["~"])


def address_of(ref: str) -> str:
    return _address().replace("~", ref)


# Cells


def draw_who(row: Row, found: Any) -> str:
    """Draw the picture, the name that opens the record, and the second line."""
    del found
    name = visible(row["name"])
    square = "" if row["kind"] == Kind.PERSON else " sq"
    second = row["headline"]
    small = f"<small>{escape(visible(second))}</small>" if second else ""
    mark = "" if row["is_active"] else f' <span class="tag">{escape(say("inactive"))}</span>'
    return (
        f'<a class="who" href="{address_of(row["ref"])}"><span class="av c{row["id"] % 6 + 1}'
        f'{square}" aria-hidden="true">{escape(initials(name))}</span>'
        f"<span><b>{escape(name)}</b>{small}</span></a>{mark}"
    )


def _draw_category(row: Row, found: Any) -> str:
    del found
    name = row["category__name"]
    return f'<span class="mut">{escape(name)}</span>' if name else DASH


def _draw_owner(row: Row, found: Any) -> str:
    del found
    name = row["owner__name"]
    if not name:
        return DASH
    said = escape(name)
    return (
        f'<span class="av s c{row["owner_id"] % 6 + 1}" role="img" aria-label="{said}" '
        f'title="{said}">{escape(initials(name))}</span>'
    )


def _draw_rhythm(row: Row, days: Any) -> str:
    agreed = agreed_days(row["rhythm_days"], row["tier"])
    return str(charts.rhythm(days, agreed)) if days else _silence(agreed, get_language())


@lru_cache(maxsize=500)
def _silence(agreed: int | None, _language: str | None) -> str:
    return str(charts.rhythm((), agreed))


def _draw_last(asking: Asking) -> Cell:
    """Draw how many days ago anybody spoke, red once it is longer than agreed."""
    now = asking.at

    def cell(row: Row, found: Any) -> str:
        del found
        last = row["last_contact_at"]
        if last is None:
            words = f'<span class="mut">{escape(say("never"))}</span>'
        else:
            words = formats.days_short(max(int((now - last).total_seconds() // DAY), 0))
        quiet = row["quiet_at"]
        return f'<span class="is-late">{words}</span>' if quiet and quiet < now else words

    return cell


def _draw_tags(row: Row, found: Any) -> str:
    del row
    return " ".join(f'<span class="tag">{escape(name)}</span>' for _key, name in found or ())


def _draw_moment(name: str) -> Callable[[Asking], Cell]:
    def draws(asking: Asking) -> Cell:
        today = formats.local(asking.at)

        def cell(row: Row, found: Any) -> str:
            del found
            moment = row[name]
            return formats.day_month(moment, today=today) if moment else DASH

        return cell

    return draws


def _draw_label(name: str, labels: Labels) -> Callable[[Asking], Cell]:
    def draws(_asking: Asking) -> Cell:
        words = labels()
        return lambda row, _found: escape(str(words.get(row[name], ""))) or DASH

    return draws


# Columns


def _keys(rows: Sequence[Row]) -> list[int]:
    return [row["id"] for row in rows]


def _contacts(rows: Sequence[Row], asking: Asking) -> Mapping[int, Any]:
    return queries.contact_days(asking.user, _keys(rows), asking.at)


def _tags(rows: Sequence[Row], asking: Asking) -> Mapping[int, Any]:
    del asking
    return fields.tags_on(PARTY, _keys(rows))


@cache
def _columns() -> tuple[Column, ...]:
    return (
        Column(
            key="who", label=_("Stakeholder"), cell=draw_who, sort="name", is_fixed=True,
            needs=("ref", "name", "kind", "headline", "is_active"), place="who",
            files=[(_("Reference"), "ref", None), (_("Name"), "name", None),
                   (_("Second line"), "headline", None)],
        ),
        Column(
            key="category", label=_("Category"), cell=_draw_category, needs=("category__name",),
            sort="category",
        ),
        Column(
            key="contact", label=_("Contact, 90 days"), cell=_draw_rhythm, load=_contacts,
            needs=("rhythm_days", "tier"), place="mark", is_exported=False,
        ),
        Column(
            key="last", label=_("Last"), draws=_draw_last, sort="contact", place="end",
            needs=("last_contact_at", "quiet_at"), is_numeric=True,
            files=[(_("Last contact"), "last_contact_at", None)],
        ),
        Column(
            key="owner", label=_("Owner"), cell=_draw_owner, needs=("owner__name", "owner_id"),
            sort="owner",
        ),
        Column(
            key="tags", label=_("Tags"), cell=_draw_tags, load=_tags,
            files=[(_("Tags"), "", lambda _row, found: "; ".join(n for _k, n in found or ()))],
        ),
        *_columns_left_out(),
    )  # fmt: skip


def _columns_left_out() -> list[Column]:
    """Describe the columns that are shown when somebody asks for them."""
    labels: list[tuple[str, Any, Labels, str]] = [
        ("kind", _("Kind"), lambda: dict(Kind.choices), "kind"),
        ("tier", _("Tier"), lambda: dict(Tier.choices), "tier"),
        ("preferred_channel", _("Preferred channel"), lambda: dict(Channel.choices), ""),
        ("visibility", _("Visible to"), lambda: dict(Visibility.choices), ""),
        ("country", _("Country"), lambda: formats.locale().territories, "country"),
    ]
    found = [
        Column(
            key=name, label=label, draws=_draw_label(name, words), needs=(name,), sort=sort,
            is_default=False, files=[(label, "", _label_in_file(name, words))],
        )
        for name, label, words, sort in labels
    ]  # fmt: skip
    for name, label, sort in (
        ("ref", _("Reference"), ""), ("locality", _("Town"), "locality"),
        ("language", _("Language"), ""), ("department__name", _("Department"), ""),
    ):  # fmt: skip
        found.append(
            Column(
                key=name, label=label, cell=text(name), needs=(name,), sort=sort,
                is_default=False, is_exported=name != "ref",
            )
        )  # fmt: skip
    for name, label, sort in (
        ("added_at", _("Added"), "added"), ("verified_at", _("Verified"), ""),
        ("quiet_at", _("Quiet from"), "quiet"),
    ):  # fmt: skip
        found.append(
            Column(
                key=name, label=label, draws=_draw_moment(name), needs=(name,), sort=sort,
                is_default=False, is_numeric=True,
            )
        )  # fmt: skip
    return found


def _label_in_file(name: str, labels: Labels) -> Callable[[Row, Any], object]:
    @lru_cache(maxsize=1000)
    def word(value: str, _language: str | None) -> str:
        return str(labels().get(value, ""))

    return lambda row, _found: word(row[name], get_language())


def _columns_from_above() -> list[Column]:
    """Give the columns that features above this one fill."""
    ordered = sorted(party_columns.items(), key=lambda pair: (pair[1].order, pair[0]))
    return [_column_from_above(key, column) for key, column in ordered]


def _column_from_above(key: str, given: PartyColumn) -> Column:
    def cell(row: Row, found: Any) -> str:
        del row
        if not found:
            return DASH
        kind = {"bad": "is-late", "warn": "is-soon"}.get(given.kind(found), "")
        words = escape(given.words(found))
        return f'<span class="{kind}">{words}</span>' if kind else words

    return Column(
        key=key, label=given.label, cell=cell, is_numeric=given.is_numeric,
        is_default=given.is_default,
        load=lambda rows, asking: given.load(_keys(rows), asking.user),
        files=[(given.label, "", lambda _row, found: found if found is not None else "")],
    )  # fmt: skip


def _column_of_field(field: Field) -> Column:
    """Show a field that people added; names of stakeholders only where they may be seen."""
    is_party = field.kind == FieldKind.PARTY

    def names(rows: Sequence[Row], asking: Asking) -> Mapping[int, Any]:
        named = {row["id"]: row["custom"].get(field.key) for row in rows}
        wanted = [key for key in named.values() if key is not None]
        seen = queries.visible_to(asking.user).filter(pk__in=wanted)
        known = dict(seen.values_list("pk", "name"))
        return {row: known.get(key, "") for row, key in named.items()}

    def value(row: Row, found: Any) -> str:
        return found or "" if is_party else show(field, row["custom"].get(field.key))

    def cell(row: Row, found: Any) -> str:
        return escape(visible(value(row, found))) or DASH

    return Column(
        key=f"own.{field.key}", label=field.label, cell=cell, needs=("custom",),
        load=names if is_party else None, is_default=False,
        is_numeric=field.kind == FieldKind.NUMBER, files=[(field.label, "", value)],
    )  # fmt: skip


# Orders, groups, views


@cache
def _orders() -> tuple[Sort | Ranked, ...]:
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
        Sort(key="country", label=_("Country"), columns=("country", "sort_key")),
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


@cache
def _views() -> tuple[View, ...]:
    return (
        View(
            "key", _("Key relationships"),
            State(filters=(Use("tier", "is", (Tier.KEY.value,)),), sort="quiet"),
        ),
        View(
            "quiet", _("Going quiet"),
            State(filters=(Use("quiet", "is", ("yes",)),), sort="quiet"),
        ),
        View("mine", _("My people"), State(filters=(Use("owner", "is", ("me",)),))),
        View("unowned", _("No owner"), State(filters=(Use("owner", "unset"),))),
        View("all", _("All"), State()),
    )  # fmt: skip


BULK = (
    Bulk("owner", _("Owner"), "user-round-pen"), Bulk("tag", _("Tag"), "tag"),
    Bulk("category", _("Category"), "layers"), Bulk("tier", _("Tier"), "gauge"),
    Bulk("segment", _("Segment"), "list-plus"), Bulk("retire", _("Set inactive"), "archive"),
)  # fmt: skip
