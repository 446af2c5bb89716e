from typing import Any

from accord.features.initiatives.policies import ROUND
from accord.foundation.kernel.roles import WRITERS
from accord.foundation.kernel.rules import Rule


def _facilitates(by: Any, initiative: Any) -> bool:
    """Let those hold a workshop who may open a blind round."""
    return ROUND.also is None or ROUND.also(by, initiative)


CONDUCT = Rule("workshops.conduct", WRITERS, also=_facilitates)
FORGET = Rule("workshops.forget", frozenset())  # the clock does
TAKE_PART = Rule("workshops.take-part", frozenset())  # by the link: the system keeps what is said
