"""What those who got a copy, and their providers, said to it."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.mailings import policies, queries
from accord.features.mailings.models import Mailing, Recipient
from accord.features.mailings.states import Copy
from accord.features.stakeholders.actions import record_consent
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import ConsentState
from accord.foundation.journal.change import change
from accord.foundation.kernel.rules import Actor


def opt_out(*, by: Actor, recipient: Recipient, at: datetime) -> Recipient:
    """Take the consent back that a copy rested on; once, however often they press.

    Whoever reads an address that others have as well wants no more of it there: theirs goes too.
    """
    mailing = recipient.mailing
    with change(policies.OPT_OUT, by=by, at=at, subject=recipient) as record:
        record.note(ref=mailing.ref)
        record.set(recipient, has_opted_out=True)
        if queries.said_last(recipient.party, mailing) != ConsentState.WITHDRAWN:
            source = _("By the link in mailing %(ref)s") % {"ref": mailing.ref}
            _withdraw(by, recipient.party, mailing, source, at)
        for party in queries.sharing(recipient):
            source = _("By the link in mailing %(ref)s, at an address that others have as well")
            _withdraw(by, party, mailing, source % {"ref": mailing.ref}, at)
    return recipient


def _withdraw(by: Actor, party: Party, mailing: Mailing, source: str, at: datetime) -> None:
    record_consent(
        by=by, party=party, purpose=mailing.purpose, at=at, state=ConsentState.WITHDRAWN,
        source=source,
    )  # fmt: skip


def note_bounce(*, by: Actor, recipient: Recipient, words: str, at: datetime) -> Recipient:
    """Write down that a copy did not arrive, with what was said."""
    with change(policies.NOTE, by=by, at=at, subject=recipient) as record:
        record.note(ref=recipient.mailing.ref)
        if recipient.state in {Copy.LEAVING, Copy.SENT}:
            record.set(recipient, state=Copy.BOUNCED, error=words[:500])
    return recipient


def note_complaint(*, by: Actor, recipient: Recipient, at: datetime) -> Recipient:
    """Write down that their provider passed on a complaint of a copy."""
    with change(policies.NOTE, by=by, at=at, subject=recipient) as record:
        record.note(ref=recipient.mailing.ref)
        record.set(recipient, has_complained=True)
    return recipient
