"""Who may open what of correspondence."""

from accord.features.correspondence.models import Message
from accord.features.stakeholders import actions as stakeholders
from accord.foundation.accounts import actions as accounts
from accord.foundation.arrivals import actions as arrivals
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, somebody
from tests.access.room import ADMINISTRATORS, CONFIGURE, READERS, WRITERS, Room, each
from tests.arrivals.letters import letter
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _message():
    """Make a mail for everybody's eyes, with the name in its subject and its words."""
    details = stakeholders.ContactDetails("mail", "k@else.example")
    stakeholders.add_contact_point(by=SYSTEM, party=party(CANARY), details=details, at=NOON)
    owner = somebody()
    accounts.grant(by=SYSTEM, person=owner, role=Role.PRACTITIONER, at=NOON)
    raw = letter(1, sender="k@else.example", subject=CANARY, text=CANARY)
    way = arrivals.Way(source="test", owner_id=owner.pk, sight="everyone")
    arrivals.take_in(by=SYSTEM, letters=[raw], way=way, at=NOON)
    arrivals.file_new(by=SYSTEM, at=NOON)
    return Message.objects.get()


ROOM = Room(
    "correspondence",
    may={
        READERS: "list detail enclosed looking strangers stranger",
        WRITERS: (
            "file snooze set-aside assign block card stranger-give stranger-dismiss"
            " stranger-ask-again"
        ),
        WRITERS | ADMINISTRATORS: "blocks block-add block-remove",
        CONFIGURE: "form",
    },
    public={"write": {}},
    record=_message,
    plain=(
        "list form blocks block-add block-remove strangers stranger stranger-give stranger-dismiss"
        " stranger-ask-again"
    ),
    given={
        **each("enclosed block-remove stranger-ask-again", pk=1),
        "card": {"number": 0},
    },
    gone="enclosed looking file snooze set-aside assign block block-remove stranger"
    " stranger-ask-again",
)
