from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.foundation.kernel.roles import LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _own(by: Any, mailing: Any) -> bool:
    return by.pk is None or getattr(mailing, "author_id", by.pk) == by.pk


def _own_or_leads(by: Any, mailing: Any) -> bool:
    return _own(by, mailing) or bool(by.holds(LEADERS))


def _ourselves(by: Any, _mailing: Any) -> bool:
    return by.pk is None


VIEW = Rule("mailings.view", READERS)
WRITE = Rule("mailings.write", WRITERS, also=_own)
CHECK = Rule("mailings.check", WRITERS, also=_own)
TRY = Rule("mailings.try", WRITERS, also=_own)
# What goes to many is let go by somebody who leads.
BEGIN = Rule("mailings.begin", LEADERS)
PAUSE = Rule("mailings.pause", WRITERS, also=_own_or_leads)
RESUME = Rule("mailings.resume", LEADERS)
CANCEL = Rule("mailings.cancel", WRITERS, also=_own_or_leads)
CARRY = Rule("mailings.carry", WRITERS, also=_ourselves)
OPT_OUT = Rule("mailings.opt-out", WRITERS, also=_ourselves)
NOTE = Rule("mailings.note", WRITERS, also=_ourselves)
POST = Rule("mailings.post", WRITERS, also=_own_or_leads)
LASTING = {
    TRY: _("It has left the house."),
    CARRY: _("It has left the house."),
    OPT_OUT: _("They said so themselves."),
    NOTE: _("It happened outside."),
    BEGIN: _("It may have left the house. Pause or cancel it."),
    RESUME: _("It may have left the house. Pause or cancel it."),
    CANCEL: _("A mailing that was cancelled is begun anew."),
}
