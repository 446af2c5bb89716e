"""What those who got a copy, and their providers, said to it."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.mailings import policies
from accord.features.mailings.models import Recipient
from accord.features.mailings.states import Copy
from accord.features.stakeholders.actions import record_consent
from accord.features.stakeholders.models import Consent
from accord.features.stakeholders.states import ConsentState
from accord.foundation.journal.change import change
from accord.foundation.kernel.rules import Actor


def opt_out(*, by: Actor, recipient: Recipient, at: datetime) -> Recipient:
    """Take the consent back that a copy rested on; once, however often they press."""
    mailing = recipient.mailing
    with change(policies.OPT_OUT, by=by, at=at, subject=recipient) as record:
        record.note(ref=mailing.ref)
        record.set(recipient, has_opted_out=True)
        said = Consent.objects.filter(party=recipient.party_id, purpose=mailing.purpose_id)
        latest = said.order_by("-said_at", "-pk").first()
        if latest is None or latest.state != ConsentState.WITHDRAWN:
            record_consent(
                by=by, party=recipient.party, purpose=mailing.purpose, at=at,
                state=ConsentState.WITHDRAWN,
                source=_("By the link in mailing %(ref)s") % {"ref": mailing.ref},
            )  # fmt: skip
    return recipient


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
