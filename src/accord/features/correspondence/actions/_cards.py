from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.correspondence import policies, queries
from accord.features.correspondence.models import Message
from accord.features.stakeholders.actions import (
    ContactDetails,
    PartyDetails,
    add_contact_point,
    add_party,
)
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import same_name
from accord.features.stakeholders.states import Channel, Kind, Source
from accord.foundation.accounts.models import User
from accord.foundation.imports.reading.cards import Card
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid, Stale

MOST_OF_A_KIND = 3


def take_card(*, by: User, message: Message, number: int, at: datetime) -> Party:
    """Write down whom a business card in a mail is of, with how they are reached.

    Raises: NotAllowed; Stale when there is no such card; Invalid where the name is known.
    """
    cards = queries.cards_of(message)
    if number >= len(cards):
        raise Stale(_("This card is no longer there."))
    card = cards[number]
    if same_name(by, card.shown_name):
        raise Invalid(_("Somebody of this name is here already."))
    is_person = bool(card.name.given or card.name.family) or not card.organisation
    details = PartyDetails(
        kind=Kind.PERSON if is_person else Kind.ORGANISATION, name=card.shown_name[:300],
        given_name=card.name.given[:150], family_name=card.name.family[:150], owner_id=by.pk,
        department_id=by.department_id, source=Source.MAIL,
    )  # fmt: skip
    with change(policies.TAKE_CARD, by=by, at=at, subject=message) as record:
        party = add_party(by=by, details=details, at=at)
        for channel, value in _ways(card):
            _reach(by, party, channel, value, at)
        record.note(party=party.pk)
    return party


def _ways(card: Card) -> list[tuple[Channel, str]]:
    mails = [(Channel.MAIL, each.value) for each in card.emails[:MOST_OF_A_KIND]]
    return mails + [(Channel.PHONE, each.value) for each in card.phones[:MOST_OF_A_KIND]]


def _reach(by: User, party: Party, channel: Channel, value: str, at: datetime) -> None:
    """Add a way to reach them; one that is none leaves the others."""
    try:
        add_contact_point(by=by, party=party, details=ContactDetails(channel, value), at=at)
    except Invalid:
        return
