"""Who may open what of pulses."""

from accord.features.pulses import actions as pulses
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import talk
from tests.access.room import CONFIGURE, READERS, WRITERS, Room
from tests.conftest import NOON


def _pulse(_name):
    """Ask the canary how a talk was for it."""
    of = talk()
    [whom] = [one.party for one in of.participations.all()]
    on = {"by": SYSTEM, "at": NOON}
    made = pulses.ask(party=whom, about=of.ref, way="in-person", **on)
    return {"ref": made.ref}


ROOM = Room(
    "pulses",
    may={
        READERS: "list detail",
        WRITERS: "ask enter withdraw",
        CONFIGURE: "rule",
    },
    public={
        "read": {"token": "1.x"},
    },
    made={
        _pulse: "detail enter withdraw",
    },
    gone="ask",
)
