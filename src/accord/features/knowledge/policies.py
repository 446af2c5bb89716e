from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.foundation.kernel.roles import EVERYBODY, LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Personal, Rule


def _writes(by: Any, note: Any) -> bool:
    """Let the author write, and who leads once it is published."""
    if by.pk is None or note.author_id == by.pk:
        return True
    return note.published_at is not None and bool(by.holds(LEADERS))


VIEW = Rule("knowledge.view", READERS)
WRITE = Rule("knowledge.write", WRITERS, also=_writes)
PUBLISH = Rule("knowledge.publish", WRITERS, also=_writes)
AMEND = Rule("knowledge.amend", WRITERS, also=_writes)
WITHDRAW = Rule("knowledge.withdraw", WRITERS, also=_writes)
ANSWER = Rule("knowledge.answer", WRITERS, also=_writes)
CORRECT = Rule("knowledge.correct", WRITERS, also=_writes)
ASK = Rule("knowledge.ask", READERS)
REUSE = Rule("knowledge.reuse", WRITERS)
ACKNOWLEDGE = Personal(
    "knowledge.acknowledge", EVERYBODY, also=lambda by, one: one.person_id == by.pk
)
ROUTE = Rule("knowledge.route", LEADERS)
REMIND = Rule("knowledge.remind", frozenset())  # by the clock

# People were told: that can't be taken back.
LASTING = {
    PUBLISH: _("Its readers were told. Withdraw the note instead."),
    AMEND: _("Its readers were told. Change the note again instead."),
}
