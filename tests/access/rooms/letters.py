"""Who may open what of letters."""

from datetime import timedelta

from accord.features.letters import actions as letters
from accord.features.stakeholders import actions as stakeholders
from accord.foundation.accounts import actions as accounts
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from tests.access.canary import CANARY, writer
from tests.access.room import ADMINISTRATORS, READERS, WRITERS, Room, each
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _template(_name):
    details = letters.TemplateDetails(name=CANARY, text=CANARY)
    return {"pk": letters.keep_template(by=writer(), details=details, at=NOON).pk}


def _allowance(_name):
    colleague = accounts.add_person(by=SYSTEM, email="other@example.org", name="Other", at=NOON)
    made = letters.allow(by=writer(), colleague=colleague, at=NOON)
    return {"pk": made.pk}


def _letter():
    """Send a letter for everybody's eyes, with the name in its subject and its words."""
    whom, author = party(CANARY), writer()
    details = stakeholders.ContactDetails("mail", "k@else.example")
    stakeholders.add_contact_point(by=SYSTEM, party=whom, details=details, at=NOON)
    given = letters.LetterDetails(parties=(whom,), subject=CANARY, text=CANARY)
    made = letters.write_letter(by=author, details=given, at=NOON)
    letters.send_letter(by=author, letter=made, at=NOON)
    later = NOON + timedelta(minutes=1)
    letters.leave(by=SYSTEM, letter=made, at=later)
    OutMail.objects.update(state="sent", sent_at=later)
    letters.settle(by=SYSTEM, letter=made, at=later)
    return made


ROOM = Room(
    "letters",
    may={
        WRITERS: (
            "address allow disallow write change send recall agree send-back discard paper "
            "posted hand-over templates template-add template-change template-drop sign file-add "
            "file-remove"
        ),
        READERS: "list detail file file-preview",
        ADMINISTRATORS: "manner",
    },
    record=_letter,
    plain="allow list write templates template-add sign manner",
    made={
        _template: "template-change template-drop",
        _allowance: "disallow",
    },
    given={
        **each("file file-preview file-remove address", pk=1),
    },
    gone=(
        "address disallow change send recall agree send-back discard paper posted hand-over "
        "template-change template-drop file-add file-remove file file-preview"
    ),
)
