"""Who may open what of workshops."""

from datetime import timedelta

from accord.features.initiatives import actions as initiatives
from accord.features.workshops import actions as workshops
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, initiative
from tests.access.room import LEADERS, Room
from tests.factories.stakeholders import party


def _workshop(name):
    """Lay out the canary's stake; what is said is shown where it is to be taken over."""
    if name in {"list", "open"}:
        return {"ref": initiative().ref}
    on = {"by": SYSTEM, "at": clock.now()}
    [held] = initiatives.take_stakes(initiative=initiative(), parties=[party(CANARY)], **on)
    made = workshops.open_workshop(
        initiative=held.initiative, title=CANARY, stakes=[held],
        closes_at=on["at"] + timedelta(hours=1), **on,
    )  # fmt: skip
    return {"pk": made.pk}


ROOM = Room(
    "workshops",
    may={
        LEADERS: "list open detail show adopt",
    },
    public={
        "put": {"token": "1.x", "card_id": 1},
        "take-part": {"token": "1.x"},
    },
    made={
        _workshop: "list open detail show adopt",
    },
)
