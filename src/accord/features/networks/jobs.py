"""What is done for networks by the clock, and when somebody asks."""

from accord.features.networks import actions, queries
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import LATE, Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM


def mend_nightly(ctx: Context) -> dict[str, int]:
    """Compare what is kept of each party with its talks, and put it right."""
    at, mended = clock.now(), 0
    for done, keys in enumerate(queries.party_chunks(), 1):
        mended += actions.mend_near(by=SYSTEM, keys=keys, at=at)
        ctx.progress(done)
    return {"mended": mended}


KINDS = (Kind("networks.mend", mend_nightly, priority=LATE, is_long=True),)
