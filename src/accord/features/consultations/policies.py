from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accord.foundation.accounts.brakes import Limit
from accord.foundation.kernel.roles import LEADERS, READERS, WRITERS
from accord.foundation.kernel.rules import Rule


def _ourselves(by: Any, _one: Any) -> bool:
    return by.pk is None


VIEW = Rule("consultations.view", READERS)
RUN = Rule("consultations.run", WRITERS)
ANSWER = Rule("consultations.answer", WRITERS)
TELL = Rule("consultations.tell", WRITERS)
DECIDE = Rule("consultations.decide", LEADERS)
NOTE = Rule("consultations.note", WRITERS, also=_ourselves)
LASTING = {NOTE: _("It happened outside.")}

MINUTE = timedelta(minutes=1)
# Answers from one network: a household or an office may answer, a flood may not.
FLOOD = Limit("consultations", 10, MINUTE, 15 * MINUTE, timedelta(hours=1))
