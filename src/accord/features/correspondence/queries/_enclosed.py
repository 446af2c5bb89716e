"""What a mail brought besides words: business cards, invitations."""

from accord.features.correspondence.models import Message
from accord.features.correspondence.queries._forwards import passed_on
from accord.foundation.arrivals.queries import raw_of
from accord.foundation.imports.reading.cards import Card
from accord.foundation.imports.reading.detection import Limits
from accord.foundation.imports.reading.encodings import Guess
from accord.foundation.imports.reading.rows import Row
from accord.foundation.imports.reading.vcards.stream import rows
from accord.foundation.mail.reading.message import read
from accord.foundation.mail.reading.shapes import Incoming

MOST_CARDS = 20
LARGEST = 5 * 1024 * 1024  # what is larger is not read again for the sake of a page


def _read(message: Message) -> Incoming | None:
    if message.arrival.size > LARGEST:
        return None
    try:
        found = read(raw_of(message.arrival))
    except FileNotFoundError:
        return None
    within = passed_on(found) if found.message_id[:250] != message.message_id else None
    return within or found


def cards_of(message: Message) -> list[Card]:
    """Give the business cards in a mail that name somebody."""
    found = _read(message)
    cards: list[Card] = []
    for text in found.cards if found else ():
        lines = iter(text.encode().decode("latin-1").splitlines())
        told = rows(lines, Guess("utf-8", certain=True), Limits())
        cards += [
            row.card
            for row in told
            if isinstance(row, Row) and row.card is not None and row.card.shown_name
        ]
    return cards[:MOST_CARDS]


def calendars_of(message: Message) -> tuple[str, ...]:
    """Give the invitations in a mail, each as the text of a calendar."""
    found = _read(message)
    return found.calendars if found else ()
