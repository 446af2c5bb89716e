from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.stakeholders import policies
from accord.features.stakeholders.actions._affiliation import follow_organisation
from accord.features.stakeholders.actions._contact import ContactDetails, add_contact_point
from accord.features.stakeholders.actions._timeline import Telling, tell
from accord.features.stakeholders.events import PartyAdded, PartyRetired
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import erasure_of
from accord.features.stakeholders.states import Kind, RowKind, Source
from accord.foundation.journal.change import change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import because
from accord.foundation.kernel.collation import sort_key
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import is_blank, storable

PREFIX = "S"
FIRST = 1001
# Fields that `change_party` writes; everything else has an action of its own.
CHANGEABLE = frozenset(
    {
        "name", "given_name", "family_name", "honorific", "salutation", "summary", "headline",
        "category_id", "parent_id", "tier", "rhythm_days", "language", "country", "locality",
        "preferred_channel", "preferred_times", "accessibility", "is_contact_permitted",
        "contact_refusal", "is_sensitive", "department_id", "visibility", "purpose",
        "lawful_basis", "verified_at", "deputy_id", "kind", "owner_id",
    }
)  # fmt: skip


@dataclass(frozen=True)
class PartyDetails:
    """What is known of a party when it is first written down."""

    kind: str
    name: str
    given_name: str = ""
    family_name: str = ""
    category_id: int | None = None
    department_id: int | None = None
    owner_id: int | None = None
    visibility: str = "everyone"
    source: str = Source.HAND
    more: dict[str, Any] = field(default_factory=dict)


def prepare(*, details: PartyDetails, by: Actor, at: datetime) -> Party:
    """Make the row of a party, checked and with its reference, without keeping it yet."""
    name = clean_name(details.name)
    party = Party(
        kind=Kind(details.kind),
        name=name,
        sort_key=sort_key(name, settings.LANGUAGE_CODE),
        given_name=details.given_name.strip(),
        family_name=details.family_name.strip(),
        category_id=details.category_id,
        department_id=details.department_id,
        owner_id=details.owner_id,
        visibility=details.visibility,
        source=details.source,
        added_at=at,
    )
    if unknown := details.more.keys() - CHANGEABLE:
        raise Invalid(_("These can't be set here: %s") % ", ".join(sorted(unknown)))
    for name_, value in details.more.items():
        setattr(party, name_, value)
    del by
    return party


def clean_name(text: str) -> str:
    """Give a name as it is kept. Raises Invalid when nothing of it can be seen."""
    if is_blank(text):
        raise Invalid(_("A stakeholder needs a name."), field="name")
    if not storable(text):
        raise Invalid(_("The name holds characters that can't be kept."), field="name")
    name = text.strip()
    limit = 300
    if len(name) > limit:
        raise Invalid(_("The name is longer than 300 characters."), field="name")
    return name


def add_party(
    *, by: Actor, details: PartyDetails, at: datetime, points: Sequence[ContactDetails] = ()
) -> Party:
    """Write a party down, with the ways to reach it that are known at once."""
    party = prepare(details=details, by=by, at=at)
    with change(policies.ADD, by=by, at=at) as record:
        party.ref = reference(PREFIX, take_numbers("party", first=FIRST)[0])
        record.subject = party
        record.add(party)
        told = Telling(RowKind.CHANGE, "added", subject=party, ref=party.ref)
        tell(by=by, record=record, parties=[party], telling=told, at=at)
        for point in points:
            add_contact_point(by=by, party=party, details=point, at=at)
        record.publish(PartyAdded(at=at, party_id=party.pk, ref=party.ref, by_id=by.pk))
    return party


def change_party(
    *, by: Actor, party: Party, at: datetime, seen: int | None = None, **fields: Any
) -> Party:
    """Write fields of a party. Raises Conflict when somebody wrote one of them since ``seen``."""
    if unknown := fields.keys() - CHANGEABLE:
        raise Invalid(_("These can't be set here: %s") % ", ".join(sorted(unknown)))
    if "name" in fields:
        fields["name"] = clean_name(str(fields["name"]))
        fields["sort_key"] = sort_key(fields["name"], settings.LANGUAGE_CODE)
    with change(policies.CHANGE, by=by, at=at, subject=party, seen=seen) as record:
        if fields.get("parent_id"):
            refuse_circle(party, fields["parent_id"])
        record.set(party, **fields)
        if fields.keys() & {"name", "visibility"} and party.kind != Kind.PERSON:
            follow_organisation(by=by, record=record, organisation=party, at=at)
        policies.CHANGE.demand(by, party)
    return party


def refuse_circle(party: Party, parent_id: int | None) -> None:
    """Refuse a group that would stand, at some remove, within itself."""
    above = parent_id
    for _step in range(50):
        if above == party.pk:
            raise Invalid(_("A group can't be part of itself."), field="parent")
        if above is None:
            return
        above = Party.objects.filter(pk=above).values_list("parent_id", flat=True).first()
    raise Invalid(_("Groups are nested too deeply."), field="parent")


def retire_party(*, by: Actor, party: Party, reason: str, at: datetime) -> Party:
    """Set a party inactive: hidden from pickers and mailings, its history kept."""
    reason = because(reason)
    with change(policies.RETIRE, by=by, at=at, subject=party) as record:
        record.set(party, is_active=False, inactive_reason=reason, inactive_at=at)
        told = Telling(RowKind.CHANGE, "retired", subject=party, ref=party.ref, text=reason)
        tell(by=by, record=record, parties=[party], telling=told, at=at)
        record.publish(PartyRetired(at=at, party_id=party.pk, ref=party.ref, by_id=by.pk))
    return party


def reactivate_party(*, by: Actor, party: Party, at: datetime) -> Party:
    with change(policies.RETIRE, by=by, at=at, subject=party) as record:
        if erasure_of(party) is not None:
            raise Stale(_("This record is erased already."))
        record.set(party, is_active=True, inactive_reason="", inactive_at=None)
        told = Telling(RowKind.CHANGE, "reactivated", subject=party, ref=party.ref)
        tell(by=by, record=record, parties=[party], telling=told, at=at)
    return party
