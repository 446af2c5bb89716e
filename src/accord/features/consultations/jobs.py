"""Consultations close by the clock; whom a mail did not reach is to be told anew."""

from accord.features.consultations import actions
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM

CLOSE, SETTLE = "consultations.close", "consultations.settle"


def close(ctx: Context) -> dict[str, int]:
    """Close what is past its moment; done again, it finds nothing to do."""
    del ctx
    return {"closed": actions.close_past(by=SYSTEM, at=clock.now())}


def settle(ctx: Context) -> dict[str, int]:
    """Take up which mails that told of an outcome were refused."""
    del ctx
    return {"undelivered": actions.note_refused(by=SYSTEM, at=clock.now())}


KINDS = (Kind(CLOSE, close), Kind(SETTLE, settle))
