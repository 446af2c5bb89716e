from typing import Any

from accord.foundation.kernel.roles import ADMINISTRATORS, EVERYBODY, Role
from accord.foundation.kernel.rules import Rule


def _own(by: Any, entry: Any) -> bool:
    """Let people undo what they did themselves: what others did may be out of their sight."""
    return by.pk is None or entry.by_id == by.pk


UNDO = Rule("journal.undo", EVERYBODY, also=_own)
VIEW_TRAIL = Rule("journal.view-trail", ADMINISTRATORS | {Role.CUSTODIAN})
