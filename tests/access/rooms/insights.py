"""Who may open what of insights."""

from tests.access.canary import CANARY, initiative
from tests.access.room import LEADERS, READERS, Room
from tests.access.rooms.strategies import planned
from tests.factories.stakeholders import party


def _party(_name):
    return {"ref": party(CANARY).ref}


def _of_initiative(_name):
    return {"ref": initiative().ref}


ROOM = Room(
    "insights",
    may={
        LEADERS: "oversight",
        READERS: "partners partner party initiative strategy segment",
    },
    made={
        _party: "party partner",
        _of_initiative: "initiative",
        planned: "strategy",
    },
    given={
        "segment": {"segment_id": 1},
    },
    gone="segment",
)
