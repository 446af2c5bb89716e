from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accord.features.correspondence import policies
from accord.features.correspondence.actions._arriving import MOST_TEXT, become_talk
from accord.features.correspondence.models import Message
from accord.features.correspondence.states import State
from accord.features.engagement.states import Direction
from accord.features.promises.actions import PromiseDetails
from accord.features.stakeholders.models import Party
from accord.foundation.arrivals.actions import SENT_HERE, Way, note_sent
from accord.foundation.arrivals.models import Sight
from accord.foundation.files.actions import attach_blob
from accord.foundation.files.models import Attachment
from accord.foundation.journal.change import change
from accord.foundation.journal.references import take_numbers
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.reading.shapes import Addressed, Incoming


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A mail that left from here: its names as they stood in it, without brackets."""

    owner_id: int
    message_id: str
    thread: str
    sender: Addressed
    recipients: tuple[Addressed, ...]
    subject: str
    text: str
    sent_at: datetime
    sight: str = Sight.EVERYONE
    promises: tuple[PromiseDetails, ...] = ()
    files: tuple[Attachment, ...] = ()


def keep_sent(*, by: Actor, sent: Sent, parties: Sequence[Party], at: datetime) -> Message:
    """Keep a mail that left from here, filed with whom it went to; once, however often asked."""
    way = Way(source=SENT_HERE, owner_id=sent.owner_id, sight=sent.sight)
    with change(policies.FILE, by=by, at=at) as record:
        arrival = note_sent(by=by, message=_as_it_left(sent), way=way, at=at)
        there = Message.objects.filter(arrival=arrival).first()
        message = there or Message(
            ref=reference("M", take_numbers("message")[0]), arrival=arrival,
            owner_id=arrival.owner_id, message_id=sent.message_id, thread=sent.thread[:250],
            direction=Direction.OUT, sender_address=sent.sender.address,
            sender_name=sent.sender.name,
            recipients=[{"address": each.address, "name": each.name} for each in sent.recipients],
            subject=sent.subject[:500], text=sent.text[:MOST_TEXT], sent_at=sent.sent_at,
        )  # fmt: skip
        record.subject = message
        record.note(message_id=sent.message_id)
        if there is None:
            record.add(message)
            for file in sent.files:
                attach_blob(
                    by=by, subject=message, rule=policies.FILE, name=file.name, blob=file.blob,
                    at=at,
                )  # fmt: skip
        if message.state != State.FILED:
            become_talk(by=by, message=message, parties=parties, promises=sent.promises, at=at)
    return message


def _as_it_left(sent: Sent) -> Incoming:
    return Incoming(
        digest="", message_id=sent.message_id, senders=(sent.sender,), subject=sent.subject,
        text=sent.text,
    )  # fmt: skip
