"""Who may open what of networks."""

from accord.features.initiatives import actions as initiatives
from accord.features.networks import actions as networks
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, initiative
from tests.access.room import READERS, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _network(_name):
    """Measure the network of an initiative in which the party of the canary has a stake."""
    made = initiative()
    initiatives.take_stakes(by=SYSTEM, initiative=made, parties=[party(CANARY)], at=NOON)
    networks.measure(by=SYSTEM, initiative=made, at=NOON)
    return {"ref": made.ref}


ROOM = Room(
    "networks",
    may={
        READERS: "network-all picture-all routes network picture",
        WRITERS: "measure-all measure",
    },
    made={
        _network: "network picture measure",
    },
)
