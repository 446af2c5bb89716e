"""Who may open what of calendar."""

from tests.access.room import EVERYBODY, READERS, Room

ROOM = Room(
    "calendar",
    may={
        READERS: "show",
        EVERYBODY: "feeds feed-make feed-revoke",
    },
    public={
        "feed": {"secret": "x"},
    },
    given={
        "feed-revoke": {"token_id": 1},
    },
)
