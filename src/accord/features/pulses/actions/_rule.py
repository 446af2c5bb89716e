from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.pulses import policies
from accord.features.pulses.models import PulseRule
from accord.features.pulses.states import MOST_QUESTIONS, QUESTIONS
from accord.features.stakeholders.models import ConsentPurpose
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor


def set_rule(
    *, by: Actor, questions: Sequence[str], again_days: int, at: datetime,
    purpose: ConsentPurpose | None = None,
) -> PulseRule:  # fmt: skip
    """Say what is asked here from now on. Raises Invalid unless it is one to three questions."""
    wanted = [key for key in QUESTIONS if key in questions]
    if not 1 <= len(wanted) <= MOST_QUESTIONS:
        raise Invalid(_("Choose one to three questions."), field="questions")
    if not 1 <= again_days <= 730:  # noqa: PLR2004 -- two years
        raise Invalid(_("Between 1 and 730 days."), field="again_days")
    with change(policies.SET, by=by, at=at) as record:
        made = PulseRule(questions=wanted, again_days=again_days, purpose=purpose, set_at=at)
        record.add(made)
        record.subject = made
    return made
