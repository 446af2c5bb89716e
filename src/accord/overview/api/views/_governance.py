"""Engagement policies, to be read; what stands on a calendar."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router

from accord.features.governance import policies as rules
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid
from accord.foundation.ui import formats
from accord.overview.api import queries
from accord.overview.api.forms import governance as f
from accord.overview.api.forms import shapes
from accord.overview.api.views._operation import Request, reads
from accord.overview.calendar import policies as calendar

router = Router(tags=["policies"])
USUAL, LONGEST = timedelta(weeks=5), timedelta(days=366)


@reads(router, "/policies", rules.VIEW, f.PoliciesTold)
def list_policies(request: Request, asked: Query[shapes.Asked]) -> Any:
    items, after = queries.policy_list(request.user, asked.cursor, asked.limit)
    return {"items": items, "next": after}


@reads(router, "/policies/{ref}", rules.VIEW, f.PolicyTold)
def get_policy(request: Request, ref: str) -> Any:
    return queries.policy(request.user, queries.policy_at(request.user, ref))


@reads(router, "/calendar", calendar.VIEW, f.CalendarTold)
def list_happenings(request: Request, asked: Query[f.CalendarAsked]) -> Any:
    """Give what stands on your calendar, or on that of your department."""
    start = asked.start or formats.local(clock.now())
    until = asked.until or start + USUAL
    if not start < until <= start + LONGEST:
        raise Invalid(_("Ask for up to a year."), field="until")
    return {"items": queries.happenings(request.user, asked.whose, start, until)}
