"""The columns of the list of stakeholders: its own, of features above, of fields people added."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from html import escape
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders import queries
from accord.features.stakeholders.queries import PARTY, PartyColumn, party_columns
from accord.features.stakeholders.states import Channel, Kind, LawfulBasis, Tier, Visibility
from accord.features.stakeholders.tables._cells import (
    Labels,
    draw_category,
    draw_label,
    draw_last,
    draw_moment,
    draw_owner,
    draw_rhythm,
    draw_tags,
    draw_who,
)
from accord.foundation.fields import queries as fields
from accord.foundation.fields.models import Field, FieldKind
from accord.foundation.fields.values import show
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats
from accord.foundation.ui.listing import Asking, Column, Row
from accord.foundation.ui.listing.columns import DASH, text

CONTACT = 25  # columns of features above with a lower order stand before the rhythm of contact


def _keys(rows: Sequence[Row]) -> list[int]:
    return [row["id"] for row in rows]


def _contacts(rows: Sequence[Row], asking: Asking) -> Callable[[], Mapping[int, Any]]:
    return queries.ask_contact_days(asking.user, _keys(rows), asking.at)


def _tags(rows: Sequence[Row], asking: Asking) -> Callable[[], Mapping[int, Any]]:
    del asking
    return fields.ask_tags(PARTY, _keys(rows))


@cache
def columns() -> tuple[Column, ...]:
    return (
        Column(
            key="who", label=_("Stakeholder"), cell=draw_who, sort="name", is_fixed=True,
            needs=("ref", "name", "kind", "headline", "is_active"), place="who",
            files=[(_("Reference"), "ref", None), (_("Name"), "name", None),
                   (_("Second line"), "headline", None)],
        ),
        Column(
            key="category", label=_("Category"), cell=draw_category, needs=("category__name",),
            sort="category",
        ),
        Column(
            key="contact", label=_("Contact, 90 days"), cell=draw_rhythm, load=_contacts,
            needs=("rhythm_days", "tier"), place="mark", is_exported=False,
        ),
        Column(
            key="last", label=_("Last"), draws=draw_last, sort="contact", place="end",
            needs=("last_contact_at", "quiet_at"), is_numeric=True,
            files=[(_("Last contact"), "last_contact_at", None)],
        ),
        Column(
            key="owner", label=_("Owner"), cell=draw_owner, needs=("owner__name", "owner_id"),
            sort="owner",
        ),
        Column(
            key="tags", label=_("Tags"), cell=draw_tags, load=_tags,
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
        ("lawful_basis", _("Lawful basis"), lambda: dict(LawfulBasis.choices), ""),
        ("visibility", _("Visible to"), lambda: dict(Visibility.choices), ""),
        ("country", _("Country"), lambda: formats.locale().territories, "country"),
    ]
    found = [
        Column(
            key=name, label=label, draws=draw_label(name, words), needs=(name,), sort=sort,
            is_default=False, files=[(label, "", _label_in_file(name, words))],
        )
        for name, label, words, sort in labels
    ]  # fmt: skip
    for name, label, sort in (
        ("ref", _("Reference"), ""), ("locality", _("Town"), "locality"),
        ("purpose", _("Kept for"), ""), ("language", _("Language"), ""),
        ("department__name", _("Department"), ""),
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
                key=name, label=label, draws=draw_moment(name), needs=(name,), sort=sort,
                is_default=False, is_numeric=True,
            )
        )  # fmt: skip
    return found


def _label_in_file(name: str, labels: Labels) -> Callable[[Row, Any], object]:
    @lru_cache(maxsize=1000)
    def word(value: str, _language: str | None) -> str:
        return str(labels().get(value, ""))

    return lambda row, _found: word(row[name], get_language())


def columns_from_above() -> list[Column]:
    """Give the columns that features above this one fill."""
    return [_column_from_above(key, column) for key, column in _ordered()]


def _ordered() -> list[tuple[str, PartyColumn]]:
    return sorted(party_columns.items(), key=lambda pair: (pair[1].order, pair[0]))


def columns_of_view(view: str) -> tuple[str, ...]:
    """Name the columns of one of the list's own views, where the marks of features above belong."""
    own = [column.key for column in columns() if column.is_default and column.key != "tags"]
    chosen = [
        (key, given.order) for key, given in _ordered() if given.is_default or view in given.views
    ]
    own.remove("owner")
    before = [key for key, order in chosen if order < CONTACT]
    behind = [key for key, order in chosen if order >= CONTACT]
    place = own.index("contact")
    return (*own[:place], *before, *own[place:], *behind, "owner")


def _column_from_above(key: str, given: PartyColumn) -> Column:
    def cell(row: Row, found: Any) -> str:
        del row
        if not found:
            return DASH
        if given.draw is not None:
            return given.draw(found) or DASH
        kind = {"bad": "is-late", "warn": "is-soon"}.get(given.kind(found), "")
        words = escape(given.words(found))
        return f'<span class="{kind}">{words}</span>' if kind else words

    def in_file(row: Row, found: Any) -> object:
        del row
        if found is None:
            return None if given.is_numeric else ""
        return found if given.is_numeric else given.words(found)

    return Column(
        key=key, label=given.label, cell=cell, is_numeric=given.is_numeric,
        is_default=given.is_default, place=given.place,
        load=lambda rows, asking: given.load(_keys(rows), asking.user),
        files=[(given.label, "", in_file)],
    )  # fmt: skip


def column_of_field(field: Field) -> Column:
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

    def in_file(row: Row, found: Any) -> Any:
        given = row["custom"].get(field.key)
        is_number = field.kind == FieldKind.NUMBER and given is not None
        return given if is_number else value(row, found)

    return Column(
        key=f"own.{field.key}", label=field.label, cell=cell, needs=("custom",),
        load=names if is_party else None, is_default=False,
        is_numeric=field.kind == FieldKind.NUMBER, files=[(field.label, "", in_file)],
    )  # fmt: skip
