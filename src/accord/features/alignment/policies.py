from typing import Any

from accord.foundation.kernel.roles import LEADERS, READERS, WRITERS, Role
from accord.foundation.kernel.rules import Rule


def _leads(by: Any, initiative: Any) -> bool:
    """Let the owner of an initiative say what it serves, as leaders may of any."""
    return by.pk is None or initiative.owner_id == by.pk or by.holds(LEADERS, initiative)


VIEW = Rule("alignment.view", READERS)
SET = Rule("alignment.set", frozenset({Role.MANAGER, Role.EXECUTIVE}))
SERVE = Rule("alignment.serve", WRITERS, also=_leads)
WITHDRAW = Rule("alignment.withdraw", LEADERS)
