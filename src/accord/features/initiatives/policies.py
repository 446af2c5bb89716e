from typing import Any

from accord.features.stakeholders import policies as people
from accord.foundation.kernel.roles import ADMINISTRATORS, LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _party_open(by: Any, subject: Any) -> bool:
    """Ask of a stake in what only named people may see whether ``by`` is one of them."""
    party = getattr(subject, "party", None)
    if party is None or people.VIEW.also is None:
        return True
    return people.VIEW.also(by, party)


def _leads(by: Any, initiative: Any) -> bool:
    """Let the owner of an initiative do what leaders do to any."""
    return by.pk is None or initiative.owner_id == by.pk or by.holds(LEADERS, initiative)


VIEW = Rule("initiatives.view", READERS)
ADD = Rule("initiatives.add", LEADERS)
CHANGE = Rule("initiatives.change", LEADERS)
STAKE = Rule("initiatives.stake", WRITERS, also=_party_open)
ASSESS = Rule("initiatives.assess", WRITERS, also=_party_open)
ROUND = Rule("initiatives.round", WRITERS, also=_leads)
ADVISE = Rule("initiatives.advise", LEADERS | ADMINISTRATORS)
