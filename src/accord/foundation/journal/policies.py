from typing import Any

from accord.foundation.kernel.roles import ADMINISTRATORS, EVERYBODY, LEADERS, Role
from accord.foundation.kernel.rules import Rule


def _own_or_lead(by: Any, entry: Any) -> bool:
    return by.pk is None or entry.by_id == by.pk or bool(by.holds(LEADERS | ADMINISTRATORS))


UNDO = Rule("journal.undo", EVERYBODY, also=_own_or_lead)
VIEW_TRAIL = Rule("journal.view-trail", ADMINISTRATORS | {Role.CUSTODIAN})
