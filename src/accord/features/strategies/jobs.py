"""Touches follow those they are for, day by day."""

from accord.features.strategies import actions, queries
from accord.features.strategies.models import Activity
from accord.features.strategies.states import ActivityState, State
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM


def plan_touches(ctx: Context) -> dict[str, int]:
    """Bring the touches of all that runs up to date; done again, it finds nothing to do."""
    running = queries.activities_visible_to(SYSTEM).filter(
        state=ActivityState.RUNNING, strategy__state=State.RUNNING
    )
    keys = list(running.order_by("pk").values_list("pk", flat=True))
    changed = actions.reopen_touches(by=SYSTEM, at=clock.now())
    for done, key in enumerate(keys, 1):
        activity: Activity = running.get(pk=key)
        changed += actions.plan_touches(by=SYSTEM, activity=activity, at=clock.now())
        ctx.progress(done, len(keys))
    return {"activities": len(keys), "changed": changed}


KINDS = (Kind("strategies.plan-touches", plan_touches),)
