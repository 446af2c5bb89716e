"""A mailing that is on its way to somebody."""

from accord.features.letters import actions as letters
from accord.features.mailings import actions
from accord.features.stakeholders import actions as register
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON


def mailing_to(words, whom, author):
    """Begin a mailing by ``author``, with ``words`` in its title and in its text."""
    on = {"by": SYSTEM, "at": NOON}
    point = register.ContactDetails("mail", "k@else.example")
    register.add_contact_point(party=whom, details=point, **on)
    purpose = register.add_consent_purpose(name="Newsletter", **on)
    register.record_consent(party=whom, purpose=purpose, state="given", source="form", **on)
    details = letters.TemplateDetails(name=words, subject=words, text=words)
    template = letters.keep_template(by=author, details=details, at=NOON)
    given = actions.MailingDetails(title=words, template=template, purpose=purpose, parties=(whom,))
    made = actions.write_mailing(by=author, details=given, at=NOON)
    actions.check_mailing(by=author, mailing=made, at=NOON)
    return actions.begin_mailing(mailing=made, **on)
