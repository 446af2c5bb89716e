"""Whether a copy that waits in the outbox may still leave."""

from datetime import datetime

from django.conf import settings

from accord.features.letters import queries as letters
from accord.features.mailings.queries._audience import reason_against
from accord.features.mailings.queries._leaving import MAIL
from accord.features.mailings.queries._mailings import sent_as
from accord.features.mailings.states import Reason, State
from accord.foundation.kernel.days import day_of
from accord.foundation.mail.models import OutMail


def why_copy_stays(mail: OutMail, at: datetime) -> str:
    """Say why a copy that waits in the outbox may not leave any more; nothing where it may."""
    row = sent_as(mail.message_id.strip("<>")) if mail.kind == MAIL else None
    if row is None:
        return ""
    if row.mailing.state == State.CANCELLED:
        return str(Reason.CANCELLED.label)
    if reason := reason_against(row.mailing, row.party, at):
        return str(Reason(reason).label)
    there = letters.addresses_of([row.party_id], day_of(at, settings.HOUSE_TIME_ZONE)).get(
        row.party_id, []
    )
    return "" if row.address in there else str(Reason.BOUNCED.label)
