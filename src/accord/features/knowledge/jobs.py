"""Who did not acknowledge in time is reminded by the clock; then others hear of it."""

from accord.features.knowledge import actions
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM


def remind_overdue(ctx: Context) -> dict[str, int]:
    """Take each overdue receipt a step on; done again at once, it finds nothing."""
    del ctx
    return {"reminded": actions.remind_overdue(by=SYSTEM, at=clock.now())}


KINDS = (Kind("knowledge.remind", remind_overdue),)
