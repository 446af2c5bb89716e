from typing import Any

from accord.features.stakeholders import policies as people
from accord.foundation.kernel.roles import LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _party_open(by: Any, subject: Any) -> bool:
    """Ask of an exception for what only named people may see whether ``by`` is one of them."""
    party = getattr(subject, "party", None)
    return party is None or people.VIEW.also is None or people.VIEW.also(by, party)


VIEW = Rule("governance.view", READERS)
LAY_DOWN = Rule("governance.lay-down", LEADERS)
EXCUSE = Rule("governance.excuse", WRITERS, also=_party_open)
REMIND = Rule("governance.remind", WRITERS)
