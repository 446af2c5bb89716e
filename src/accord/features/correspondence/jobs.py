"""What the clock does with mail."""

from typing import Any

from accord.features.correspondence.actions import forget_aside, forget_strangers
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.crons import Cron, Daily
from accord.foundation.jobs.kinds import LATE, Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM

FORGET = "correspondence.forget"


def forget_aside_daily(ctx: Context) -> dict[str, Any]:
    """Erase the words of mail that was set aside long ago, and who was in it."""
    del ctx
    at = clock.now()
    mentions = forget_strangers(by=SYSTEM, at=at)
    return {"forgotten": forget_aside(by=SYSTEM, at=at), "mentions": mentions}


KINDS = (Kind(FORGET, forget_aside_daily, priority=LATE, is_long=True),)
CRONS = (Cron(FORGET, FORGET, Daily(3, 30)),)
