"""Who may open what of calendar."""

from tests.access.room import EVERYBODY, READERS, WRITERS, Room

ROOM = Room(
    "calendar",
    may={
        READERS: "show",
        WRITERS: "invitation-take",
        EVERYBODY: "feeds feed-make feed-revoke",
    },
    public={
        "feed": {"secret": "x"},
    },
    given={
        "invitation-take": {"ref": "M-0001", "number": 0},
        "feed-revoke": {"token_id": 1},
    },
    gone="invitation-take",
)
