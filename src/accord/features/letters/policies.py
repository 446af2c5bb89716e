from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.features.letters.states import Scope
from accord.foundation.kernel.roles import ADMINISTRATORS, LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _own(by: Any, letter: Any) -> bool:
    return by.pk is None or getattr(letter, "author_id", by.pk) == by.pk


def _asked(by: Any, letter: Any) -> bool:
    """Ask whether ``by`` is the second reader; nobody reads their own letter twice."""
    return by.pk is None or getattr(letter, "reader_id", None) == by.pk


def _keeps(by: Any, template: Any) -> bool:
    """Ask whose a template is: one's own is one's own, a shared one belongs to who leads."""
    if by.pk is None or getattr(template, "scope", Scope.OWN) != Scope.OWN:
        return by.pk is None or bool(by.holds(LEADERS))
    return bool(getattr(template, "owner_id", by.pk) == by.pk)


def _own_signature(by: Any, signature: Any) -> bool:
    return by.pk is None or getattr(signature, "person_id", by.pk) == by.pk


def _ourselves(by: Any, _letter: Any) -> bool:
    return by.pk is None


VIEW = Rule("letters.view", READERS)
WRITE = Rule("letters.write", WRITERS, also=_own)
HAND_OVER = Rule("letters.hand-over", WRITERS, also=_own)
SEND = Rule("letters.send", WRITERS, also=_own)
RECALL = Rule("letters.recall", WRITERS, also=_own)
POST = Rule("letters.post", WRITERS, also=_own)
AGREE = Rule("letters.agree", WRITERS, also=_asked)
SEND_BACK = Rule("letters.send-back", WRITERS, also=_asked)
LEAVE = Rule("letters.leave", WRITERS, also=_ourselves)
SETTLE = Rule("letters.settle", WRITERS, also=_ourselves)
NOTE = Rule("letters.note", WRITERS, also=_ourselves)
TEMPLATE = Rule("letters.template", WRITERS, also=_keeps)
ALLOW = Rule("letters.allow", WRITERS, also=_own_signature)
SIGN = Rule("letters.sign", WRITERS, also=_own_signature)
MANNER = Rule("letters.manner", ADMINISTRATORS)
# There is no way back to before it left.
LASTING = {
    LEAVE: _("It has left the house."),
    SETTLE: _("It has left the house."),
    NOTE: _("It happened outside."),
}
