"""Who may open what of health."""

from tests.access.canary import CANARY
from tests.access.room import CONFIGURE, READERS, WRITERS, Room
from tests.factories.stakeholders import party

ROOM = Room(
    "health",
    may={
        READERS: "list detail key",
        WRITERS: "judge",
        CONFIGURE: "warnings warning-change",
    },
    record=lambda: party(CANARY),
    plain="list key warnings warning-change",
    given={
        "warning-change": {"sign": "none"},
    },
    gone="warning-change",
)
