"""Who may open what of initiatives."""

from accord.features.initiatives import actions as initiatives
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, initiative
from tests.access.room import CONFIGURE, LEADERS, READERS, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _stake(name):
    """Give the canary a stake; with a red line or an open round where one is asked for."""
    if name in {"round-open", "round-show", "place", "level", "rate"} | {
        "map",
        "matrix",
        "salience",
    }:
        of = initiative()
        made = initiatives.open_round(by=SYSTEM, initiative=of, title=CANARY, at=NOON)
        return {"ref": of.ref, **({"round_id": made.pk} if name == "round-show" else {})}
    on = {"by": SYSTEM, "at": NOON}
    [held] = initiatives.take_stakes(initiative=initiative(), parties=[party(CANARY)], **on)
    given = {"ref": held.initiative.ref, "party": held.party.ref}
    if name == "red-line-drop":
        details = initiatives.RedLineDetails(CANARY)
        given["line_id"] = initiatives.draw_red_line(stake=held, details=details, **on).pk
    return given


ROOM = Room(
    "initiatives",
    may={
        READERS: "list export detail stakes stakes-export stake map matrix salience",
        WRITERS: (
            "stake-add stake-change stake-end stake-assess stake-red-line red-line-drop place "
            "level rate"
        ),
        LEADERS: "add change close reopen vision round-open round-show",
        CONFIGURE: "advice advice-add",
    },
    record=initiative,
    plain="list export add advice advice-add",
    made={
        _stake: (
            "round-open round-show place level rate map matrix salience stake stake-change "
            "stake-end stake-assess stake-red-line red-line-drop"
        ),
    },
    gone="red-line-drop",
)
