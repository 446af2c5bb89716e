"""A talk that was logged closes the touches it fulfils."""

from datetime import datetime

from accord.features.engagement.events import InteractionLogged
from accord.features.engagement.queries import visible_to
from accord.features.strategies import actions
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.kernel.rules import SYSTEM


def close_touches(event: InteractionLogged, at: datetime) -> None:
    """Close what the talk was planned as; a talk taken back meanwhile closes nothing."""
    talk = visible_to(SYSTEM).filter(pk=event.interaction_id).first()
    if talk is not None:
        actions.close_touches(by=SYSTEM, talk=talk, parties=event.party_ids, at=at)


REACTIONS = (Reaction(InteractionLogged, "strategies.close_touches", close_touches),)
