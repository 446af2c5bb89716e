"""Who may open what of finder."""

from tests.access.room import EVERYBODY, Room

ROOM = Room(
    "finder",
    may={
        EVERYBODY: "results palette names",
    },
)
