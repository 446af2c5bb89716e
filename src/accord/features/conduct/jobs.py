"""Self-checks and the words of debriefs are let go of by the clock."""

from accord.features.conduct import actions
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import LATE, Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM


def forget_checks(ctx: Context) -> dict[str, int]:
    """Let go of what people wrote for themselves 90 days ago; again, it finds nothing left."""
    del ctx
    at = clock.now()
    gone = actions.forget_checks(by=SYSTEM, at=at)
    return {"gone": gone, "debriefs": actions.forget_debriefs(by=SYSTEM, at=at)}


KINDS = (Kind("conduct.forget", forget_checks, priority=LATE),)
