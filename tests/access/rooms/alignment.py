"""Who may open what of alignment."""

from accord.features.alignment import actions as alignment
from accord.features.initiatives import actions as initiatives
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY
from tests.access.room import HEADS, LEADERS, READERS, WRITERS, Room
from tests.conftest import NOON


def _aim(name):
    """Say that the canary's initiative serves an aim."""
    on = {"by": SYSTEM, "at": NOON}
    aim = alignment.add_aim(words=CANARY, **on)
    of = initiatives.add_initiative(details=initiatives.InitiativeDetails(CANARY), **on)
    service = alignment.serve(initiative=of, aim=aim, words=CANARY, **on)
    return {"pk": service.pk if name == "service-drop" else aim.pk}


ROOM = Room(
    "alignment",
    may={
        READERS: "home",
        HEADS: "vision aim-add aim-change aim-close",
        WRITERS: "serve",
        LEADERS: "service-drop",
    },
    made={
        _aim: "aim-change aim-close service-drop",
    },
    gone="service-drop",
)
