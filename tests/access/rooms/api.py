"""Who may open what of api."""

from tests.access.room import EVERYBODY, Room

ROOM = Room(
    "api",
    may={
        EVERYBODY: "docs",
    },
    public={
        "nothing": {"rest": "x"},
        "openapi": {},
    },
)
