"""Everybody's notices and preferences are their own."""

from typing import Any

from accord.foundation.kernel.roles import EVERYBODY
from accord.foundation.kernel.rules import Rule


def _own(by: Any, row: Any) -> bool:
    return by.pk is None or row.person_id == by.pk


VIEW = Rule("notices.view", EVERYBODY)
READ = Rule("notices.read", EVERYBODY, also=_own)
PREFER = Rule("notices.prefer", EVERYBODY, also=_own)
