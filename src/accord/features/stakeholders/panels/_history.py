"""The history of a record in words: who changed what, when, from what to what."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.stakeholders.forms import FACTS, country_name, language_name
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import PARTY, names_seen, unseen_joins
from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import names_of
from accord.foundation.fields.models import FieldKind
from accord.foundation.fields.queries import fields_by_key
from accord.foundation.fields.values import show as shown
from accord.foundation.journal.queries import Change, history_of
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats

Label = str | Promise
FILE = "files.attachment"
_DAYS = {"from_date": gettext_lazy("From"), "until_date": gettext_lazy("Until")}
_PARTY: dict[str, Label] = {
    **{name: fact.label for name, fact in FACTS.items()},
    "kind": gettext_lazy("Kind"),
    "owner": gettext_lazy("Owner"),
    "visibility": gettext_lazy("Who may see this record"),
    "is_contact_permitted": gettext_lazy("We may contact them"),
    "contact_refusal": gettext_lazy("Why not"),
    "is_sensitive": gettext_lazy("Handle with care"),
    "is_active": gettext_lazy("Active"),
    "inactive_reason": gettext_lazy("Why they become inactive"),
}
# Rows whose content a history may show, what they are called and which of their columns are told
# under which name; notes and timeline rows carry restrictions of their own.
SHOWN: dict[str, tuple[Label, dict[str, Label]]] = {
    PARTY: ("", _PARTY),
    "stakeholders.contactpoint": (
        gettext_lazy("Ways to reach"),
        {
            "channel": gettext_lazy("Channel"), "value": gettext_lazy("Address or number"),
            "purpose": gettext_lazy("Used for"), "label": gettext_lazy("Note"),
            "is_primary": gettext_lazy("Use this one first"), **_DAYS,
        },
    ),
    "stakeholders.partyname": (
        gettext_lazy("Other names"),
        {"kind": gettext_lazy("Kind"), "text": gettext_lazy("Name")},
    ),
    "stakeholders.identifier": (
        "", {"scheme": gettext_lazy("Register"), "value": gettext_lazy("Number")}
    ),
    "stakeholders.affiliation": (
        gettext_lazy("Posts"),
        {
            "person": gettext_lazy("Person"), "organisation": gettext_lazy("Organisation"),
            "post": gettext_lazy("Post"), "unit": gettext_lazy("Unit"), **_DAYS,
        },
    ),
    "stakeholders.groupmember": (
        gettext_lazy("Members"),
        {"group": gettext_lazy("Group"), "party": gettext_lazy("Who"), **_DAYS},
    ),
    "stakeholders.partyplace": (
        gettext_lazy("Places"),
        {"place": gettext_lazy("Place"), "role": gettext_lazy("What they are to it")},
    ),
    "stakeholders.consent": (
        gettext_lazy("Consent"),
        {
            "purpose": gettext_lazy("For what"), "state": gettext_lazy("What they said"),
            "source": gettext_lazy("Where it came from"), "evidence": gettext_lazy("Evidence"),
            "said_at": gettext_lazy("When"),
        },
    ),
    "stakeholders.partytopic": ("", {"topic": gettext_lazy("Topic")}),
    "stakeholders.partyreader": ("", {"person": gettext_lazy("Named people")}),
    FILE: ("", {"name": gettext_lazy("Files")}),
}  # fmt: skip


@dataclass(frozen=True)
class HistoryLine:
    """One entry of the trail: who, when, what; each field before and after."""

    entry_id: int
    who: str
    moment: str
    full: str
    undone: bool
    fields: list[tuple[str, str, str]]


def history_lines(
    user: Any, party: Party, before: int | None, at: datetime
) -> tuple[list[HistoryLine], int | None]:
    """Give a page of a party's history, and the entry to go on from if there is more."""
    most = 30
    found = history_of(PARTY, party.pk, kinds=frozenset(SHOWN), before=before, limit=most)
    entries = {change.entry_id for change in found}
    oldest, count = min(entries, default=0), len(entries)
    unseen = unseen_joins(user, found)
    found = [
        change
        for change in found
        if (change.kind, change.row_id) not in unseen
        and (change.kind != PARTY or change.row_id == party.pk)
    ]
    words = _Words(user, found)
    grouped: dict[int, list[Change]] = {}
    for change in found:
        grouped.setdefault(change.entry_id, []).append(change)
    lines = [words.line(changes, at) for changes in grouped.values()]
    return [line for line in lines if line.fields], (oldest if count == most else None)


