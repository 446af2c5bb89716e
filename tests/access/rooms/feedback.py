"""Who may open what of feedback."""

from accord.features.feedback import actions as feedback
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, need
from tests.access.room import EVERYBODY, READERS, WRITERS, Room
from tests.conftest import NOON


def _feedback(name):
    """Give the canary feedback on a need; a draft where it is still to be changed."""
    on = {"by": SYSTEM, "at": NOON}
    heard = need()
    made = feedback.write_feedback(party=heard.party, title=CANARY, words=CANARY, **on)
    fact = feedback.add_fact(feedback=made, ref=heard.ref, words=CANARY, **on)
    if name in {"detail", "settle", "restate", "renew"}:
        feedback.give(feedback=made, **on)
    return {"ref": made.ref, **({"pk": fact.pk} if name == "fact-drop" else {})}


ROOM = Room(
    "feedback",
    may={
        READERS: "list detail",
        EVERYBODY: "restate",
        WRITERS: "add change fact-add fact-drop give settle renew",
    },
    public={
        "read": {"token": "1.x"},
    },
    made={
        _feedback: "detail change fact-add fact-drop give restate settle renew",
    },
    gone="change fact-add fact-drop give",
)
