"""Escalations climb by the clock."""

from accord.features.escalations import actions
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM


def climb_overdue(ctx: Context) -> dict[str, int]:
    """Hand up whatever was not decided in time; done again, it finds nothing left."""
    del ctx
    return {"climbed": actions.climb_overdue(by=SYSTEM, at=clock.now())}


KINDS = (Kind("escalations.climb", climb_overdue),)
