"""Self-checks are let go of by the clock."""

from accord.features.conduct import actions
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import LATE, Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM


def forget_checks(ctx: Context) -> dict[str, int]:
    """Let go of what people asked themselves 90 days ago; done again, it finds nothing left."""
    del ctx
    return {"gone": actions.forget_checks(by=SYSTEM, at=clock.now())}


KINDS = (Kind("conduct.forget", forget_checks, priority=LATE),)
