from typing import Any

from accord.features.stakeholders import policies as people
from accord.foundation.kernel.roles import ADMINISTRATORS, EVERYBODY, LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Personal, Rule


def _open(by: Any, one: Any) -> bool:
    """Ask of the party, or of the one a pulse is with, whether its record is open to writing."""
    return people.NOTE.also is None or people.NOTE.also(by, getattr(one, "party", one))


def _by_link(by: Any, _pulse: Any) -> bool:
    return by.pk is None


VIEW = Rule("pulses.view", READERS)
ASK = Rule("pulses.ask", WRITERS, also=_open)
ENTER = Rule("pulses.enter", WRITERS, also=_open)
WITHDRAW = Rule("pulses.withdraw", WRITERS, also=_open)
ANSWER = Personal("pulses.answer", EVERYBODY, also=_by_link)
SET = Rule("pulses.set", LEADERS | ADMINISTRATORS)
