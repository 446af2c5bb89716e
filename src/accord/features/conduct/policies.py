"""Who notes, reads and decides; the graver it was, the higher decides.

What happened with a party concerns the leads of its department; what one of ours did concerns the
leads of that colleague. What belongs to one person opens to nobody else, whatever their role.
"""

from typing import Any

from accord.features.conduct.states import Level, Side
from accord.features.stakeholders import policies as people
from accord.foundation.kernel.roles import (
    ADMINISTRATORS,
    EVERYBODY,
    LEADERS,
    READERS,
    WRITERS,
    Role,
)
from accord.foundation.kernel.rules import Personal, Rule

MANAGERS = frozenset({Role.MANAGER, Role.EXECUTIVE})


def _party_open(by: Any, subject: Any) -> bool:
    """Ask of what only named people may see whether ``by`` is one of them."""
    return people.VIEW.also is None or people.VIEW.also(by, getattr(subject, "party", subject))


def _takes_part(by: Any, incident: Any) -> bool:
    """Let those decide who were in it or lead there, and nobody about themselves."""
    if by.pk is None:
        return True
    if incident.person_id == by.pk:
        return False
    return by.pk in {incident.handler_id, incident.noted_by_id} or by.holds(LEADERS, incident)


def _is_asked(by: Any, reading: Any) -> bool:
    return by.pk is not None and reading.reader_id == by.pk


def _whose_it_was(by: Any, incident: Any) -> bool:
    return by.pk is not None and incident.person_id == by.pk


def _own(by: Any, subject: Any) -> bool:
    return by.pk is not None and subject.person_key == by.pk


def _not_by_oneself(by: Any, appeal: Any) -> bool:
    """Keep an appeal from whoever decided what it is against."""
    arrangement = getattr(appeal, "arrangement", appeal)
    return _party_open(by, arrangement) and arrangement.decided_by_id != by.pk


def _in_it(by: Any, relief: Any) -> bool:
    """Let the one who is relieved, the one who took over, or a lead end it."""
    mine = getattr(relief, "person_id", by.pk), getattr(relief, "taker_id", by.pk)
    return _party_open(by, relief) and (by.pk in mine or by.holds(LEADERS, relief))


VIEW = Rule("conduct.view", READERS | ADMINISTRATORS)
NOTE = Rule("conduct.note", WRITERS, also=_party_open)
ASK = Rule("conduct.ask", WRITERS, also=_takes_part)
READ = Personal("conduct.read", WRITERS, also=_is_asked)
DECIDE = Rule("conduct.decide", WRITERS, also=_takes_part)
DECIDE_HOSTILE = Rule("conduct.decide-hostile", LEADERS, also=_takes_part)
DECIDE_ABUSIVE = Rule("conduct.decide-abusive", MANAGERS, also=_takes_part)
HEAR = Rule("conduct.hear", LEADERS, also=_takes_part)
ANSWER = Personal("conduct.answer", EVERYBODY, also=_whose_it_was)
CALL = Rule("conduct.call", WRITERS, also=_party_open)
PIN = Rule("conduct.pin", WRITERS)
RELIEVE = Rule("conduct.relieve", WRITERS, also=_party_open)
RELIEVE_END = Rule("conduct.relieve-end", WRITERS, also=_in_it)
SEE = Rule("conduct.see", READERS)
ARRANGE = Rule("conduct.arrange", MANAGERS, also=_party_open)
TELL = Rule("conduct.tell", WRITERS, also=_party_open)
APPEAL = Rule("conduct.appeal", WRITERS, also=_party_open)
JUDGE_APPEAL = Rule("conduct.judge-appeal", MANAGERS, also=_not_by_oneself)
REPORT = Rule("conduct.report", LEADERS)
CONFIGURE = Rule("conduct.configure", LEADERS | ADMINISTRATORS)
CARD = Rule("conduct.card", ADMINISTRATORS)
ATTACH = Personal("conduct.attach", WRITERS, also=_own)
OWN = Personal("conduct.own", EVERYBODY, also=_own)
DEBRIEF = Personal("conduct.debrief", EVERYBODY, also=_own)
CONSENT = Personal("conduct.consent", EVERYBODY, also=_own)
CHECK = Personal("conduct.check", EVERYBODY, also=_own)
FORGET = Rule("conduct.forget", frozenset())


def deciding(level: int, side: str) -> Rule:
    """Give the rule for whoever settles on a level; what one of ours did, a lead does."""
    if level >= Level.ABUSIVE:
        return DECIDE_ABUSIVE
    return DECIDE_HOSTILE if level == Level.HOSTILE or side == Side.OURS else DECIDE


def is_theirs(incident: Any) -> bool:
    return bool(incident.side == Side.THEIRS)
