"""Who may open what of governance."""

from accord.features.governance import actions as governance
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, initiative, somebody
from tests.access.room import LEADERS, READERS, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _policy(name):
    """Lay down how the canary is dealt with; it can be put in force once."""
    on = {"by": SYSTEM, "at": NOON}
    details = governance.PolicyDetails(CANARY, somebody().pk, NOON.date())
    made = governance.add_policy(initiative=initiative(), details=details, **on)
    role = governance.add_role(policy=made, name=CANARY, **on)
    duty = governance.add_duty(policy=made, words=CANARY, **on)
    cadence = governance.set_cadence(policy=made, ideal_days=5, most_days=9, **on)
    keys = {"role-drop": role, "duty-assign": duty, "duty-drop": duty, "cadence-drop": cadence}
    if name == "approve":
        governance.drop_duty(duty=duty, **on)
    if name == "excuse":
        return {"ref": made.ref, "party": party(CANARY).ref}
    return {"ref": made.ref, **({"pk": keys[name].pk} if name in keys else {})}


ROOM = Room(
    "governance",
    may={
        READERS: "list detail",
        WRITERS: "excuse",
        LEADERS: (
            "add change approve end role-add role-drop duty-add duty-assign duty-drop "
            "channel-rule cadence-set cadence-drop"
        ),
    },
    made={
        _policy: (
            "detail change approve end role-add role-drop duty-add duty-assign duty-drop "
            "channel-rule cadence-set cadence-drop excuse"
        ),
    },
    gone="role-drop duty-drop cadence-drop",
)
