"""Who may open what of promises."""

from accord.features.promises import actions as promises
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, somebody
from tests.access.room import READERS, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _promise():
    details = promises.PromiseDetails(CANARY, owner_id=somebody().pk)
    return promises.make_promise(by=SYSTEM, party=party(CANARY), details=details, at=NOON)


ROOM = Room(
    "promises",
    may={
        READERS: "list export detail",
        WRITERS: "add keep break release reopen move change hand-over snooze",
    },
    record=_promise,
    plain="list export add",
)
