"""Letters leave by the clock, and are kept once they were sent."""

from contextlib import suppress
from datetime import timedelta

from accord.features.letters import actions, queries
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.errors import Later
from accord.foundation.jobs.kinds import LATE, Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.rules import SYSTEM

SOON = timedelta(seconds=2)
LATER = timedelta(minutes=5)


def leave(ctx: Context, *, letter_id: int) -> None:
    """Let one letter leave; one that was called back, or waits for a later moment, stays."""
    del ctx
    letter = queries.visible_to(SYSTEM).filter(pk=letter_id).first()
    if letter is not None:
        with suppress(Stale):
            actions.leave(by=SYSTEM, letter=letter, at=clock.now())


def settle(ctx: Context, *, letter_id: int) -> None:
    """Look what became of a letter, until all of it ended; the longer it takes, the seldomer."""
    del ctx
    letter, at = queries.visible_to(SYSTEM).filter(pk=letter_id).first(), clock.now()
    with suppress(Stale):
        if letter is not None and not actions.settle(by=SYSTEM, letter=letter, at=at):
            age = at - (letter.left_at or at)
            raise Later("it is on its way", after=min(max(age, SOON), LATER))


def sweep(ctx: Context) -> dict[str, int]:
    """Take up what a restore or a worker that died left lying."""
    del ctx
    at = clock.now()
    left = actions.leave_all(by=SYSTEM, at=at)
    return {"left": left, "settled": actions.settle_all(by=SYSTEM, at=at)}


KINDS = (
    Kind("letters.leave", leave),
    Kind("letters.settle", settle),
    Kind("letters.sweep", sweep, priority=LATE),
)
