from accord.features.keymessages import actions, queries
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import Kind
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM

AT_ONCE = 100


def compare(ctx: Context) -> dict[str, int]:
    """Hold what was told against each other, for talks that were corrected or came by mail."""
    keys = sorted(set(queries.watched_parties().values_list("party_id", flat=True)))
    found = 0
    for start in range(0, len(keys), AT_ONCE):
        found += actions.compare(by=SYSTEM, parties=keys[start : start + AT_ONCE], at=clock.now())
        ctx.progress(min(start + AT_ONCE, len(keys)), len(keys))
    return {"found": found}


KINDS = (Kind("keymessages.compare", compare),)
