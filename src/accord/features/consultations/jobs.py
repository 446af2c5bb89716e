"""Consultations close by the clock."""

from accord.features.consultations import actions
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM

CLOSE = "consultations.close"


def close(ctx: Context) -> dict[str, int]:
    """Close what is past its moment; done again, it finds nothing to do."""
    del ctx
    return {"closed": actions.close_past(by=SYSTEM, at=clock.now())}


KINDS = (Kind(CLOSE, close),)
