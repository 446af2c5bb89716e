"""The whole file of a party: everything that is kept about it, as far as its reader may see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries._files import files_of
from accord.features.stakeholders.queries._held import Label, held
from accord.features.stakeholders.queries._party import hidden_count
from accord.foundation.accounts.queries import names_of
from accord.foundation.fields.queries import tags_on
from accord.foundation.journal.models import Entry

PARTY = "stakeholders.party"
FACTS: dict[str, Label] = {
    "ref": _("Reference"), "kind": _("Kind"), "name": _("Name"), "given_name": _("Given name"),
    "family_name": _("Family name"), "honorific": _("Title"), "salutation": _("Form of address"),
    "summary": _("In short"), "headline": _("Second line"), "category": _("Category"),
    "parent": _("Part of"), "tier": _("Tier"), "rhythm_days": _("Rhythm, days"),
    "language": _("Speaks"), "country": _("Country"), "locality": _("Place"),
    "preferred_channel": _("Prefers"), "preferred_times": _("Best times"),
    "accessibility": _("Accessibility"), "is_contact_permitted": _("May be contacted"),
    "contact_refusal": _("Why not"), "is_sensitive": _("Handle with care"),
    "is_active": _("Active"), "inactive_reason": _("Reason"), "owner": _("Owner"),
    "deputy": _("Deputy"), "department": _("Department"), "visibility": _("Who may see it"),
    "purpose": _("Kept for"), "lawful_basis": _("Lawful basis"), "source": _("Source"),
    "last_contact_at": _("Last contact"), "verified_at": _("Verified"), "added_at": _("Added"),
}  # fmt: skip
_NAMED = frozenset({"category", "parent", "owner", "deputy", "department"})


@dataclass(frozen=True)
class Part:
    """One chapter: its rows as plain values, and what each of them is called."""

    key: str
    label: Label
    labels: dict[str, Label]
    rows: list[dict[str, Any]]
    model: Any = None
    places: dict[str, str] | None = None


@dataclass(frozen=True)
class WholeFile:
    """Everything about one party. ``hidden`` counts what its reader may not read."""

    party: Party
    organisation: str
    made_at: datetime
    made_by: str
    parts: list[Part]
    hidden: int


def whole_file(user: Any, party: Party, at: datetime) -> WholeFile:
    chapters = [_facts(party), _own_fields(party)]
    for key, item in sorted(held.items(), key=lambda pair: pair[1].order):
        if item.told:
            labels = {name: label for name, (_place, label) in item.told.items()}
            places = {name: place for name, (place, _label) in item.told.items()}
            rows = item.read(user, party)
            chapters.append(Part(key, item.label, labels, rows, item.model, places))
    chapters += [_files(party), _trail(party)]
    filled = [part for part in chapters if part.rows]
    return WholeFile(party, settings.ORGANISATION, at, str(user), filled, hidden_count(user, party))


def _facts(party: Party) -> Part:
    found: dict[str, Any] = {}
    for name in FACTS:
        value = getattr(party, name)
        if value not in ("", None):
            found[name] = str(value) if name in _NAMED else value
    places = dict(zip(FACTS, FACTS, strict=True))
    return Part("facts", _("Facts"), dict(FACTS), [found], Party, places)


def _own_fields(party: Party) -> Part:
    tags = [name for _key, name in tags_on(PARTY, [party.pk]).get(party.pk, [])]
    found = dict(party.custom) | ({"tags": ", ".join(tags)} if tags else {})
    labels: dict[str, Label] = {key: key for key in found} | {"tags": _("Tags")}
    return Part("own_fields", _("Own fields"), labels, [found] if found else [])


def _files(party: Party) -> Part:
    labels: dict[str, Label] = {
        "name": _("Name"), "kind": _("Kind"), "size": _("Bytes"), "by": _("By"), "at": _("When"),
    }  # fmt: skip
    rows = [
        {
            "name": row.name, "kind": row.blob.media_type, "size": row.blob.size,
            "by": str(row.by or ""), "at": row.at,
        }
        for row in files_of(party)
    ]  # fmt: skip
    return Part("files", _("Files"), labels, rows)


def _trail(party: Party) -> Part:
    """Tell who did what to the record, without what stood in it before."""
    labels: dict[str, Label] = {"at": _("When"), "by": _("By"), "what": _("What")}
    found = Entry.objects.filter(subject_type=PARTY, subject_id=party.pk).order_by("pk")
    people = names_of(set(found.values_list("by_id", flat=True)))
    rows = [
        {"at": entry.at, "by": people.get(entry.by_id or 0, ""), "what": entry.verb}
        for entry in found.iterator(chunk_size=2000)
    ]
    return Part("trail", _("Trail"), labels, rows)
