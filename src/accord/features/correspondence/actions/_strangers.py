"""Whom we talk to and do not manage: noted as mail comes, settled by people."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from accord.features.correspondence import policies, queries
from accord.features.correspondence.models import Outsider, Sighting
from accord.features.stakeholders.actions import ContactDetails, add_contact_point
from accord.features.stakeholders.models import ContactPoint, Party
from accord.features.stakeholders.states import Channel
from accord.foundation.accounts.models import User
from accord.foundation.arrivals.actions import KEPT_FOR as LEDGER_KEPT_FOR
from accord.foundation.arrivals.models import Arrival
from accord.foundation.arrivals.models import State as Ended
from accord.foundation.journal.change import change
from accord.foundation.journal.writing import writing
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.reading.shapes import Incoming

KEPT_FOR = timedelta(days=400)


def note_strangers(
    *, by: Actor, arrival: Arrival, message: Incoming, outside: Sequence[str], at: datetime
) -> None:
    """Keep which addresses in a message nobody knows, so that they can be made known."""
    del by
    sent = min(message.sent_at or arrival.taken_at, at)
    rows = queries.sightings_in(message, outside) if sent > at - queries.PERIOD else []
    for row in rows:
        row.arrival, row.at = arrival, sent
    with writing():
        Sighting.objects.filter(arrival=arrival).delete()
        Sighting.objects.bulk_create(rows)


def give_stranger(*, by: User, address: str, party: Party, at: datetime) -> ContactPoint:
    """Say whose address it is: a stakeholder's who is here already. Raises: NotAllowed; Invalid."""
    _demand_met(by, address)
    return add_contact_point(
        by=by, party=party, details=ContactDetails(Channel.MAIL, address), at=at
    )


def call_outsider(*, by: User, address: str, at: datetime) -> Outsider:
    """Say that an address belongs to no stakeholder: nobody is asked about it again.

    Raises: NotAllowed; Invalid for an address in no mail one may see; Stale when it is said.
    """
    _demand_met(by, address)
    row = Outsider(address=address, by=by, added_at=at)
    with change(policies.SETTLE, by=by, at=at) as record:
        if Outsider.objects.filter(address=address).exists():
            raise Stale(_("Somebody said so already."))
        record.subject = row
        record.add(row)
    return row


def ask_again(*, by: User, row: Outsider, at: datetime) -> None:
    """Take it back that an address belongs to no stakeholder."""
    with change(policies.SETTLE, by=by, at=at, subject=row) as record:
        record.note(address=row.address)
        record.remove(row)


def forget_strangers(*, by: Actor, at: datetime) -> int:
    """Drop mentions that count for nothing any more, and those in mail that was set aside.

    The latter go when the ledger forgets who sent it. Gives how many.
    """
    del by
    aside = Q(arrival__state=Ended.DROPPED, arrival__taken_at__lt=at - LEDGER_KEPT_FOR)
    old = Sighting.objects.filter(Q(at__lt=at - KEPT_FOR) | aside)
    with writing():
        return Sighting.objects.filter(pk__in=old.values("pk")).delete()[0]


def _demand_met(by: User, address: str) -> None:
    policies.SETTLE.demand(by)
    if not queries.mentions_of(by, address).exists():
        raise Invalid(_("This address is in no mail of yours."), field="address")
