from typing import Any

from accord.features.stakeholders import policies as people
from accord.foundation.kernel.roles import ADMINISTRATORS, LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _party_open(by: Any, subject: Any) -> bool:
    """Ask of what only named people may see whether ``by`` is one of them."""
    return people.VIEW.also is None or people.VIEW.also(by, getattr(subject, "party", subject))


def _holds(by: Any, subject: Any) -> bool:
    """Ask whether it lies with ``by``; before a record is at hand, anybody may be the one."""
    holder = getattr(subject, "holder_id", None)
    return _party_open(by, subject) and holder in {None, by.pk}


VIEW = Rule("escalations.view", READERS)
RAISE = Rule("escalations.raise", WRITERS, also=_party_open)
DECIDE = Rule("escalations.decide", WRITERS, also=_holds)
ANSWER = Rule("escalations.answer", WRITERS, also=_party_open)
LADDER = Rule("escalations.ladder", LEADERS | ADMINISTRATORS)
