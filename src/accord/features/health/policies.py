from typing import Any

from accord.features.stakeholders import policies as people
from accord.foundation.kernel.roles import ADMINISTRATORS, LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _party_open(by: Any, subject: Any) -> bool:
    """Ask of what only named people may see whether ``by`` is one of them."""
    return people.VIEW.also is None or people.VIEW.also(by, getattr(subject, "party", subject))


VIEW = Rule("health.view", READERS)
JUDGE = Rule("health.judge", WRITERS, also=_party_open)
WARN = Rule("health.warn", WRITERS, also=_party_open)
CONFIGURE = Rule("health.configure", LEADERS | ADMINISTRATORS)
