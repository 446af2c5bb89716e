from typing import Any

from accord.features.stakeholders import policies as people
from accord.foundation.kernel.roles import LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _party_open(by: Any, subject: Any) -> bool:
    """Ask of a plan for what only named people may see whether ``by`` is one of them."""
    party = getattr(subject, "party", subject)
    return people.VIEW.also is None or people.VIEW.also(by, party)


def _contact(by: Any, subject: Any) -> bool:
    """Let the contact of a party plan for it, as leaders may for any."""
    party = getattr(subject, "party", subject)
    theirs = by.pk is None or party.owner_id == by.pk or by.holds(LEADERS, subject)
    return theirs and _party_open(by, subject)


VIEW = Rule("keyplans.view", READERS)
PLAN = Rule("keyplans.plan", WRITERS, also=_contact)
REVIEW = Rule("keyplans.review", WRITERS, also=_party_open)
