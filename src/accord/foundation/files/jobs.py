"""What is tidied by the clock: bytes that no record has held for a month."""

from accord.foundation.files import actions
from accord.foundation.jobs.context import Context
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM


def sweep_nightly(ctx: Context) -> dict[str, int]:
    del ctx
    return {"blobs": actions.sweep(by=SYSTEM, at=clock.now())}
