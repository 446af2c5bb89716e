"""What plans show on pages that are not theirs."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.keyplans import queries
from accord.foundation.accounts.models import User
from accord.foundation.kernel.days import day_of
from accord.foundation.ui.calendar import Happening
from accord.foundation.ui.panels import Verb, page_of

VERBS = {
    "plan-opened": Verb(words=gettext_lazy("%(by)s opened the plan %(title)s"), icon="target"),
    "plan-reviewed": Verb(words=gettext_lazy("%(by)s reviewed the plan %(title)s"), icon="target"),
    "plan-ended": Verb(words=gettext_lazy("%(by)s ended the plan %(title)s"), icon="target"),
}


def happenings(
    user: User, people: Sequence[int], start: datetime, end: datetime
) -> list[Happening]:
    """Give the reviews that are due between two moments, for the calendar."""
    return [
        Happening(
            key=f"{plan.ref}-{plan.review_at:%Y%m%d}", url=page_of(plan.ref),
            title=_("Review of the plan for %(name)s") % {"name": plan.party.name},
            when=day_of(plan.review_at, settings.HOUSE_TIME_ZONE), whom=plan.party.name,
            beside=plan.reminder.ref if plan.reminder else "",
            is_restricted=plan.party.visibility == "named",
        )
        for plan in queries.to_review(user, people, start, end)
    ]  # fmt: skip
