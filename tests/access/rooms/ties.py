"""Who may open what of ties."""

from accord.features.ties import actions as ties
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY
from tests.access.room import CONFIGURE, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _tie(_name):
    kind = ties.add_type(by=SYSTEM, name=CANARY, at=NOON)
    made = ties.tie(by=SYSTEM, kind=kind, one=party(CANARY), other=party(), at=NOON)
    return {"pk": made.pk}


ROOM = Room(
    "ties",
    may={
        WRITERS: "add change end remove",
        CONFIGURE: "types type-add type-change",
    },
    made={
        _tie: "change end remove",
    },
    given={
        "type-change": {"pk": 1},
    },
    gone="add remove type-change",
)
