"""Names of guests are let go of by the clock."""

from accord.features.workshops import actions
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import LATE, Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM


def forget_guests(ctx: Context) -> dict[str, int]:
    """Let go of the names of guests of old workshops; done again, it finds none left."""
    del ctx
    return {"gone": actions.forget_guests(by=SYSTEM, at=clock.now())}


KINDS = (Kind("workshops.forget", forget_guests, priority=LATE),)
