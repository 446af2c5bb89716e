from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.features.stakeholders import policies
from accord.features.stakeholders.actions._affiliation import follow_organisation
from accord.features.stakeholders.actions._succession import let_follow
from accord.features.stakeholders.actions._timeline import Telling, tell
from accord.features.stakeholders.events import OwnerChanged
from accord.features.stakeholders.models import Follow, Party, PartyReader
from accord.features.stakeholders.states import RowKind, Visibility
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor


def hand_over(
    *, by: Actor, party: Party, to: User, at: datetime, deputy: User | None = None,
    words: str = "", pack: dict[str, Any] | None = None,
) -> Party:  # fmt: skip
    """Give a party a new owner; ``pack`` freezes what the new one must know that day."""
    if not to.is_active:
        raise Invalid(_("%s no longer works here.") % to, field="to")
    if deputy is not None and deputy.pk == to.pk:
        raise Invalid(_("Owner and deputy must be two people."), field="deputy")
    with change(policies.HAND_OVER, by=by, at=at, subject=party) as record:
        before = party.owner_id
        record.set(party, owner_id=to.pk, deputy_id=deputy.pk if deputy else party.deputy_id)
        if party.deputy_id == party.owner_id:
            record.set(party, deputy_id=None)
        told = Telling(
            RowKind.CHANGE, "handed-over", subject=party, ref=party.ref, title=str(to),
            text=words, data={"from": before, "to": to.pk, "pack": pack or {}},
        )  # fmt: skip
        tell(by=by, record=record, parties=[party], telling=told, at=at)
        let_follow(by=by, record=record, before={party.pk: before}, to=to.pk, at=at)
        record.publish(
            OwnerChanged(
                at=at, party_id=party.pk, ref=party.ref, from_id=before, to_id=to.pk, by_id=by.pk
            )
        )
    return party


def set_deputy(*, by: Actor, party: Party, deputy: User | None, at: datetime) -> Party:
    if deputy is not None and deputy.pk == party.owner_id:
        raise Invalid(_("Owner and deputy must be two people."), field="deputy")
    with change(policies.HAND_OVER, by=by, at=at, subject=party) as record:
        record.set(party, deputy_id=deputy.pk if deputy else None)
    return party


def restrict(
    *, by: Actor, party: Party, visibility: str, at: datetime, readers: Sequence[User] = ()
) -> Party:
    """Say who may see a party; with named people, say who they are."""
    with change(policies.CHANGE, by=by, at=at, subject=party) as record:
        record.set(party, visibility=Visibility(visibility))
        follow_organisation(by=by, record=record, organisation=party, at=at)
        wanted = {person.pk for person in readers}
        if visibility == Visibility.NAMED and by.pk is not None:
            wanted.add(by.pk)
        there = {reader.person_id: reader for reader in PartyReader.objects.filter(party=party)}
        record.remove_many([row for key, row in there.items() if key not in wanted])
        new = [PartyReader(party=party, person_id=key) for key in sorted(wanted - there.keys())]
        record.add_many(new)
    return party


def follow(*, by: Actor, party: Party, at: datetime) -> bool:
    """Follow a party, or stop; tells whether one follows now."""
    with change(policies.FOLLOW, by=by, at=at, subject=party) as record:
        there = Follow.objects.filter(party=party, person_id=by.pk).first()
        if there is not None:
            record.remove(there)
            return False
        record.add(Follow(party=party, person_id=by.pk))
    return True
