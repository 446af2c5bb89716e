from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.mailings import policies, queries
from accord.features.mailings.actions._carry import tell_reached
from accord.features.mailings.models import Mailing, Recipient
from accord.features.mailings.states import Copy, State
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

PRINTED = (State.SENDING, State.PAUSED, State.DONE)


def note_posted(
    *, by: Actor, mailing: Mailing, posted_at: datetime, at: datetime
) -> list[Recipient]:
    """Write down that the copies on paper were posted; who may not get one by now is left out.

    Raises: NotAllowed; Stale before it was begun or when none waits; Invalid for a day to come.
    """
    with change(policies.POST, by=by, at=at, subject=mailing) as record:
        if mailing.state not in PRINTED:
            raise Stale(_("This mailing is not being sent."))
        if posted_at > at:
            raise Invalid(_("That day is still to come."), field="posted_at")
        rows, others = queries.to_post(by, mailing, at)
        for row, now in others:
            record.set(row, **now.fields())
        if not rows and not others:
            raise Stale(_("No copy waits to be posted."))
        for row in rows:
            record.set(row, state=Copy.POSTED, due_at=None, left_at=posted_at, sent_at=posted_at)
        tell_reached(record, mailing, rows, "mailing-posted", posted_at)
        record.note(posted=len(rows))
    return rows
