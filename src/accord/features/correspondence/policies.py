from datetime import timedelta
from typing import Any

from accord.foundation.accounts.brakes import Limit
from accord.foundation.kernel.roles import ADMINISTRATORS, LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _own(by: Any, message: Any) -> bool:
    """Let owners say what becomes of theirs, a department's people of what is theirs together."""
    if by.pk is None or message.owner_id == by.pk:
        return True
    department = message.department_id
    return department is not None and department == getattr(by, "department_id", None)


def _of_ones_own(by: Any, block: Any) -> bool:
    return by.pk is None or block.owner_id == by.pk


def _ourselves(by: Any, _arrival: Any) -> bool:
    return by.pk is None


VIEW = Rule("correspondence.view", READERS)
FILE = Rule("correspondence.file", WRITERS, also=_own)
ASIDE = Rule("correspondence.set-aside", WRITERS, also=_own)
ASSIGN = Rule("correspondence.assign", WRITERS, also=_own)
BLOCK = Rule("correspondence.block", WRITERS, also=_of_ones_own)
BLOCK_FOR_ALL = Rule("correspondence.block-for-all", ADMINISTRATORS)
BLOCKS = Rule("correspondence.see-blocked", WRITERS | ADMINISTRATORS)
SNOOZE = Rule("correspondence.snooze", WRITERS, also=_own)
FORGET = Rule("correspondence.forget", ADMINISTRATORS)
REPORT = Rule("correspondence.report", WRITERS, also=_ourselves)
TAKE_CARD = Rule("correspondence.take-card", WRITERS)
SETTLE = Rule("correspondence.settle-strangers", WRITERS)
SET_FORM = Rule("correspondence.set-form", LEADERS | ADMINISTRATORS)

MINUTE = timedelta(minutes=1)
# Letters by the form from one network: a household or an office may write, a flood may not.
FORM_FLOOD = Limit("contact-form", 5, MINUTE, 15 * MINUTE, timedelta(hours=1))
