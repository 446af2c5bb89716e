"""What servers and providers report of our mail, believed only of mail that we did send."""

from datetime import datetime

from accord.features.correspondence import policies, queries
from accord.features.correspondence.events import MailComplainedOf, MailNotDelivered
from accord.features.stakeholders.actions import heed_complaint, note_failure
from accord.foundation.arrivals.models import Arrival
from accord.foundation.journal.change import change
from accord.foundation.kernel.events import Event
from accord.foundation.kernel.rules import SYSTEM, Actor
from accord.foundation.mail.reading.bounces import Bounce
from accord.foundation.mail.reading.nature import Complaint, Judged


def heed_report(*, by: Actor, arrival: Arrival, judged: Judged, at: datetime) -> None:
    """Act on a report: an address that never works is marked, one that may is counted.

    Reports of before tell how it was; reports of mail that we never sent there tell nothing.
    """
    if arrival.is_archive:
        return
    if judged.bounce is not None:
        _bounced(by, arrival, judged.bounce, at)
    elif judged.complaint is not None:
        _complained(by, arrival, judged.complaint, at)


def _bounced(by: Actor, arrival: Arrival, bounce: Bounce, at: datetime) -> None:
    for failure in bounce.failures:
        if not queries.was_sent(by, bounce.message_id, failure.address):
            continue
        words = " ".join(filter(None, (failure.status, failure.words)))
        for point in queries.mail_points(failure.address):
            note_failure(by=SYSTEM, point=point, words=words, is_final=failure.is_hard, at=at)
        if failure.is_final:
            event = MailNotDelivered(at=at, message_id=bounce.message_id, words=words[:300])
            _tell(arrival, event, at)


def _complained(by: Actor, arrival: Arrival, complaint: Complaint, at: datetime) -> None:
    address = queries.whom_sent(by, complaint.message_id, complaint.address)
    if not address:
        return
    for point in queries.mail_points(address):
        evidence = f"{complaint.kind} <{complaint.message_id}>"
        heed_complaint(by=SYSTEM, party=point.party, evidence=evidence, at=at)
    _tell(arrival, MailComplainedOf(at=at, message_id=complaint.message_id), at)


def _tell(arrival: Arrival, event: Event, at: datetime) -> None:
    """Tell whoever sent that mail what became of it."""
    with change(policies.REPORT, by=SYSTEM, at=at, subject=arrival) as record:
        record.note(told=event.name)
        record.publish(event)
