"""Policies are watched by the day."""

from accord.features.governance import actions, queries
from accord.features.governance.states import State
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM


def remind(ctx: Context) -> dict[str, int]:
    """Remind and escalate from every policy in force; done again, it finds nothing to do."""
    found = list(queries.visible_to(SYSTEM).filter(state=State.IN_FORCE).order_by("pk"))
    done = {"reminded": 0, "escalated": 0}
    for number, policy in enumerate(found, 1):
        for name, n in actions.remind(by=SYSTEM, policy=policy, at=clock.now()).items():
            done[name] += n
        ctx.progress(number, len(found))
    return done


KINDS = (Kind("governance.remind", remind),)
