"""Who may open what of coverage."""

from tests.access.canary import initiative
from tests.access.room import READERS, Room

ROOM = Room(
    "coverage",
    may={
        READERS: "list detail",
    },
    record=initiative,
    plain="list",
)
