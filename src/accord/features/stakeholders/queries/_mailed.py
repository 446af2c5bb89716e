"""Whether a mail that waits to leave may still go to whom it is for."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries._merging import leads
from accord.foundation.kernel.text import visible
from accord.foundation.mail.models import OutMail


def why_not_contacted(party: Party) -> str:
    """Say why nothing of ours may go to a party; nothing where it may."""
    name = visible(party.name)
    if not party.is_contact_permitted:
        reason = visible(party.contact_refusal)
        return _("%(name)s may not be contacted: %(why)s") % {"name": name, "why": reason}
    if not party.is_active:
        return _("%(name)s is set inactive.") % {"name": name}
    return ""


def why_mail_stays(mail: OutMail, at: datetime) -> str:
    """Say why a mail to a party may not leave any more; of one that was merged, its survivor's."""
    del at
    if mail.party_id is None:
        return ""
    found = leads([mail.party_id]).get(mail.party_id, mail.party_id)
    party = Party.objects.filter(pk=found).first()
    return why_not_contacted(party) if party else _("It is for nobody who is known here.")
