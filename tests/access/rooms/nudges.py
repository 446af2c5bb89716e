"""Who may open what of nudges."""

from tests.access.room import WRITERS, Room, each

ROOM = Room(
    "nudges",
    may={
        WRITERS: "list begin snooze dismiss",
    },
    given={
        **each("begin snooze dismiss", key="news:P-0001"),
    },
    gone="begin snooze dismiss",
)
