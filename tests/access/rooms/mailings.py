"""Who may open what of mailings."""

from accord.features.letters import actions as letters
from accord.features.mailings import actions
from accord.features.stakeholders import actions as register
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, writer
from tests.access.room import LEADERS, READERS, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _mailing():
    """Begin a mailing to the canary, with the name in its title and in its text."""
    whom, author = party(CANARY), writer()
    on = {"by": SYSTEM, "at": NOON}
    point = register.ContactDetails("mail", "k@else.example")
    register.add_contact_point(party=whom, details=point, **on)
    purpose = register.add_consent_purpose(name="Newsletter", **on)
    register.record_consent(party=whom, purpose=purpose, state="given", source="form", **on)
    details = letters.TemplateDetails(name=CANARY, subject=CANARY, text=CANARY)
    template = letters.keep_template(by=author, details=details, at=NOON)
    given = actions.MailingDetails(
        title=CANARY, template=template, purpose=purpose, parties=(whom,)
    )
    made = actions.write_mailing(by=author, details=given, at=NOON)
    actions.check_mailing(by=author, mailing=made, at=NOON)
    return actions.begin_mailing(mailing=made, **on)


ROOM = Room(
    "mailings",
    may={
        READERS: "list detail rows",
        WRITERS: "paper posted add change check try pause cancel discard",
        LEADERS: "begin resume",
    },
    public={
        "stop": {"token": "1.x"},
    },
    record=_mailing,
    plain="list add",
    given={
        "rows": {"key": "waiting"},
    },
    gone="paper posted change",
)
