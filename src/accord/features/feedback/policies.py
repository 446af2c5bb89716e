from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.foundation.kernel.roles import EVERYBODY, READERS, WRITERS
from accord.foundation.kernel.rules import Personal, Rule


def _own(by: Any, one: Any) -> bool:
    """Ask of feedback who wrote it; of the record it begins on, nothing more."""
    return bool(by.pk is None or getattr(one, "author_id", by.pk) == by.pk)


def _reads(by: Any, one: Any) -> bool:
    """Let the one it is for restate it: one of ours in person, a party by its link."""
    return one.person_id == by.pk if one.person_id else by.pk is None


VIEW = Rule("feedback.view", READERS)
WRITE = Rule("feedback.write", WRITERS, also=_own)
GIVE = Rule("feedback.give", WRITERS, also=_own)
SETTLE = Rule("feedback.settle", WRITERS, also=_own)
RENEW = Rule("feedback.renew", WRITERS, also=_own)
RESTATE = Personal("feedback.restate", EVERYBODY, also=_reads)

# The reader has seen it.
LASTING = {GIVE: _("Its reader was told. Write another feedback note instead.")}
