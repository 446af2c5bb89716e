from typing import Any

from accord.foundation.kernel.roles import READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _own(by: Any, message: Any) -> bool:
    return by.pk is None or message.owner_id == by.pk


VIEW = Rule("correspondence.view", READERS)
FILE = Rule("correspondence.file", WRITERS, also=_own)
ASIDE = Rule("correspondence.set-aside", WRITERS, also=_own)
SNOOZE = Rule("correspondence.snooze", WRITERS, also=_own)
