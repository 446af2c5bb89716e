"""A score is computed anew when somebody was talked with, or a promise was settled."""

from datetime import datetime

from accord.features.engagement.events import InteractionLogged
from accord.features.health import actions
from accord.features.promises.events import PromiseSettled
from accord.features.stakeholders.models import Party
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.queries import is_news


def score_again(event: InteractionLogged | PromiseSettled, at: datetime) -> None:
    """Compute the scores of those concerned; what is no news waits for the night."""
    if not is_news(event.at, at):
        return
    keys = event.party_ids if isinstance(event, InteractionLogged) else (event.party_id,)
    parties = list(Party.objects.filter(pk__in=keys, is_active=True))
    actions.keep_scores(by=SYSTEM, parties=parties, at=at)


REACTIONS = (
    Reaction(InteractionLogged, "health.score_talked_with", score_again),
    Reaction(PromiseSettled, "health.score_promised", score_again),
)
