from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.stakeholders import policies
from accord.features.stakeholders.actions._party import clean_name
from accord.features.stakeholders.models import Identifier, Party, PartyName
from accord.features.stakeholders.states import NameKind
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor


def add_name(
    *, by: Actor, party: Party, kind: str, text: str, at: datetime, language: str = ""
) -> PartyName:
    """Add another name of a party, in any script."""
    name = PartyName(party=party, kind=NameKind(kind), text=clean_name(text), language=language)
    with change(policies.CHANGE, by=by, at=at, subject=party) as record:
        if PartyName.objects.filter(party=party, kind=kind, text=name.text).exists():
            raise Invalid(_("This is there already."), field="text")
        record.add(name)
    return name


def add_identifier(*, by: Actor, party: Party, scheme: str, value: str, at: datetime) -> Identifier:
    """Add a number somebody else gave a party. Raises Invalid when another party bears it."""
    scheme, value = scheme.strip().lower(), value.strip()
    if not scheme or not value:
        raise Invalid(_("Give the register and the number."), field="value")
    taken = Identifier.objects.filter(scheme=scheme, value=value).select_related("party").first()
    if taken is not None:
        raise Invalid(_("%s bears this number already.") % taken.party.ref, field="value")
    identifier = Identifier(party=party, scheme=scheme, value=value)
    with change(policies.CHANGE, by=by, at=at, subject=party) as record:
        record.add(identifier)
    return identifier
