from typing import Any

from accord.foundation.kernel.roles import READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _owns(by: Any, initiative: Any) -> bool:
    """Let nobody but the owner of an initiative see where single people stand in its network."""
    return by.pk is not None and initiative.owner_id == by.pk


VIEW = Rule("networks.view", READERS)
MEASURE = Rule("networks.measure", WRITERS)
POSITIONS = Rule("networks.positions", READERS, also=_owns)
