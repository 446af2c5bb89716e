"""Who may open what of home."""

from tests.access.canary import CANARY
from tests.access.room import EVERYBODY, READERS, Room
from tests.factories.stakeholders import party

ROOM = Room(
    "home",
    may={
        EVERYBODY: "home",
        READERS: "brief",
    },
    record=lambda: party(CANARY),
    plain="home",
)
