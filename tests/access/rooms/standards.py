"""Who may open what of standards."""

from accord.features.standards import actions as standards
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, somebody, talk
from tests.access.room import LEADERS, READERS, WRITERS, Room
from tests.conftest import NOON


def _process(name):
    """Draft how the canary answers, and draw from what it was told."""
    on = {"by": SYSTEM, "at": NOON}
    if name in {"sample", "review"}:
        said, day = talk(), NOON.date()
        sample = standards.draw_sample(from_date=day, until_date=day, size=1, seed=1, **on)
        return {"pk": sample.pk, **({"about": said.ref} if name == "review" else {})}
    who = somebody()
    made = standards.draft_process(principles=CANARY, weekly_hours=9, owner=who, **on)
    row = standards.set_standard(
        process=made, details=standards.StandardDetails("mail", 3, who.pk), **on
    )
    return {"ref": made.ref, **({"pk": row.pk} if name == "drop" else {})}


ROOM = Room(
    "standards",
    may={
        READERS: "list detail sample answers",
        WRITERS: "review",
        LEADERS: "add draw approve set drop",
    },
    made={
        _process: "detail approve set drop sample review",
    },
    given={
        "answers": {"channel": "mail"},
    },
    gone="answers drop",
)
