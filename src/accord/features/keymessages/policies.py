from typing import Any

from accord.features.stakeholders import policies as people
from accord.foundation.kernel.roles import LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _party_open(by: Any, subject: Any) -> bool:
    """Ask of a contradiction whether ``by`` may see whom it was told to."""
    party = getattr(subject, "party", None)
    return party is None or people.VIEW.also is None or people.VIEW.also(by, party)


VIEW = Rule("keymessages.view", READERS)
WRITE = Rule("keymessages.write", WRITERS)
APPROVE = Rule("keymessages.approve", LEADERS)
END = Rule("keymessages.end", LEADERS)
SAY = Rule("keymessages.say", WRITERS)
WATCH = Rule("keymessages.watch", LEADERS)
COMPARE = Rule("keymessages.compare", WRITERS)
DECIDE = Rule("keymessages.decide", WRITERS, also=_party_open)
