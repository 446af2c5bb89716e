"""What is done for stakes by the clock."""

from accord.features.initiatives import actions, queries
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import LATE, Kind
from accord.foundation.journal.writing import writing
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM

CHUNK = 500


def keep_standings_nightly(ctx: Context) -> dict[str, int]:
    """Let lapse what was said too long ago."""
    del ctx
    at, written = clock.now(), 0
    while keys := list(queries.lapsed(at).values_list("pk", flat=True)[:CHUNK]):
        with writing():
            written += actions.keep_standings(by=SYSTEM, keys=keys, at=at)
    return {"written": written}


KINDS = (Kind("initiatives.standings", keep_standings_nightly, priority=LATE),)
