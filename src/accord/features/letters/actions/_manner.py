from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.letters import policies
from accord.features.letters.models import Manner
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor

LONGEST_DELAY = 3600
MOST_TOUCHES = 100
MOST_DAYS = 365


def set_manner(
    *, by: Actor, delay_seconds: int, has_pause: bool, needs_reader: bool, most_touches: int,
    touch_days: int, at: datetime,
) -> Manner:  # fmt: skip
    """Say how letters leave from now on; what was before stays in the history."""
    for name, value, least, most in (
        ("delay_seconds", delay_seconds, 0, LONGEST_DELAY),
        ("most_touches", most_touches, 1, MOST_TOUCHES),
        ("touch_days", touch_days, 1, MOST_DAYS),
    ):
        if not least <= value <= most:
            words = _("This goes from %(least)s to %(most)s.")
            raise Invalid(words % {"least": least, "most": most}, field=name)
    made = Manner(
        delay_seconds=delay_seconds, has_pause=has_pause, needs_reader=needs_reader,
        most_touches=most_touches, touch_days=touch_days, set_at=at,
    )  # fmt: skip
    with change(policies.MANNER, by=by, at=at) as record:
        record.add(made)
        record.subject = made
    return made
