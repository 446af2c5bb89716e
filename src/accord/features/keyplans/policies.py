from typing import Any

from accord.features.stakeholders import policies as people
from accord.foundation.kernel.roles import LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _party_open(by: Any, subject: Any) -> bool:
    """Ask of a plan for what only named people may see whether ``by`` is one of them."""
    party = getattr(subject, "party", subject)
    return people.VIEW.also is None or people.VIEW.also(by, party)


VIEW = Rule("keyplans.view", READERS)
PLAN = Rule("keyplans.plan", LEADERS, also=_party_open)
REVIEW = Rule("keyplans.review", WRITERS, also=_party_open)
