"""Who may open what of discussions."""

from accord.features.discussions import actions
from accord.features.initiatives import actions as initiatives
from accord.foundation.accounts.models import User
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY
from tests.access.room import READERS, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _space(name):
    """Let the canary say something, and report what another one said."""
    on = {"by": SYSTEM, "at": NOON}
    owner, _made = User.objects.get_or_create(email="moderates@accord.example", name="Mod")
    of = initiatives.add_initiative(details=initiatives.InitiativeDetails(CANARY), **on)
    details = actions.SpaceDetails(CANARY, owner.pk, checks_first=False)
    made = actions.open_space(initiative=of, details=details, **on)
    who = [party(CANARY), party()]
    one, other = actions.invite_members(space=made, parties=who, **on)
    for member in (one, other):
        actions.join(member=member, name=CANARY, **on)
    post = actions.contribute(member=one, text=CANARY, **on)
    report = actions.report_post(member=other, post=post, words=CANARY, **on)
    keys = {"take-out": one, "show": post, "hide": post, "settle": report}
    return {"ref": made.ref, **({"pk": keys[name].pk} if name in keys else {})}


ROOM = Room(
    "discussions",
    may={
        READERS: "list detail",
        WRITERS: "add change close reopen invite take-out post show hide settle summary",
    },
    public={
        "digest": {"token": "x"},
        "gone": {},
        "leave": {"token": "x"},
        "mine": {"token": "x"},
        "rename": {"token": "x"},
        "report": {"token": "x", "pk": 1},
        "say": {"token": "x"},
        "stop": {"token": "x"},
    },
    made={
        _space: "detail change close reopen invite take-out post show hide settle summary",
    },
)
