"""Who may open what of knowledge."""

from accord.features.knowledge import actions as knowledge
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY
from tests.access.room import EVERYBODY, LEADERS, READERS, WRITERS, Room
from tests.conftest import NOON


def _note(name):
    """Publish what the canary knows, with a question about it."""
    on = {"by": SYSTEM, "at": NOON}
    details = knowledge.NoteDetails("lesson", CANARY, CANARY)
    made = knowledge.write_note(details=details, **on)
    knowledge.publish(note=made, to=knowledge.To("inform"), **on)
    asked = knowledge.ask(note=made, words=CANARY, **on)
    return {"ref": made.ref, **({"pk": asked.pk} if name == "answer" else {})}


def _route(_name):
    """A rule is nobody's secret."""
    details = knowledge.RouteDetails(CANARY, CANARY, "inform", role="lead")
    return {"pk": knowledge.add_route(by=SYSTEM, details=details, at=NOON).pk}


ROOM = Room(
    "knowledge",
    may={
        READERS: "list detail ask routes",
        LEADERS: "route-add route-change route-end",
        EVERYBODY: "acknowledge",
        WRITERS: "add change publish amend withdraw answer correct fit",
    },
    made={
        _note: "detail change publish amend withdraw acknowledge ask answer correct fit",
        _route: "route-change route-end",
    },
    gone="route-end acknowledge",
)
