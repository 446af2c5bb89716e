"""Who may open what of needs."""

from tests.access.canary import need
from tests.access.room import READERS, WRITERS, Room

ROOM = Room(
    "needs",
    may={
        READERS: "list export detail",
        WRITERS: "add judge change confirm",
    },
    record=need,
    plain="list export add",
)
