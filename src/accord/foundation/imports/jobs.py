"""What is tidied by the clock: files that were never taken whole."""

from accord.foundation.imports import actions
from accord.foundation.jobs.context import Context
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM


def sweep_nightly(ctx: Context) -> dict[str, int]:
    del ctx
    return {"files": actions.sweep(by=SYSTEM, at=clock.now())}
