from typing import Any

from accord.foundation.kernel.roles import READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _own(by: Any, message: Any) -> bool:
    """Let owners say what becomes of theirs, a department's people of what is theirs together."""
    if by.pk is None or message.owner_id == by.pk:
        return True
    department = message.department_id
    return department is not None and department == getattr(by, "department_id", None)


VIEW = Rule("correspondence.view", READERS)
FILE = Rule("correspondence.file", WRITERS, also=_own)
ASIDE = Rule("correspondence.set-aside", WRITERS, also=_own)
ASSIGN = Rule("correspondence.assign", WRITERS, also=_own)
SNOOZE = Rule("correspondence.snooze", WRITERS, also=_own)
