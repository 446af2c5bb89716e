"""Whether a mail that waits to leave may still go to whom it is for."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accord.features.stakeholders.models import ContactPoint, Party
from accord.features.stakeholders.queries._merging import leads
from accord.foundation.kernel.registry import Registry
from accord.foundation.kernel.text import visible
from accord.foundation.mail.models import OutMail

# What features above arranged with parties: (whom, who of us is in it, by which way, when); says by
# party what bars it.
Restraint = Callable[[Sequence[Party], Collection[int], str, datetime], Mapping[int, str]]
restraints: Registry[Restraint] = Registry("what was arranged with stakeholders")


def why_not_reached(
    parties: Sequence[Party], *, ours: Collection[int], way: str, at: datetime
) -> dict[int, str]:
    """Say of parties why nothing of ours goes to them this way now, of each that it holds for."""
    found: dict[int, str] = {}
    for restraint in restraints:
        found |= restraint(parties, ours, way, at)
    refused = {one.pk: why_not_contacted(one) for one in parties}
    return found | {key: words for key, words in refused.items() if words}


def reaching(parties: Sequence[int], today: date, channel: str) -> QuerySet[ContactPoint]:
    """Give by what some parties are reached today: what began, has not ended and did not fail."""
    return ContactPoint.objects.filter(
        Q(from_date__isnull=True) | Q(from_date__lte=today),
        Q(until_date__isnull=True) | Q(until_date__gte=today),
        party__in=parties, channel=channel, failed_at__isnull=True,
    )  # fmt: skip


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
