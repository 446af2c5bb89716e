"""Which side everybody in a message is on, who of them is known, what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings

from accord.features.correspondence.models import Message
from accord.features.correspondence.queries._messages import visible_to
from accord.features.correspondence.states import State
from accord.features.engagement.states import Direction
from accord.features.stakeholders.models import ContactPoint, Party
from accord.features.stakeholders.queries import party_visible
from accord.features.stakeholders.states import Channel
from accord.foundation.accounts.models import User
from accord.foundation.accounts.reach import reach_of
from accord.foundation.arrivals.doors import is_own
from accord.foundation.mail.reading.shapes import Incoming

MOST_PARTIES = 20


@dataclass(frozen=True)
class Sides:
    """``outside`` are the addresses of others; ``decisive`` those that tell where it belongs."""

    direction: Direction
    outside: tuple[str, ...]
    decisive: tuple[str, ...]


def sides_of(message: Incoming) -> Sides:
    """Tell by our own addresses whether it came or went."""
    named = [
        each.address
        for each in (message.sender, *message.recipients)
        if each.address and not is_own(each.address)
    ]
    ours = _ours(named)
    outside = tuple(dict.fromkeys(address for address in named if address not in ours))
    if message.sender.address in ours:
        return Sides(Direction.OUT, outside, outside)
    return Sides(Direction.IN, outside, (message.sender.address,) if outside else ())


def outside_of(addresses: Sequence[str]) -> tuple[str, ...]:
    """Give, once each, the addresses that are none of ours."""
    others = [each for each in addresses if not is_own(each)]
    ours = _ours(others)
    return tuple(dict.fromkeys(each for each in others if each not in ours))


def _ours(addresses: Sequence[str]) -> set[str]:
    own = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()
    people = User.objects.filter(email__in=addresses).values_list("email", flat=True)
    return {own, *(email.lower() for email in people)}


def known_by_mail(user: Any, addresses: Sequence[str]) -> list[Party]:
    """Give the parties with one of these addresses that ``user`` may see, in their order."""
    if not any(addresses):
        return []
    found = ContactPoint.objects.filter(
        party_visible(reach_of(user), "party"), channel=Channel.MAIL, folded__in=addresses,
        until_date__isnull=True, party__is_active=True,
    ).select_related("party")  # fmt: skip
    place = {address: number for number, address in enumerate(addresses)}
    rows = sorted(found, key=lambda point: (place[point.folded], point.pk))
    return list({point.party_id: point.party for point in rows}.values())[:MOST_PARTIES]


def thread_of(message: Incoming) -> str:
    """Give the conversation it is in: that of a message it answers, else the one it names first.

    Never by its subject alone: two people may well write about "the meeting".
    """
    named = (*message.in_reply_to, *reversed(message.references))
    known = dict(Message.objects.filter(message_id__in=named).values_list("message_id", "thread"))
    for each in named:
        if each in known:
            return known[each]
    first = message.references[:1] or message.in_reply_to[:1]
    return first[0] if first else message.identity


def took_part(message: Message, parties: Sequence[int]) -> set[int]:
    """Give which of some parties were in a mail, by an address of theirs, now or before."""
    named = [message.sender_address, *(each["address"] for each in message.recipients)]
    found = ContactPoint.objects.filter(
        party__in=parties, channel=Channel.MAIL,
        folded__in={address.lower() for address in named if address},
    )  # fmt: skip
    return set(found.values_list("party_id", flat=True))


def names_known_to(message: Message, parties: Sequence[int]) -> dict[int, list[str]]:
    """Give by party the Message-IDs of a conversation that it has seen: of mails it was in.

    Others would tell it that we spoke without it, and on which machines.
    """
    there = took_part(message, parties)
    first = Message.objects.filter(message_id=message.thread).first()
    knew = there if first is None else there & took_part(first, parties)
    return {
        key: [name for name, who in ((message.thread, knew), (message.message_id, there))
              if name and key in who]
        for key in parties
    }  # fmt: skip


def filed_before(user: Any, message: Incoming) -> Message | None:
    """Give the last filed message of its conversation that ``user`` may see."""
    if not (message.in_reply_to or message.references):
        return None
    there = visible_to(user).filter(thread=thread_of(message), state=State.FILED)
    return there.order_by("-sent_at", "-pk").first()
