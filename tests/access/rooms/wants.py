"""Who may open what of wants."""

from accord.features.stakeholders import actions as stakeholders
from accord.features.wants import actions as wants
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, somebody
from tests.access.room import LEADERS, READERS, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _want(name):
    """Say what the canary's segment wants; one of its members is to be asked."""
    on = {"by": SYSTEM, "at": NOON}
    made = stakeholders.add_segment(name=CANARY, **on)
    details = wants.FocusDetails(somebody().pk, CANARY)
    focus = wants.focus_on(segment=made, details=details, **on)
    if name in {"replace", "confirm", "withdraw"}:
        details = wants.WantDetails(CANARY, CANARY)
        return {"pk": wants.state_want(focus=focus, details=details, **on).pk}
    return {"pk": focus.pk, **({"ref": party(CANARY).ref} if name == "ask" else {})}


ROOM = Room(
    "wants",
    may={
        READERS: "home detail",
        LEADERS: "add change end",
        WRITERS: "state ask replace confirm withdraw",
    },
    made={
        _want: "detail change end state ask replace confirm withdraw",
    },
    gone="end",
)