class _Words:
    """What one page of a history says: the names it needs are read at once."""

    def __init__(self, user: Any, changes: Sequence[Change]) -> None:
        self.people = names_of({change.by_id for change in changes})
        self.own = fields_by_key(PARTY)
        wanted: dict[type[Model], set[int]] = defaultdict(set)
        for change in changes:
            for name, *both in change.fields:
                if model := _model_named(change.kind, name):
                    wanted[model].update(key for key in both if key)
                if name == "custom":
                    wanted[Party].update(self._parties(both))
        self.names = {model: _names(user, model, keys) for model, keys in wanted.items()}

    def line(self, changes: list[Change], at: datetime) -> HistoryLine:
        first = changes[0]
        fields = [said for change in changes for said in self._fields(change)]
        who = self.people.get(first.by_id or 0, _("The system"))
        return HistoryLine(
            first.entry_id, who, formats.stamp(first.at, at=at), formats.full(first.at),
            first.undone, fields,
        )  # fmt: skip

    def _fields(self, change: Change) -> Iterator[tuple[str, str, str]]:
        kind, columns = SHOWN[change.kind]
        given = {name.removesuffix("_id"): (name, *both) for name, *both in change.fields}
        for column, label in columns.items():
            name, old, new = given.get(column, ("", None, None))
            if name and not (change.op == "+" and new in (None, "", False, {})):
                before, after = (self._said(change.kind, name, each) for each in (old, new))
                yield f"{kind}: {label}" if kind else str(label), before, after
        if "custom" in given and change.kind == PARTY:
            yield from self._custom(*(each or {} for each in given["custom"][1:]))

    def _custom(self, old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
        parties = self.names.get(Party, {})
        for key, field in self.own.items():
            if old.get(key) != new.get(key):
                before, after = (
                    visible(shown(field, each.get(key), parties)) or _("nothing")
                    for each in (old, new)
                )
                yield field.label, before, after

    def _parties(self, both: Sequence[dict[str, Any] | None]) -> Iterator[int]:
        for answers in both:
            for key, value in (answers or {}).items():
                if key in self.own and self.own[key].kind == FieldKind.PARTY:
                    yield value

    def _said(self, kind: str, name: str, value: Any) -> str:
        if value is None or value == "":
            return _("nothing")
        if value is True or value is False:
            return _("yes") if value else _("no")
        if isinstance(value, date):
            return formats.full(value)
        if model := _model_named(kind, name):
            return visible(self.names[model].get(value, "…"))
        return visible(_word(kind, name, value))


def _word(kind: str, name: str, value: Any) -> str:
    column = _column(kind, name)
    if kind == PARTY and name in _CODES:
        return _CODES[name](str(value))
    return str(dict(column.flatchoices).get(value, value) if column else value)


_CODES = {"language": language_name, "country": country_name}


def _column(kind: str, name: str) -> "Field[Any, Any] | None":
    columns = apps.get_model(kind)._meta.concrete_fields  # noqa: SLF001
    return next((column for column in columns if column.attname == name), None)


def _model_named(kind: str, name: str) -> type[Model] | None:
    """Give the model whose row a column names, if it does."""
    shown_as = name.removesuffix("_id")
    column = _column(kind, name) if name != shown_as and shown_as in SHOWN[kind][1] else None
    model = column.related_model if column is not None else None
    return model if isinstance(model, type) else None


def _names(user: Any, model: type[Model], keys: set[int]) -> dict[int, str]:
    if model is Party:
        return names_seen(user, keys)
    if model is User:
        return names_of(keys)
    return dict(model._base_manager.filter(pk__in=keys).values_list("pk", "name"))  # noqa: SLF001
