"""Who may open what of ui."""

from tests.access.room import ADMINISTRATORS, EVERYBODY, Room, each

ROOM = Room(
    "ui",
    may={
        EVERYBODY: (
            "commands counts here keys undo view-save view-keep view-pin view-remove view-rename"
        ),
        ADMINISTRATORS: "sheet",
    },
    public={
        "asset": {"version": "x", "name": "app.css"},
        "prefer": {},
        "worker": {},
        "manifest": {},
    },
    given={
        "undo": {"entry_id": 1},
        **each("view-keep view-pin view-remove view-rename", view_id=1),
    },
    gone="view-keep view-pin view-remove view-rename",
)
