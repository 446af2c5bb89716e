"""Scores by the clock: every night, a chunk at a time, from where a killed worker stopped."""

from datetime import datetime

from accord.features.health import actions, queries
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import LATE, Kind
from accord.foundation.journal.writing import writing
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM

CHUNK = 200


def score_nightly(ctx: Context) -> dict[str, int]:
    """Compute the score of each relationship in which anything happened, as of now.

    What one night is, for early warnings and for what is let go of, is told by when it began.
    """
    at = datetime.fromisoformat(ctx.state.get("at") or clock.now().isoformat())
    done, after = int(ctx.state.get("done", 0)), int(ctx.state.get("after", 0))
    warned = int(ctx.state.get("warned", 0))
    while parties := queries.scored_parties(after, CHUNK):
        with writing():
            standings = actions.keep_scores(by=SYSTEM, parties=parties, at=clock.now())
            warned += actions.warn(by=SYSTEM, standings=standings, at=at)
            done, after = done + len(parties), parties[-1].pk
            ctx.checkpoint(at=at.isoformat(), done=done, warned=warned, after=after)
        ctx.progress(done)
    return {"scored": done, "warned": warned, "dropped": actions.drop_old(by=SYSTEM, at=at)}


KINDS = (Kind("health.scores", score_nightly, priority=LATE, is_long=True),)
