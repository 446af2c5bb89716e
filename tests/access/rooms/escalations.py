"""Who may open what of escalations."""

from accord.features.escalations import actions as escalations
from accord.foundation.accounts import actions as accounts
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, somebody
from tests.access.room import CONFIGURE, READERS, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _escalation(name):
    """Let what is asked about the canary lie with somebody who decides."""
    on = {"by": SYSTEM, "at": NOON}
    who = somebody()
    accounts.grant(person=who, role=Role.EXECUTIVE, **on)
    step = escalations.set_step(person=who, level=7, hours=24, **on)
    if name == "step-drop":
        return {"pk": step.pk}
    bundle = escalations.Bundle(CANARY, CANARY)
    made = escalations.raise_escalation(party=party(CANARY), bundle=bundle, **on)
    return {"ref": made.ref}


ROOM = Room(
    "escalations",
    may={
        READERS: "list detail",
        WRITERS: "raise climb withdraw answer decide",
        CONFIGURE: "ladder step-set step-drop",
    },
    made={
        _escalation: "detail climb decide answer withdraw step-drop",
    },
    gone="raise step-drop",
)
