"""What is done for networks by the clock, and when somebody asks."""

from accord.features.networks import actions, queries
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import LATE, Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM


def mend_nightly(ctx: Context) -> dict[str, int]:
    """Compare what is kept of each party with its talks, and put it right."""
    at, mended = clock.now(), 0
    for done, keys in enumerate(queries.party_chunks(), 1):
        mended += actions.mend_near(by=SYSTEM, keys=keys, at=at)
        ctx.progress(done)
    return {"mended": mended}


def measure_one(ctx: Context, *, initiative_id: int) -> dict[str, int]:
    """Measure the network of an initiative, or of all stakeholders (0)."""
    initiative = queries.initiative_of(initiative_id)
    if initiative_id and initiative is None:
        return {}
    made = actions.measure(by=SYSTEM, initiative=initiative, at=clock.now(), step=ctx.progress)
    return {"parties": made.parties_count, "ties": made.ties_count}


def measure_nightly(ctx: Context) -> dict[str, int]:
    """Ask for every initiative that goes on, and for all stakeholders together."""
    del ctx
    at, wanted = clock.now(), queries.measured_nightly()
    for initiative in wanted:
        actions.ask_to_measure(by=SYSTEM, initiative=initiative, at=at)
    return {"asked": len(wanted)}


KINDS = (
    Kind(actions.JOB, measure_one, is_long=True),
    Kind("networks.measure-all", measure_nightly, priority=LATE),
    Kind("networks.mend", mend_nightly, priority=LATE, is_long=True),
)
