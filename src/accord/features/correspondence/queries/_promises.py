"""What a mail promises, as a reader would note it down."""

from dataclasses import replace

from django.conf import settings

from accord.features.correspondence.models import Message
from accord.features.engagement.queries import FoundPromise, read
from accord.features.engagement.states import Direction
from accord.features.promises.states import Side
from accord.foundation.kernel.days import day_of
from accord.foundation.mail.reading.quotes import new_text

_OTHER = {Side.WE: Side.THEY, Side.THEY: Side.WE}


def promises_in(message: Message) -> list[FoundPromise]:
    """Give the promises in what is new in a mail; in one that came "I will" is theirs."""
    found = read(
        new_text(message.text), today=day_of(message.sent_at, settings.HOUSE_TIME_ZONE)
    ).promises
    if message.direction == Direction.OUT:
        return list(found)
    return [replace(each, side=_OTHER[Side(each.side)]) for each in found]
