"""With whom a mail of somebody nobody knows most probably belongs, and who looks after them."""

from collections import Counter
from datetime import date
from typing import Any

from accord.features.correspondence.models import Message
from accord.features.correspondence.queries._messages import visible_to
from accord.features.correspondence.states import State
from accord.features.engagement.models import Participation
from accord.features.engagement.states import Direction
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_named
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import away
from accord.foundation.arrivals.policies import TAKE

LOOKED_AT = 20
MOST_OF_ONE_HOUSE = 3


def proposed_for(user: Any, message: Message) -> Party | None:
    """Give the stakeholder of the sender's name, else the one whom its house mostly wrote for.

    A domain that many write from is a provider's and tells nothing.
    """
    if message.direction == Direction.IN and message.sender_name:
        named = party_named(user, message.sender_name)
        if named is not None:
            return named
    if not message.domain:
        return None
    before = visible_to(user).filter(domain=message.domain, state=State.FILED).order_by("-pk")
    talks = list(before.values_list("interaction_id", flat=True)[:LOOKED_AT])
    counted = Counter(
        Participation.objects.filter(interaction__in=talks).values_list("party_id", flat=True)
    )
    if not counted or len(counted) > MOST_OF_ONE_HOUSE:
        return None
    found = parties_visible_to(user).in_bulk(list(counted))
    return next((found[key] for key, _n in counted.most_common() if key in found), None)


def contact_of(party: Party, today: date) -> User | None:
    """Give who looks after a stakeholder today: its owner, else who stands in, else its deputy."""
    absences = away(today)
    absence = absences.get(party.owner_id) if party.owner_id else None
    owner = None if absence else party.owner
    stands_in = absence.deputy if absence else None
    for person in (owner, stands_in, party.deputy):
        if person is not None and person.is_active and TAKE.allows(person):
            return person
    return None
