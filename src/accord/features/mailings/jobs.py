"""Mailings leave by the clock, a portion at a time."""

from datetime import timedelta

from accord.features.mailings import actions, queries
from accord.foundation.jobs.actions import enqueue
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.errors import Later
from accord.foundation.jobs.kinds import LATE, Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM


def carry(ctx: Context, *, mailing_id: int) -> None:
    """Carry a mailing on until there is nothing to do for now; what was committed stays."""
    while True:
        mailing = queries.visible_to(SYSTEM).filter(pk=mailing_id).first()
        if mailing is None:
            return
        wait = actions.carry_on(by=SYSTEM, mailing=mailing, at=clock.now())
        if wait is None:
            return
        ctx.go_on()
        if wait > timedelta():
            raise Later("copies are on their way, or wait for their moment", after=wait)


def sweep(ctx: Context) -> dict[str, int]:
    """Take up what a restore or a worker that died left lying."""
    del ctx
    found = list(queries.going_on())
    for mailing in found:
        enqueue(by=SYSTEM, order=actions.order_for(mailing), at=clock.now())
    return {"going on": len(found)}


KINDS = (Kind("mailings.carry", carry), Kind("mailings.sweep", sweep, priority=LATE))
