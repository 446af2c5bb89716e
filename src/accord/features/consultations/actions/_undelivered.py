"""What should have told somebody and did not arrive has told nobody."""

from datetime import datetime

from accord.features.consultations import policies, queries
from accord.features.consultations.actions._asked import UNTOLD, tell_parties
from accord.features.consultations.models import Consulted
from accord.features.consultations.states import State
from accord.foundation.journal.change import change
from accord.foundation.kernel.rules import Actor


def note_undelivered(*, by: Actor, row: Consulted, words: str, at: datetime) -> Consulted:
    """Take it back that somebody was told, and say why; what was called answered is not, then."""
    one = row.consultation
    with change(policies.NOTE, by=by, at=at, subject=one) as record:
        record.set(row, failure=words[:300], **UNTOLD)
        if one.state == State.ANSWERED:
            record.set(one, state=State.CLOSED, answered_at=None)
        tell_parties(
            by=by, record=record, consultation=one, parties=[row.party], at=at,
            verb="consultation-undelivered",
        )  # fmt: skip
    return row


def note_refused(*, by: Actor, at: datetime) -> int:
    """Take up which mails were refused when they left; give how many."""
    found = queries.refused(at)
    for row, words in found:
        note_undelivered(by=by, row=row, words=words, at=at)
    return len(found)
