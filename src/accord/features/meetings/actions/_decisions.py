"""What a meeting decided is tied to its decision record: options, who is affected, who was told."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.meetings import policies
from accord.features.meetings.models import Decision
from accord.features.stakeholders.states import Visibility
from accord.features.tradeoffs.actions import TradeOffDetails, open_tradeoff
from accord.features.tradeoffs.models import TradeOff
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor

SHORT = 200


def tie_decision(*, by: Actor, decision: Decision, tradeoff: TradeOff, at: datetime) -> Decision:
    """Say which record holds what was weighed for a decision."""
    with change(policies.FINISH, by=by, at=at, subject=decision) as record:
        record.set(decision, record_ref=tradeoff.ref)
    return decision


def record_decision(*, by: Actor, decision: Decision, at: datetime) -> TradeOff:
    """Open a record for a decision, to say who is affected and who was told.

    Raises Invalid for what is for inside or restricted: everybody here reads such records.
    """
    meeting = decision.meeting
    with change(policies.FINISH, by=by, at=at, subject=decision) as record:
        if decision.is_inside or meeting.visibility != Visibility.EVERYONE:
            raise Invalid(_("Everybody here reads such a record, and this is not for everybody."))
        details = TradeOffDetails(
            decision.words[:SHORT], question=decision.words, initiative=meeting.initiative
        )
        made = open_tradeoff(by=by, details=details, at=at)
        record.set(decision, record_ref=made.ref)
    return made
