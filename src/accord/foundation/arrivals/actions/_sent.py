from datetime import datetime

from accord.foundation.arrivals import policies
from accord.foundation.arrivals.actions._taking import Way
from accord.foundation.arrivals.models import Arrival, Reason, Sight, State
from accord.foundation.journal.change import change
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.reading.shapes import Incoming


def note_sent(*, by: Actor, message: Incoming, way: Way, at: datetime) -> Arrival:
    """Enter in the ledger what we sent ourselves: a copy of it that comes later is known.

    Its bytes are not kept: what it says stands where it was written. Gives what is there already.
    """
    there = Arrival.objects.filter(identity=message.identity).first()
    if there is not None:
        return there
    arrival = Arrival(
        identity=message.identity, source=way.source, owner_id=way.owner_id, sight=Sight(way.sight),
        taken_at=at, size=len(message.text.encode()), sender=message.sender.address,
        subject=message.subject[:500], state=State.FILED, reason=Reason.KNOWN,
    )  # fmt: skip
    with change(policies.TAKE, by=by, at=at) as record:
        record.add(arrival)
        record.subject = arrival
    return arrival
