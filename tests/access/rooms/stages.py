"""Who may open what of stages."""

from accord.features.stages import actions as stages
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import initiative, somebody
from tests.access.room import LEADERS, READERS, WRITERS, Room
from tests.conftest import NOON


def _stage(name):
    """Begin the checklist of the canary's initiative; one that is to be begun has none."""
    on = {"by": SYSTEM, "at": NOON}
    of, who = initiative(), somebody()
    if name == "lay":
        return {"ref": of.ref}
    made = stages.lay_stages(initiative=of, starts_on=NOON.date(), owner=who, **on)
    if name in {"tick", "skip", "drop"}:
        return {"pk": made[0].tellings.first().pk}
    return {"ref": of.ref, **({"pk": made[0].pk} if name == "telling-add" else {})}


ROOM = Room(
    "stages",
    may={
        READERS: "list checklist",
        WRITERS: "tick skip",
        LEADERS: "lay stage-add telling-add drop",
    },
    made={
        _stage: "checklist lay stage-add telling-add tick skip drop",
    },
    gone="drop",
)
