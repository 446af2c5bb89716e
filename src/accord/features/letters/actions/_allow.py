"""Whom one lets write in one's name; taken back whenever one likes."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.letters import policies, queries
from accord.features.letters.models import Allowance
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor


def allow(*, by: Actor, colleague: User, at: datetime) -> Allowance:
    """Let a colleague write letters in one's name. Raises: NotAllowed; Invalid."""
    if colleague.pk == by.pk or not colleague.is_active:
        raise Invalid(_("Choose a colleague."), field="colleague")
    if queries.allowed_by(by).filter(colleague=colleague).exists():
        raise Invalid(_("They may already."), field="colleague")
    made = Allowance(person_id=by.pk, colleague=colleague, allowed_at=at)
    with change(policies.ALLOW, by=by, at=at) as record:
        record.add(made)
        record.subject = made
    return made


def disallow(*, by: Actor, allowance: Allowance, at: datetime) -> None:
    """Take it back: what has not left yet in one's name does not leave."""
    with change(policies.ALLOW, by=by, at=at, subject=allowance) as record:
        record.remove(allowance)
