from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.initiatives import policies
from accord.features.initiatives.actions._words import one_of
from accord.features.initiatives.models import Advice
from accord.features.initiatives.states import Quadrant, Way
from accord.foundation.journal.change import change
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor

LONGEST = 730  # days


@dataclass(frozen=True)
class AdviceDetails:
    """How to look after one quadrant, or one gap in it; ``way`` is empty for any gap."""

    quadrant: str
    rhythm_days: int
    channel: str
    way: str = ""
    words: str = ""


def advise(*, by: Actor, details: AdviceDetails, reason: str, at: datetime) -> Advice:
    """Lay down a rhythm and a channel from now on; what stood before stays in the table."""
    if not 1 <= details.rhythm_days <= LONGEST:
        raise Invalid(_("A rhythm has from 1 to 730 days."), field="rhythm_days")
    row = Advice(
        quadrant=said(one_of(Quadrant, details.quadrant, "quadrant"), "quadrant"),
        way=one_of(Way, details.way, "way"), rhythm_days=details.rhythm_days,
        channel=said(details.channel, "channel", 120),
        words=plain(details.words, "words", 300),
        reason=said(reason, "reason", 300), at=at, by_id=by.pk,
    )  # fmt: skip
    with change(policies.ADVISE, by=by, at=at) as record:
        record.subject = row
        record.add(row)
    return row
