"""What servers report of the mails and letters by which somebody was told."""

from datetime import datetime

from accord.features.consultations import actions, queries
from accord.features.correspondence.events import MailNotDelivered
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.kernel.rules import SYSTEM


def take_back_that_they_were_told(event: MailNotDelivered, at: datetime) -> None:
    for row in queries.told_by(event.message_id):
        actions.note_undelivered(by=SYSTEM, row=row, words=event.words, at=at)


REACTIONS = (
    Reaction(
        MailNotDelivered, "consultations.take_back_that_they_were_told",
        take_back_that_they_were_told,
    ),
)  # fmt: skip
