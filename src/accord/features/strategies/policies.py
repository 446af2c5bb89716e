from typing import Any

from accord.features.stakeholders import policies as people
from accord.foundation.kernel.roles import LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _owned(by: Any, strategy: Any) -> bool:
    """Let the owner of a strategy do what leaders do to any."""
    return by.pk is None or strategy.owner_id == by.pk or by.holds(LEADERS, strategy)


def _party_open(by: Any, touch: Any) -> bool:
    return people.VIEW.also is None or people.VIEW.also(by, touch.party)


VIEW = Rule("strategies.view", READERS)
ADD = Rule("strategies.add", LEADERS)
PLAN = Rule("strategies.plan", WRITERS, also=_owned)
APPROVE = Rule("strategies.approve", LEADERS)
WORK = Rule("strategies.work", WRITERS)
TOUCH = Rule("strategies.touch", WRITERS, also=_party_open)
KEEP = Rule("strategies.keep", WRITERS)
